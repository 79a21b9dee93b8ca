import { buildLetter, type LetterInput } from '../../src/letter/letter-model.ts'
import { readLetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { sampleValues } from '../letter/sample-letter.ts'

const prefix = 'R7k3f9x'

/** What writes both parts of a letter as the sample reader gets them. */
export type WriteLetter = Awaited<ReturnType<typeof openLetterWriter>>

export async function openLetterWriter() {
  const templates = await readLetterTemplates('templates')
  return async (input: LetterInput) => {
    const { html, text } = await renderLetter(buildLetter(input), prefix, templates)
    return {
      html: personalise(splitSlots(html, prefix), sampleValues, 'html'),
      text: personalise(splitSlots(text, prefix), sampleValues, 'text'),
    }
  }
}
