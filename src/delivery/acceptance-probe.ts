import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { clip } from '../mail/smtp-failure.ts'

/** What someone who sees the mail server's log knows of a message. */
export type ProbeAnswer = 'accepted' | 'not-accepted' | 'unsure'

/** Who can be asked, by its Message-ID, whether the mail server took a message. */
export interface AcceptanceProbe {
  /** Answers within a few seconds; whatever goes wrong is `unsure`. */
  ask(messageId: string): Promise<ProbeAnswer>
}

/** An HTTP address with `{id}` for the Message-ID, or a program that gets it as its only argument. */
export type ProbeTarget =
  | { readonly kind: 'url'; readonly template: string }
  | { readonly kind: 'command'; readonly file: string }

const answerWithinMs = 5_000
const longestAnswer = 4_096

/**
 * Asks over HTTP (the first word of a 200 answer) or by a command (the first word it prints): `accepted` or
 * `not-accepted`; anything else is `unsure`.
 */
export function openProbe(target: ProbeTarget, onError: (error: unknown) => void): AcceptanceProbe {
  const look = target.kind === 'url' ? askUrl(target.template) : askCommand(target.file)
  return {
    async ask(messageId) {
      try {
        return readAnswer(await look(messageId))
      } catch (error) {
        onError(error)
        return 'unsure'
      }
    },
  }
}

type Look = (messageId: string) => Promise<string>

function askUrl(template: string): Look {
  return async (messageId) => {
    const url = template.replaceAll('{id}', encodeURIComponent(messageId))
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(answerWithinMs) })
    if (response.status !== 200) throw new Error(`the probe answered with status ${response.status}`)
    return firstText(response)
  }
}

async function firstText(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > longestAnswer) break
  }
  return text
}

function askCommand(file: string): Look {
  const run = promisify(execFile)
  return async (messageId) => {
    const { stdout } = await run(file, [messageId], { timeout: answerWithinMs, maxBuffer: longestAnswer })
    return stdout
  }
}

/** The first word; a JSON text such as `"accepted"` reads the same. */
export function readAnswer(text: string): ProbeAnswer {
  const word = /^[\s"]*([a-z-]+)/.exec(clip(text))?.[1]
  return word === 'accepted' || word === 'not-accepted' ? word : 'unsure'
}
