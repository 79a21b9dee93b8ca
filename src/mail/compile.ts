import { existsSync } from 'node:fs'
import { AppError, errorText } from '../errors.ts'
import { checkSlots } from './check-slots.ts'
import { isSlotPrefix, splitSlots, type Segments, type SlotDeclaration } from './slots.ts'

/** A mail before it is personalised: MJML and text, both with the words of the declared slots. */
interface MailSource {
  readonly mjml: string
  readonly text: string
  readonly slots: readonly SlotDeclaration[]
  readonly prefix: string
}

/** A mail that needs only its slots filled to be sent. */
export interface CompiledMail {
  readonly html: Segments
  readonly text: Segments
}

/**
 * Compiles MJML to minified HTML, strictly, and proves that every slot stands where it may, as often as declared.
 * What does not hold is a `bad_input` that says which slot or which line.
 */
export async function compileMail(mail: MailSource): Promise<CompiledMail> {
  if (!isSlotPrefix(mail.prefix))
    throw new AppError('bad_input', `"${mail.prefix}" is no slot prefix. Make one with newSlotPrefix.`)
  const html = await toHtml(mail.mjml)
  const compiled = { html: splitSlots(html, mail.prefix), text: splitSlots(mail.text, mail.prefix) }
  checkSlots(compiled, mail.slots)
  return compiled
}

async function toHtml(mjml: string): Promise<string> {
  const compile = await loadMjml()
  try {
    const { html } = await compile(mjml, {
      validationLevel: 'strict',
      fonts: {},
      minify: true,
      minifyOptions: { minifyCss: false },
      ignoreIncludes: true,
    })
    return html
  } catch (error) {
    throw new AppError('bad_input', `The mail is not valid MJML: ${errorText(error)}. Mend the template.`, {
      cause: error,
    })
  }
}

/** MJML takes a third of a second to load and runs whatever components a `.mjmlconfig` names, so: late, and never with one. */
async function loadMjml() {
  if (existsSync('.mjmlconfig'))
    throw new AppError(
      'bad_config',
      `There is a .mjmlconfig in ${process.cwd()}, which could change every mail. Remove it, then start again.`,
    )
  return (await import('mjml')).default
}
