import type { PageElement } from '../dom.ts'
import { isLoopback } from '../loopback.ts'
import { findingsOf, type Fault, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'
import { placeOf } from './letter-places.ts'

/** Services that hide where a link leads; mail filters take them for a trick. */
const shorteners = new Set(
  (
    'bit.ly t.co tinyurl.com goo.gl ow.ly is.gd buff.ly rb.gy cutt.ly lnkd.in dlvr.it shorturl.at rebrand.ly ' +
    'tiny.cc bl.ink trib.al t.ly v.gd j.mp'
  ).split(' '),
)

/** Judges the links and picture addresses of a letter: whole, safe, plain, and all in the text part too. */
export function checkLinks(letter: OpenedLetter): Finding[] {
  const count = linkTargets(letter).length
  return [
    ...findingsOf('links/addresses', addressFaults(letter), {
      level: 'fail',
      well: 'every address is whole and safe',
    }),
    ...findingsOf('links/text', textFaults(letter), {
      level: 'fail',
      well: `${count} of ${count} links are in the text part`,
    }),
    ...findingsOf('links/shorteners', shortenerFaults(letter), {
      level: 'fail',
      well: 'no link is shortened',
    }),
  ]
}

/** Where the links of a letter lead, each address once. */
export function linkTargets({ document }: OpenedLetter): string[] {
  const addresses = [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '')
  return [...new Set(addresses.filter((address) => !/^mailto:/i.test(address)))]
}

/** The share of the links, in percent, that stand in the text part too. */
export function textLinkShare(letter: OpenedLetter): number {
  const targets = linkTargets(letter)
  return targets.length === 0 ? 100 : (100 * (targets.length - missingInText(letter).length)) / targets.length
}

function addressFaults(letter: OpenedLetter): Fault[] {
  const addressed = [...letter.document.querySelectorAll('a[href], img[src], [background]')]
  return addressed.flatMap((element) => {
    const name = ['href', 'src', 'background'].find((each) => element.hasAttribute(each)) ?? 'href'
    const fault = faultOf(element.getAttribute(name) ?? '', letter.publicUrl)
    return fault === null ? [] : [{ ...fault, where: placeOf(element) }]
  })
}

function faultOf(address: string, publicUrl: string): Omit<Fault, 'where'> | null {
  const url = URL.parse(address)
  if (url?.protocol === 'https:' || url?.protocol === 'mailto:') return null
  if (!url)
    return { detail: `"${address}" is no whole address`, mend: 'Write it with https:// and the host.' }
  if (url.protocol !== 'http:')
    return { detail: `"${address}" is no web address`, mend: 'Link to a page on the web.' }
  // Recap is tried out on one machine, without certificates.
  if (isLoopback(new URL(publicUrl).hostname)) return null
  return {
    detail: `"${address}" is not https`,
    mend: address.startsWith(publicUrl)
      ? 'Set PUBLIC_URL to an https address.'
      : 'Hide the article (`recap article hide`), or give it its https address.',
  }
}

function textFaults(letter: OpenedLetter): Fault[] {
  return missingInText(letter).map((address) => ({
    detail: `${address} is not in the text part`,
    where: address,
    mend: 'Write the link into the text twin of the template too.',
  }))
}

function missingInText(letter: OpenedLetter): string[] {
  const words = letter.text.split(/\s+/)
  const bare = words.map((word) => word.replace(/^[<([]+|[>)\].,;]+$/g, ''))
  const found = new Set([...words, ...bare])
  return linkTargets(letter).filter((address) => !found.has(address))
}

function shortenerFaults({ document }: OpenedLetter): Fault[] {
  return [...document.querySelectorAll('a[href]')].filter(isShortened).map((link) => ({
    detail: 'a link hides where it leads',
    where: placeOf(link),
    mend: 'Link to the page itself.',
  }))
}

function isShortened(link: PageElement): boolean {
  const host = URL.parse(link.getAttribute('href') ?? '')?.hostname ?? ''
  return shorteners.has(host.replace(/^www\./, ''))
}
