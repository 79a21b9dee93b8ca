import { compileMail } from '../mail/compile.ts'
import { joinSlots } from '../mail/slots.ts'
import type { Letter } from './letter-model.ts'
import { letterMjml } from './letter-mjml.ts'
import { letterSlots } from './letter-slots.ts'
import type { LetterTemplates } from './letter-templates.ts'
import { letterText } from './letter-text.ts'

/** An issue as it is stored: `html` and `text` hold the slot words of its prefix. */
export interface RenderedLetter {
  readonly subject: string
  readonly preheader: string
  readonly html: string
  readonly text: string
}

/** Renders a letter once for all its readers; the same letter, prefix and templates give the same bytes. */
export async function renderLetter(
  letter: Letter,
  prefix: string,
  templates: LetterTemplates,
): Promise<RenderedLetter> {
  const { html, text } = await compileMail({
    mjml: letterMjml(letter, prefix, templates).mjml,
    text: letterText(letter, prefix),
    slots: letterSlots,
    prefix,
  })
  const { subject, preheader } = letter.issue
  return { subject, preheader, html: joinSlots(html), text: joinSlots(text) }
}
