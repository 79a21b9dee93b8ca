import path from 'node:path'
import type { Command } from 'commander'
import type { App } from '../../app.ts'
import { fetchUrl } from '../../articles/fetch-url.ts'
import { previewIssue } from '../../delivery/preview-issue.ts'
import { listItems } from '../../digest/issues.repository.ts'
import { AppError } from '../../errors.ts'
import { findChromium } from '../../letter/find-chromium.ts'
import { pictureLetter, type FetchPicture, type PictureLetter } from '../../letter/picture-letter.ts'
import { act, addCommand } from '../command.ts'
import { parseId } from '../parse-id.ts'
import { printObject, say } from '../print.ts'
import type { Session } from '../session.ts'
import { withApp } from '../with-app.ts'

interface PreviewOptions {
  readonly out: string
  readonly pictures: boolean
}

export function addIssuePreview(issue: Command, session: Session): void {
  addCommand(issue, {
    usage: 'preview',
    does: 'Write the mail of an issue as a reader would get it: .html, .txt, .eml, and .png when there is a Chromium.',
    example: 'recap issue preview 3 --out preview\nrecap issue preview 3 --out preview --no-pictures',
  })
    .argument('<id>', 'number of the issue', parseId)
    .requiredOption('--out <folder>', 'folder for the files, made when it is missing (required)')
    .option('--no-pictures', 'take no pictures of it')
    .action(
      act(session, (id: number, options: PreviewOptions) =>
        withApp(session, (app) => preview(session, app, { id, ...options })),
      ),
    )
}

async function preview(
  session: Session,
  app: App,
  { id, out, pictures }: PreviewOptions & { readonly id: number },
): Promise<void> {
  const folder = path.resolve(session.io.cwd, out)
  const take = pictures ? pictureTaker(session, app) : null
  const { files, noPictures, notes } = await previewIssue(app.delivering, {
    issueId: id,
    folder,
    pictureLetter: take,
  })
  if ((await listItems(app.db, id)).length === 0)
    say(
      session,
      `Issue ${id} has no articles, so this is the letter of a quiet week. Next: recap source fetch, recap issue build`,
    )
  for (const note of notes) say(session, note)
  if (noPictures !== null) say(session, `There are no pictures: ${noPictures}`)
  await printObject(session, { id, files })
}

/** What takes the pictures; null, which is said, when there is no Chromium. */
function pictureTaker(session: Session, app: App): PictureLetter | null {
  const chromium = findChromium(session.env['PATH'] ?? '')
  if (chromium !== undefined)
    return (html) => pictureLetter({ chromium, fetchPicture: (url) => fetchPicture(app, url) }, html)
  say(session, 'There are no pictures: no Chromium is on PATH. Install one, or say --no-pictures.')
  return null
}

/** A picture of the letter through the guarded fetcher; what cannot be had stays a gap, as in a mail program. */
async function fetchPicture({ fetcher }: App, url: string): ReturnType<FetchPicture> {
  try {
    const fetched = await fetchUrl(fetcher, url)
    if (fetched.status !== 'ok') return null
    return { contentType: fetched.contentType ?? '', body: fetched.body }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
