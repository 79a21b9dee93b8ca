import { black, layColour, readColour, white, type Colour } from '../colour.ts'
import type { PageElement } from '../dom.ts'
import type { Cascade, OwnStyles } from './cascade.ts'

/** How an element is seen: whether at all, and in which colours. */
export interface Sight {
  readonly visible: boolean
  readonly ink: Colour
  readonly ground: Colour
}

/** Links are blue where nothing colours them. */
const linkBlue: Colour = { red: 0, green: 0, blue: 0.933, alpha: 1 }

/**
 * Tells how an element is seen when its styles and those of all around it are taken together. The ground below all is
 * white.
 */
export function sightOf(cascade: Cascade): (element: PageElement) => Sight {
  const seen = new Map<PageElement, Sight>()
  const look = (element: PageElement): Sight => {
    const known = seen.get(element)
    if (known) return known
    const parent = element.parentElement
    const around = parent ? look(parent) : { visible: true, ink: black, ground: white }
    const sight = within(element, cascade(element), around)
    seen.set(element, sight)
    return sight
  }
  return look
}

function within(element: PageElement, styles: OwnStyles, around: Sight): Sight {
  const ground = readColour(styles.get('background-color') ?? element.getAttribute('bgcolor') ?? '')
  const below = ground ? layColour(ground, around.ground) : around.ground
  const own = readColour(styles.get('color') ?? element.getAttribute('color') ?? '')
  const ink = own ?? (isLink(element) ? linkBlue : around.ink)
  return { visible: around.visible && isShown(element, styles), ink: layColour(ink, below), ground: below }
}

function isLink(element: PageElement): boolean {
  return element.tagName === 'A' && element.hasAttribute('href')
}

const unseen = new Set(['HEAD', 'STYLE', 'SCRIPT', 'TITLE', 'TEMPLATE', 'META', 'LINK'])

function isShown(element: PageElement, styles: OwnStyles): boolean {
  return (
    !unseen.has(element.tagName) &&
    !element.hasAttribute('hidden') &&
    styles.get('display') !== 'none' &&
    styles.get('visibility') !== 'hidden' &&
    styles.get('mso-hide') !== 'all'
  )
}
