import { isText, type PageElement } from '../dom.ts'
import { findingsOf, type Fault, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { clip, placeOf } from './letter-places.ts'

/** What a template or a program leaves behind where a value was missing. */
const leftOver =
  /\{\{[^{}]*\}\}|\{%[^%]*%\}|\$\{\w+\}|\bundefined\b|\[object \w+\]|\bNaN\b|\blorem ipsum\b|\bTODO\b|\bTBD\b/i

/** In addresses only what no page has in its name. */
const leftInAddress = /\{\{|%7B%7B|\$\{|\[object|%5Bobject/i

/**
 * Judges whether a value is missing where a reader would see it. A text that is nothing but a placeholder fails; one
 * with such a word in it may be about programs, so that is a warning.
 */
export function checkPlaceholders(letter: OpenedLetter): Finding[] {
  const texts = textsOf(letter)
  const whole = texts.filter(({ text }) => leftOver.exec(text)?.[0] === text)
  const partly = texts.filter(({ text }) => leftOver.test(text) && !whole.some((each) => each.text === text))
  const failing = [...slotFaults(letter), ...addressFaults(letter), ...whole.map(faultOf)]
  return [
    ...findingsOf('placeholders', failing, { level: 'fail', well: 'no value is missing' }),
    ...partly.map((found): Finding => ({ check: 'placeholders', level: 'warn', ...faultOf(found) })),
  ]
}

interface FoundText {
  readonly text: string
  readonly where: string
}

function textsOf({ elements, subject, preheader }: OpenedLetter): FoundText[] {
  const shown = elements.filter(isRead).flatMap((element) =>
    [...element.childNodes]
      .filter(isText)
      .map((node) => (node.textContent ?? '').trim())
      .filter((text) => leftOver.test(text))
      .map((text) => ({ text, where: placeOf(element) })),
  )
  const lines = [
    { text: subject, where: 'subject' },
    { text: preheader, where: 'preheader' },
  ]
  return [...lines.filter(({ text }) => leftOver.test(text)), ...shown]
}

function isRead(element: PageElement): boolean {
  return element.tagName !== 'STYLE' && element.tagName !== 'SCRIPT'
}

/** A word of the issue's own prefix is a slot that nobody filled. */
function slotFaults({ html, text, subject, preheader, slotPrefix }: OpenedLetter): Fault[] {
  const parts = { html, text, subject, preheader }
  return Object.entries(parts).flatMap(([where, part]) => {
    const at = part.indexOf(slotPrefix)
    if (at === -1) return []
    const word = clip(part.slice(at), 40)
    return [
      {
        detail: `a slot is left: ${word}`,
        where,
        mend: 'Mend the template: the slot is not declared there.',
      },
    ]
  })
}

function addressFaults({ document }: OpenedLetter): Fault[] {
  return [...document.querySelectorAll('a[href], img[src]')].filter(isBroken).map((element) => ({
    detail: 'an address holds a placeholder',
    where: placeOf(element),
    mend: 'Mend the address at its source, or hide the article (`recap article hide`).',
  }))
}

function isBroken(element: PageElement): boolean {
  return leftInAddress.test(element.getAttribute('href') ?? element.getAttribute('src') ?? '')
}

function faultOf({ text, where }: FoundText): Fault {
  return {
    detail: `"${clip(text, 80)}" looks like a value that is missing`,
    where,
    mend: 'Mend the text at its source, or hide the article (`recap article hide`).',
  }
}
