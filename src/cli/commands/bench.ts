import { InvalidArgumentError, type Command } from 'commander'
import { settings } from '../../config.ts'
import { runBench } from '../../bench/run-bench.ts'
import { act, addCommand, addGroup } from '../command.ts'
import { Interrupted } from '../exit-codes.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'

interface SendOptions {
  readonly recipients: number
  readonly dkim?: boolean
  readonly compare?: boolean
}

const mostRecipients = 2_000_000

export function addBench(program: Command, session: Session): void {
  const bench = addGroup(program, 'bench', 'Measure Recap on this machine; nothing leaves it.')
  addCommand(bench, {
    usage: 'send',
    does: 'Measure how fast an issue goes out: a database of its own, a mail server that throws everything away.',
    example: 'recap bench send\nrecap bench send --recipients 100000 --dkim --compare',
  })
    .option('--recipients <number>', 'how many people are mailed', parseCount, 20_000)
    .option('--dkim', 'sign every message with RSA-2048')
    .option('--compare', "measure nodemailer's own pooled loop as well")
    .action(act(session, (options: SendOptions) => send(session, options)))
}

async function send(session: Session, options: SendOptions): Promise<void> {
  const { env, io } = session
  const level = settings.shape.LOG_LEVEL.safeParse(env['LOG_LEVEL'] || 'error').data ?? 'error'
  try {
    const result = await runBench({
      env,
      logger: io.createLogger(level),
      say: (line) => say(session, line),
      recipients: options.recipients,
      dkim: options.dkim === true,
      compare: options.compare === true,
      stopping: io.stopping,
    })
    await printObject({ ...session, json: true }, result)
  } catch (error) {
    throw io.stopping.aborted ? new Interrupted('interrupted') : error
  }
}

function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= mostRecipients) return count
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostRecipients}.`)
}
