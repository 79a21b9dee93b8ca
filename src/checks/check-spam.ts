import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { errorText } from '../errors.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

/** What SpamAssassin makes of a message; `rules` are those that fired. */
export interface SpamVerdict {
  readonly score: number
  readonly rules: readonly string[]
}

const check = 'spam'

/** Room for the luck of a mail server; a clean digest has less. */
const goodScore = 0.5

/** Where SpamAssassin itself calls a message spam. */
const spamScore = 5

/** Faults of the message itself, whatever they score. */
const forbidden = /^MIME_HTML_ONLY$|_LOW_CONTRAST$/

const longestMs = 30_000

/** Judges a whole message (RFC 5322) by SpamAssassin's local rules; where that is not installed, it says so. */
export async function checkSpam(message: Buffer, command = 'spamassassin'): Promise<Finding> {
  const verdict = await scoreSpam(message, command).catch((error: unknown) => errorText(error))
  if (verdict === null)
    return { ...ok(check, 'not run: there is no SpamAssassin'), mend: 'Install spamassassin.' }
  if (typeof verdict === 'string')
    return warn(check, { detail: `not run: ${verdict}`, where: null, mend: 'Run spamassassin -L by hand.' })
  return findingOf(verdict)
}

function findingOf({ score, rules }: SpamVerdict): Finding {
  const detail = `SpamAssassin scores ${score} (${rules.join(', ') || 'no rule'})`
  const fault = {
    detail,
    where: null,
    mend: 'Look the rules up in the SpamAssassin manual and change what they name.',
  }
  if (score >= spamScore || rules.some((rule) => forbidden.test(rule))) return fail(check, fault)
  return score > goodScore ? warn(check, fault) : ok(check, detail)
}

/** The verdict of SpamAssassin's local rules, without network and user preferences; null where it is not installed. */
export async function scoreSpam(message: Buffer, command = 'spamassassin'): Promise<SpamVerdict | null> {
  const child = spawn(command, ['--local', '--nocreate-prefs', '--prefspath=/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: longestMs,
  })
  const isMissing = new Promise<boolean>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve(true) : reject(error),
    )
    child.on('spawn', () => resolve(false))
  })
  // A filter that ends before it has read all closes the pipe; its answer tells more than that.
  child.stdin.on('error', () => undefined).end(message)
  if (await isMissing) return null
  return readVerdict(await text(child.stdout))
}

/** Reads the X-Spam-Status field that SpamAssassin adds, unfolded (RFC 5322 2.2.3). */
function readVerdict(answer: string): SpamVerdict {
  const head = answer.slice(0, answer.search(/\r?\n\r?\n/)).replace(/\r?\n[\t ]+/g, ' ')
  const status = /^X-Spam-Status:.*\bscore=(-?[\d.]+).*?\btests=(.*?)\s*(?:autolearn=|version=|$)/m.exec(head)
  if (!status) throw new Error('SpamAssassin gave no verdict')
  const rules = (status[2] ?? '').split(/[\s,]+/).filter((rule) => rule !== '' && rule !== 'none')
  return { score: Number(status[1]), rules }
}
