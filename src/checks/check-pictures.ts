import { askEach, type AskOptions } from './ask-each.ts'
import { findingsOf, type Fault, type Finding } from './finding.ts'
import { openFinishedLetter, type FinishedLetter } from './finished-letter.ts'

/** What a mail program gets for the address of a picture: its bytes and media type, or why there is none. */
type PictureAnswer =
  | { readonly state: 'loaded'; readonly bytes: number; readonly type: string | null }
  | { readonly state: 'missing'; readonly detail: string }

/** Loads a picture to see what it is; it does not throw. */
export type WeighPicture = (url: string) => Promise<PictureAnswer>

const megabyte = 1_000_000
const largestPicture = megabyte
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif'])

/**
 * Judges the pictures of a letter as they are served: there, of a kind that every mail program shows, at most 1 MB.
 * Each fault is a warning, as the letter holds without its pictures.
 */
export async function checkPictures(
  letter: FinishedLetter,
  weigh: WeighPicture,
  options?: AskOptions,
): Promise<Finding[]> {
  const images = openFinishedLetter(letter).document.querySelectorAll('img[src]')
  const urls = [...new Set(Array.from(images, (image) => image.getAttribute('src') ?? ''))]
  const answers = await askEach(urls, weigh, options)
  const faults = urls.flatMap((url, index) => faultOf(url, answers[index] ?? null))
  return findingsOf('pictures', faults, {
    level: 'warn',
    well: `${urls.length} of ${urls.length} pictures are there and light`,
  })
}

function faultOf(url: string, answer: PictureAnswer | null): Fault[] {
  const fault = (detail: string, mend: string): Fault[] => [{ detail, where: url, mend }]
  if (answer === null) return fault('was not asked for: there was no time left', 'Open it in a browser.')
  if (answer.state === 'missing')
    return fault(answer.detail, 'Open it in a browser, or give another picture.')
  const { bytes, type } = answer
  if (bytes > largestPicture)
    return fault(`the picture is ${sizeOf(bytes)}, over 1 MB`, 'Give a smaller one: 1200 pixels across do.')
  if (type !== null && shownTypes.has(type)) return []
  return fault(`the picture is ${type ?? 'of no stated kind'}`, 'Give a PNG, JPEG or GIF.')
}

function sizeOf(bytes: number): string {
  return Number.isFinite(bytes) ? `${(bytes / megabyte).toFixed(1)} MB` : 'too large to be loaded'
}
