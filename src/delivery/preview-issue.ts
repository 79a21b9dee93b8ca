import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError, errorText } from '../errors.ts'
import type { PictureFile, PictureLetter } from '../letter/picture-letter.ts'
import { joinMessage } from '../mail/message-bytes.ts'
import { writeSample, type SampleNeeds } from './write-sample.ts'

const sampleAddress = 'reader@example.com'

/** Where a preview goes, and what takes its pictures: null for none. */
export interface PreviewOrder {
  readonly issueId: number
  readonly folder: string
  readonly pictureLetter: PictureLetter | null
}

export interface Preview {
  readonly files: readonly string[]
  /** Why there are no pictures though they were asked for. */
  readonly noPictures: string | null
  /** What was done to keep the letter from being cut off. */
  readonly notes: readonly string[]
}

/**
 * Writes the mail of an issue as a sample reader would get it: `<slug>.html`, `.txt`, the whole `.eml`, and pictures
 * such as `<slug>-600-dark.png`. A picture that cannot be taken does not keep the other files from being written.
 */
export async function previewIssue(needs: SampleNeeds, order: PreviewOrder): Promise<Preview> {
  const sample = await writeSample(needs, order.issueId, { email: sampleAddress, isTest: false })
  const base = path.join(order.folder, sample.letter.issue.slug)
  const parts: readonly PictureFile[] = [
    { name: '.html', content: sample.html },
    { name: '.txt', content: sample.text },
    { name: '.eml', content: joinMessage(sample.message) },
  ]
  const files = await writeFiles(base, parts)
  const { notes } = sample
  if (order.pictureLetter === null) return { files, noPictures: null, notes }
  try {
    const pictures = await order.pictureLetter(sample.html)
    return { files: [...files, ...(await writeFiles(`${base}-`, pictures))], noPictures: null, notes }
  } catch (error) {
    return { files, noPictures: errorText(error), notes }
  }
}

async function writeFiles(base: string, files: readonly PictureFile[]): Promise<string[]> {
  const folder = path.dirname(base)
  try {
    await mkdir(folder, { recursive: true })
    for (const { name, content } of files) await writeFile(base + name, content)
  } catch (cause) {
    throw new AppError('bad_input', `${folder} cannot be written: name another folder with --out.`, { cause })
  }
  return files.map(({ name }) => base + name)
}
