import { isText, type PageElement } from '../dom.ts'
import type { OpenedLetter } from './finished-letter.ts'

/** The text of an element in one line, without the invisible characters that fill up a preheader. */
export function lineOf(element: PageElement): string {
  return (element.textContent ?? '').replace(/[\s\u034F\u200C]+/gu, ' ').trim()
}

/** An element shown to an operator: its tag with what tells it from others, and the start of its text. */
export function placeOf(element: PageElement): string {
  const names = ['id', 'class', 'href', 'src'].flatMap((name) => {
    const value = element.getAttribute(name)
    return value === null || value === '' ? [] : [` ${name}="${clip(value, 60)}"`]
  })
  const text = clip(lineOf(element), 60)
  return `<${element.tagName.toLowerCase()}${names.join('')}>${text === '' ? '' : ` ${text}`}`
}

/** The start of a text, with an ellipsis when it goes on. */
export function clip(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}

/** Every element of the body that holds text of its own, and every picture, as far as they are seen in the light. */
export function contentOf(letter: OpenedLetter): PageElement[] {
  return letter.elements.filter(
    (element) => (element.tagName === 'IMG' || hasOwnText(element)) && isSeen(letter, element),
  )
}

/** The links of a letter that are seen. */
export function linksOf(letter: OpenedLetter): PageElement[] {
  return [...letter.document.querySelectorAll('a[href]')].filter((link) => isSeen(letter, link))
}

/** Whether any element up to the body, itself taken in, is as asked. */
export function isWithin(element: PageElement, asked: (around: PageElement) => boolean): boolean {
  for (let at: PageElement | null = element; at !== null && at.tagName !== 'BODY'; at = at.parentElement) {
    if (asked(at)) return true
  }
  return false
}

function isSeen({ looks }: OpenedLetter, element: PageElement): boolean {
  return looks.some((look) => look.sightOf(element).visible)
}

function hasOwnText(element: PageElement): boolean {
  return [...element.childNodes].some(
    (node) => isText(node) && /[\p{L}\p{N}\p{P}\p{S}]/u.test(node.textContent ?? ''),
  )
}
