import type { Command } from 'commander'
import { once } from 'node:events'
import { settings } from '../../config.ts'
import { runDemo } from '../../demo/run-demo.ts'
import { act, addCommand } from '../command.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'

export function addDemo(program: Command, session: Session): void {
  addCommand(program, {
    usage: 'demo',
    does: 'Show a whole week on a sample publication: collect, build, send, read. Nothing leaves this machine.',
    example: 'recap demo\nrecap demo --once --json',
  })
    .option('--once', 'end when the issue is sent instead of staying up')
    .action(act(session, (options: { once?: boolean }) => demo(session, options.once === true)))
}

async function demo(session: Session, isOnce: boolean): Promise<void> {
  const { env, io } = session
  const level = settings.shape.LOG_LEVEL.safeParse(env['LOG_LEVEL'] || 'warn').data ?? 'warn'
  const result = await runDemo({
    env,
    logger: io.createLogger(level),
    say: (line) => say(session, line),
    once: isOnce,
    stopped: stopped(io.stopping),
  })
  if (isOnce || session.json) await printObject(session, result)
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
