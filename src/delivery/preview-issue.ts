import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../errors.ts'
import { composeMessage } from '../mail/message.ts'
import { writeSample, type SampleNeeds } from './write-sample.ts'

const sampleAddress = 'reader@example.com'

/** Writes the mail of an issue as a sample reader would get it: `<slug>.html`, `.txt` and the whole `.eml`. */
export async function previewIssue(needs: SampleNeeds, issueId: number, folder: string): Promise<string[]> {
  const { letter, mail } = await writeSample(needs, issueId, sampleAddress)
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
