import type { Command } from 'commander'
import { act, addCommand } from '../command.ts'
import { examineInstallation } from '../doctor/examine-installation.ts'
import type { Finding } from '../doctor/finding.ts'
import { exitCodes } from '../exit-codes.ts'
import { write } from '../print.ts'
import type { Session } from '../session.ts'

/** Checks that fail because a service does not answer. */
const services: ReadonlySet<string> = new Set(['database', 'queue', 'mail'])

export function addDoctor(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'doctor',
    does: 'Check settings, database, queue, mail server and the rest, each with the way to mend it.',
    example: 'recap doctor\nrecap doctor --json',
  }).action(act(session, () => doctor(session)))
}

async function doctor(session: Session): Promise<number> {
  const bad: string[] = []
  for await (const finding of examineInstallation(() => session.env)) {
    if (!finding.ok) bad.push(finding.check)
    await write(session.io.stdout, session.json ? `${JSON.stringify(finding)}\n` : lineOf(finding))
  }
  if (bad.length === 0) return exitCodes.done
  return bad.some((check) => services.has(check)) && !bad.includes('settings')
    ? exitCodes.unreachable
    : exitCodes.failed
}

function lineOf({ check, ok, detail, mend }: Finding): string {
  const mark = ok ? (mend === null ? 'ok  ' : 'note') : 'FAIL'
  const hint = mend === null || detail.includes(mend) ? '' : `\n${' '.repeat(18)}${mend}`
  return `${mark}  ${check.padEnd(10)}  ${detail}${hint}\n`
}
