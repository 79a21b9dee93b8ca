import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseHTML } from 'linkedom'
import type { ItemSnapshot } from '../../src/db/values.ts'
import { cleanText } from '../../src/letter/clean-text.ts'
import { buildLetter, type LetterInput } from '../../src/letter/letter-model.ts'
import type { LetterTemplates } from '../../src/letter/letter-templates.ts'
import { renderLetter } from '../../src/letter/render-letter.ts'
import { emptySlots, personalise } from '../../src/mail/personalise.ts'
import { splitSlots } from '../../src/mail/slots.ts'
import { sampleInput, sampleValues as values } from '../letter/sample-letter.ts'

const prefix = 'R7k3f9x'

/** As many items as a letter shows here, five of them in full. */
const batchSize = 12

/** A letter in all the forms in which it leaves the house. */
export interface Rendered {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly web: string
}

export async function renderItems(
  items: readonly ItemSnapshot[],
  templates: LetterTemplates,
): Promise<Rendered> {
  const input: LetterInput = { ...sampleInput(0), items, limits: { top: 4, brief: batchSize - 5, least: 1 } }
  const stored = await renderLetter(buildLetter(input), prefix, templates)
  const html = splitSlots(stored.html, prefix)
  return {
    subject: stored.subject,
    html: personalise(html, values, 'html'),
    text: personalise(splitSlots(stored.text, prefix), values, 'text'),
    web: emptySlots(html, input.issue.webUrl, 'html'),
  }
}

/** The same items with a word in the place of every text that leaves something to show. */
export function harmless(item: ItemSnapshot): ItemSnapshot {
  const word = <T extends string | null>(text: T) =>
    text === null ? text : cleanText(text, 200) === '' ? '' : 'word'
  return {
    ...item,
    title: word(item.title) ?? '',
    source: word(item.source),
    dek: word(item.dek),
    image: item.image && { ...item.image, alt: word(item.image.alt) ?? '' },
    keyPoints: item.keyPoints.map((point) => ({ ...point, text: word(point.text) ?? '' })),
    alsoCovered: item.alsoCovered.map((other) => ({
      ...other,
      title: word(other.title) ?? '',
      source: word(other.source),
    })),
    related: item.related.map((link) => ({ ...link, title: word(link.title) ?? '' })),
  }
}

/** What a browser would make of a page, and what of it could do harm. */
export function outlineOf(html: string) {
  const { document } = parseHTML(html)
  const elements = [...document.querySelectorAll('*')]
  const attributes = elements.flatMap((element) => [...element.attributes])
  const isHarmful = ({ name, value }: { name: string; value: string }) =>
    name.startsWith('on') ||
    (/^(?:href|src|action|formaction|xlink:href|background|poster|data|srcdoc)$/.test(name) &&
      !/^(?:https?:|mailto:|\/|#)/.test(value))
  return {
    tags: elements.map((element) => element.tagName).join(' '),
    scripts: document.querySelectorAll('script, iframe:not([sandbox]), object, embed').length,
    harmful: attributes.filter(isHarmful).map(({ name, value }) => `${name}=${value}`),
    names: [...new Set(attributes.map(({ name }) => name))].toSorted().join(' '),
    links: [...document.querySelectorAll('a')].map((link) => ({
      text: link.textContent ?? '',
      href: link.getAttribute('href') ?? '',
    })),
  }
}

/** The hostile texts of the corpora that lie beside the checkout; none where they do not. */
export function readHostileTexts(): string[] {
  const folder = path.resolve('../shared/corpora')
  const read = (name: string): Record<string, string>[] => {
    const file = path.join(folder, name, 'files', `${name}.json`)
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>[]) : []
  }
  const texts = [...read('xss'), ...read('strings')].map((entry) => entry['payload'] ?? entry['value'] ?? '')
  return [...new Set(texts)]
}

export function inBatches<T>(values: readonly T[]): T[][] {
  const starts = Array.from({ length: Math.ceil(values.length / batchSize) }, (_, n) => n * batchSize)
  return starts.map((start) => values.slice(start, start + batchSize))
}
