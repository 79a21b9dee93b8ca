import { fitLetter } from '../../src/letter/fit-letter.ts'
import type { LetterInput } from '../../src/letter/letter-model.ts'
import { readLetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { renderNotice, type Notice } from '../../src/letter/render-notice.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { sampleInput, sampleValues } from '../letter/sample-letter.ts'

const prefix = 'R7k3f9x'
const values = { ...sampleValues, ACTION_URL: 'https://news.harbour.example/confirm/c.1' }

export const noticeKinds: readonly Notice['kind'][] = ['confirm', 'welcome', 'preferences']

/** Writes both parts of a mail as the sample reader gets them. */
export type LetterWriter = Awaited<ReturnType<typeof openLetterWriter>>

export async function openLetterWriter() {
  const templates = await readLetterTemplates('templates')
  return {
    letter: async (input: LetterInput) =>
      forReader(await fitLetter(input, (letter) => renderLetter(letter, prefix, templates))),
    notice: async (kind: Notice['kind'], locale: string) => {
      const sender = { ...sampleInput(0).newsletter, locale }
      return forReader(await renderNotice({ kind, sender, weekday: 1 }, prefix, templates))
    },
  }
}

function forReader({ html, text }: { readonly html: string; readonly text: string }) {
  return {
    html: personalise(splitSlots(html, prefix), values, 'html'),
    text: personalise(splitSlots(text, prefix), values, 'text'),
  }
}
