import { contrastOf, hexOf } from '../colour.ts'
import type { PageElement } from '../dom.ts'
import type { Fault } from './finding.ts'
import type { Look, OpenedLetter } from './finished-letter.ts'
import { contentOf, placeOf } from './letter-places.ts'

/** Whatever its size, as large text is small on a phone (WCAG 2.2, 1.4.3 asks it of body text). */
const leastContrast = 4.5

/** All text, and the alt text that stands for a picture, stands out from its ground in every scheme. */
export function findContrastFaults(letter: OpenedLetter): Fault[] {
  const content = contentOf(letter).filter((element) => element.getAttribute('alt') !== '')
  return letter.looks.flatMap((look) => content.flatMap((element) => faultOf(element, look)))
}

function faultOf(element: PageElement, { scheme, sightOf }: Look): Fault[] {
  const { visible, ink, ground } = sightOf(element)
  const contrast = contrastOf(ink, ground)
  if (!visible || contrast >= leastContrast) return []
  return [
    {
      detail: `${hexOf(ink)} on ${hexOf(ground)} is ${contrast.toFixed(2)}:1, below ${leastContrast} (${scheme})`,
      where: placeOf(element),
      mend: 'Choose a darker or lighter colour in the theme or the template.',
    },
  ]
}
