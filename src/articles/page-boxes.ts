import { textUpTo, type PageDocument, type PageElement } from '../dom.ts'
import { namesOf } from './dom.ts'
import { countWords } from './plain-text.ts'

const signUpNames = /newsletter|sign-?up|subscri(?:be|ption)|mailing-?list|opt-?in/
const signUpWords =
  /newsletter|subscribe|sign up|your inbox|abonnieren|anmelden|inscrivez|abonnez|suscr[ií]b|iscriviti/i
const elsewhereNames =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|toc|table-of-contents|contents-list|footer|comments?|cookie|consent|promo|sponsored|advert(?:isement)?|share|social|trending|popular|most-read)(?=$|[\s_-])/
const promotionNames =
  /(?:^|[\s_-])(?:related|sponsors?|partners?|products?|pricing|offers?|deals?|shop|author-?(?:bio|box|card|info))(?=$|[\s_-])/

/** Longer than this it holds the article itself, whatever it is called. */
const maxBoxLength = 1200
const maxBoxes = 100

/** The boxes of a page that ask for an address: a form or a field for it, or the name and the words of one. */
export function signUpBoxes(document: PageDocument): PageElement[] {
  const named = [...document.querySelectorAll('aside, section, div, form, p')]
    .filter((element) => element.tagName === 'FORM' || signUpNames.test(namesOf(element)))
    .slice(0, maxBoxes)
    .filter(isSignUp)
  const byField = [...document.querySelectorAll('input[type="email"]')].slice(0, maxBoxes).map(largestSignUp)
  return [...named, ...byField].filter((box) => box !== null)
}

/** Whether an element stands in the furniture of a page: navigation, footer, form, contents list, sign-up box, comments. */
export function isFurniture(element: PageElement): boolean {
  if (element.closest('nav, footer, form, dialog, [role="navigation"], [role="contentinfo"]')) return true
  for (
    let up: PageElement | null = element;
    up && !['ARTICLE', 'MAIN', 'BODY', 'HTML'].includes(up.tagName);
    up = up.parentElement
  ) {
    if (elsewhereNames.test(namesOf(up)) || (signUpNames.test(namesOf(up)) && isShort(up))) return true
  }
  return largestSignUp(element) !== null
}

/** Whether an element stands in a small box that offers something else: other stories, wares, whoever wrote or paid. */
export function isPromotionBox(element: PageElement): boolean {
  for (let up: PageElement | null = element; up && isShort(up); up = up.parentElement) {
    if (['ARTICLE', 'MAIN', 'BODY'].includes(up.tagName)) return false
    if (promotionNames.test(namesOf(up))) return true
  }
  return false
}

function largestSignUp(element: PageElement): PageElement | null {
  let box: PageElement | null = null
  for (let up: PageElement | null = element; up && isShort(up); up = up.parentElement) {
    if (['ARTICLE', 'MAIN', 'BODY'].includes(up.tagName)) break
    if (isSignUp(up)) box = up
  }
  return box
}

function isSignUp(element: PageElement): boolean {
  if (!isShort(element) || element.querySelector('h1')) return false
  const prose = [...element.querySelectorAll('p')].filter(
    (paragraph) => countWords(paragraph.textContent ?? '') > 30,
  )
  const asks = element.querySelector('form, input, button, a[href]') !== null
  return prose.length < 2 && asks && signUpWords.test(element.textContent ?? '')
}

function isShort(element: PageElement): boolean {
  return textUpTo(element, maxBoxLength * 3).replaceAll(/\s+/g, ' ').length <= maxBoxLength
}
