import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { renderStoredIssue } from '../digest/render-issue.ts'
import { AppError } from '../errors.ts'
import { composeMessage } from '../mail/message.ts'
import type { DeliverNeeds } from './deliver-chunk.ts'
import { openLetter, writeMail } from './write-mail.ts'

export type PreviewNeeds = Pick<DeliverNeeds, 'db' | 'now' | 'keys' | 'publicUrl' | 'templates' | 'fromOf'>

/** Nobody has this number, so the links of a preview open no one's door. */
const nobody = 0
const sampleAddress = 'reader@example.com'

/** Writes the mail of an issue as a sample reader would get it: `<slug>.html`, `.txt` and the whole `.eml`. */
export async function previewIssue(needs: PreviewNeeds, issueId: number, folder: string): Promise<string[]> {
  const letter = openLetter(await renderStoredIssue(needs, issueId))
  const { keys, publicUrl } = needs
  const recipient = { subscriberId: nobody, email: sampleAddress, consentAt: needs.now() }
  const mail = writeMail({ keys, publicUrl, from: needs.fromOf(letter.newsletter) }, letter, recipient)
  const base = path.join(folder, letter.issue.slug)
  const parts = [
    [`${base}.html`, mail.html],
    [`${base}.txt`, mail.text],
    [`${base}.eml`, await composeMessage(mail)],
  ] as const
  try {
    await mkdir(folder, { recursive: true })
    for (const [file, content] of parts) await writeFile(file, content)
  } catch (cause) {
    throw new AppError('bad_input', `${folder} cannot be written: name another folder with --out.`, { cause })
  }
  return parts.map(([file]) => file)
}
