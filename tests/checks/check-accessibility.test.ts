import { beforeAll, describe, expect, test } from '@jest/globals'
import { checkAccessibility } from '../../src/checks/check-accessibility.ts'
import { openFinishedLetter, type FinishedLetter } from '../../src/checks/finished-letter.ts'
import { goodLetter, namesAt, withAdded, withHtml } from './letters.ts'

let good: FinishedLetter

beforeAll(async () => {
  good = await goodLetter()
})

const check = (letter: FinishedLetter) => checkAccessibility(openFinishedLetter(letter))
const faults = (letter: FinishedLetter) => namesAt(check(letter), 'fail')

test('a letter of ours has no fault, and a finding for each of the 13 rules', () => {
  expect(faults(good)).toEqual([])
  expect(namesAt(check(good), 'ok')).toHaveLength(13)
})

describe('a letter fails alone for', () => {
  type Break = (letter: FinishedLetter) => FinishedLetter
  const breaks: [string, string, Break][] = [
    ['language', 'no language on the page', (it) => withHtml(it, /<html lang="en"/, '<html')],
    ['language', 'a language that is none', (it) => withHtml(it, /<html lang="en"/, '<html lang="und"')],
    ['language', 'no language on the wrapper', (it) => withHtml(it, /(<div[^>]*) lang="en"/, '$1')],
    ['direction', 'no direction on the page', (it) => withHtml(it, /(<html[^>]*) dir="ltr"/, '$1')],
    ['direction', 'a direction left open', (it) => withHtml(it, /(<html[^>]*) dir="ltr"/, '$1 dir="auto"')],
    ['direction', 'no direction on the wrapper', (it) => withHtml(it, /(<div[^>]*) dir="ltr"/, '$1')],
    ['title', 'no title', (it) => withHtml(it, /<title>[^<]*<\/title>/, '')],
    ['tables', 'a table without role', (it) => withAdded(it, '<table><tr><td>x</td></tr></table>')],
    [
      'tables',
      'one that Outlook alone sees',
      (it) => withAdded(it, '<!--[if mso]><table><tr><td><![endif]-->'),
    ],
    ['headings', 'two h1', (it) => withAdded(it, '<h1>Twice</h1>')],
    ['headings', 'no h1', (it) => withHtml(it, /<h1([\s\S]*?)<\/h1>/, '<h2$1</h2>')],
    ['headings', 'a level that is skipped', (it) => withAdded(it, '<h2>A</h2><h4>B</h4>')],
    ['link-text', 'a link without text', (it) => withAdded(it, '<a href="https://a.example/"> </a>')],
    [
      'link-text',
      'a linked picture without alt text',
      (it) => withAdded(it, '<a href="https://a.example/"><img src="https://a.example/a.png" alt=""></a>'),
    ],
    ['alt', 'a picture without alt', (it) => withAdded(it, '<img src="https://a.example/a.png">')],
    ['contrast', 'grey text', (it) => withAdded(it, '<p style="color:#999999;background:#fff">Faint</p>')],
    ['vague-links', 'a vague link', (it) => withAdded(it, '<a href="https://a.example/">Click here!</a>')],
    ['vague-links', 'one in German', (it) => withAdded(it, '<a href="https://a.example/">» Weiterlesen</a>')],
    ['vague-links', 'one in Arabic', (it) => withAdded(it, '<a href="https://a.example/">اقرأ المزيد</a>')],
    [
      'plain-links',
      'a link in running text without underline',
      (it) =>
        withAdded(
          it,
          '<p>See <a style="text-decoration:none" href="https://a.example/">the tide tables</a> now</p>',
        ),
    ],
    [
      'zoom',
      'a page that cannot be zoomed',
      (it) => withHtml(it, 'initial-scale=1', 'initial-scale=1, user-scalable=no'),
    ],
    [
      'zoom',
      'a zoom that ends early',
      (it) => withHtml(it, 'initial-scale=1', 'initial-scale=1, maximum-scale=1'),
    ],
    ['ids', 'an id twice', (it) => withAdded(it, '<p id="a">x</p><p id="a">y</p>')],
    [
      'vml',
      'a VML link',
      (it) => withAdded(it, '<!--[if mso]><v:roundrect alt="x" href="https://a.example/"><![endif]-->'),
    ],
    ['vml', 'a VML picture without alt', (it) => withAdded(it, '<!--[if mso]><v:rect fill="t"><![endif]-->')],
  ]

  test.each(breaks)('%s: %s', (rule, _what, breakIt) => {
    expect(faults(breakIt(good))).toEqual([`accessibility/${rule}`])
  })
})

describe('contrast', () => {
  const details = (letter: FinishedLetter) =>
    check(letter)
      .filter(({ level }) => level === 'fail')
      .map(({ detail }) => detail)

  test('is told with both colours and the place', () => {
    const [finding] = check(withAdded(good, '<p style="color:#999;background:#fff">Faint</p>')).filter(
      ({ level }) => level === 'fail',
    )
    expect(finding?.detail).toMatch(/^#999999 on #ffffff is 2\.85:1, below 4\.5 \(light\)$/)
    expect(finding?.where).toBe('<p> Faint')
  })

  test('is looked at in the dark of the style sheets too', () => {
    const dark = '<style>@media (prefers-color-scheme: dark) { .faint { color: #333 !important } }</style>'
    expect(details(withAdded(good, `${dark}<p class="faint">x</p>`))).toEqual([])
    const letter = withAdded(good, `${dark}<p class="faint" style="background:#111">x</p>`)
    expect(details(letter)).toContainEqual(expect.stringMatching(/^#333333 on #111111 .* \(dark\)$/))
  })

  test('is looked at in the dark of Outlook, which marks the page', () => {
    const dark = '<style>[data-ogsc] .faint { color: #eee !important }</style>'
    const letter = withAdded(good, `${dark}<p class="faint">x</p>`)
    expect(details(letter)).toEqual([expect.stringMatching(/^#eeeeee on #ffffff .*\(outlook dark\)$/)])
  })

  test.each([
    ['a style attribute over a sheet', '.a { color: #fff }', 'color:#000'],
    ['an important sheet over a style attribute', '.a { color: #000 !important }', 'color:#fff'],
    ['the narrower selector', 'p.a { color: #000 } .a { color: #fff }', ''],
    ['the later of two rules', '.a { color: #fff } .a { color: #000 }', ''],
  ])('lets win %s', (_what, sheet, style) => {
    const html = `<style>${sheet}</style><p class="a" style="background:#fff;${style}">x</p>`
    expect(details(withAdded(good, html))).toEqual([])
  })

  test('of what nobody sees is no matter', () => {
    const hidden = '<div style="display:none"><p style="color:#fff;background:#fff">x</p></div>'
    expect(details(withAdded(good, hidden))).toEqual([])
  })
})
