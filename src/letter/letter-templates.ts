import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../errors.ts'
import type { Template } from '../mail/fill-template.ts'

/** The pieces of MJML that a letter is put together from. */
export type LetterTemplates = Awaited<ReturnType<typeof readLetterTemplates>>

/** Reads the letter's templates from their folder; one that is missing is `bad_config`. */
export async function readLetterTemplates(folder: string) {
  const read = async (name: string) => readTemplate(folder, name)
  return {
    page: await read('partials/page.mjml'),
    digest: await read('digest.mjml'),
    notice: await read('notice.mjml'),
    head: await read('partials/head.mjml'),
    masthead: await read('partials/masthead.mjml'),
    name: await read('partials/name.mjml'),
    logo: await read('partials/logo.mjml'),
    intro: await read('partials/intro.mjml'),
    quietWeek: await read('partials/quiet-week.mjml'),
    count: await read('partials/count.mjml'),
    paragraph: await read('partials/paragraph.mjml'),
    lead: await read('partials/lead.mjml'),
    image: await read('partials/image.mjml'),
    stories: await read('partials/stories.mjml'),
    divider: await read('partials/divider.mjml'),
    item: await read('partials/item.mjml'),
    meta: await read('partials/meta.mjml'),
    points: await read('partials/points.mjml'),
    point: await read('partials/point.mjml'),
    related: await read('partials/related.mjml'),
    linkNote: await read('partials/link-note.mjml'),
    relatedLink: await read('partials/related-link.mjml'),
    inBrief: await read('partials/in-brief.mjml'),
    briefItem: await read('partials/brief-item.mjml'),
    briefLine: await read('partials/brief-line.mjml'),
    web: await read('partials/web.mjml'),
    footer: await read('partials/footer.mjml'),
    choices: await read('partials/choices.mjml'),
    sentTo: await read('partials/sent-to.mjml'),
  }
}

async function readTemplate(folder: string, name: string): Promise<Template> {
  try {
    return { name, source: await readFile(path.join(folder, name), 'utf8') }
  } catch (error) {
    throw new AppError(
      'bad_config',
      `The template ${path.join(folder, name)} cannot be read. Put it back from the package.`,
      { cause: error },
    )
  }
}
