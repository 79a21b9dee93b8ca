import { beforeAll, describe, expect, test } from '@jest/globals'
import { checkDeadLinks } from '../../src/checks/check-dead-links.ts'
import { checkLetter } from '../../src/checks/check-letter.ts'
import { checkSpam } from '../../src/checks/check-spam.ts'
import type { FinishedLetter } from '../../src/checks/finished-letter.ts'
import { goodLetter, namesAt, withAdded, withHtml } from './letters.ts'

let good: FinishedLetter

beforeAll(async () => {
  good = await goodLetter()
})

const link = (url: string) => `<p><a href="${url}">The tide tables</a></p>`
const withLink = (url: string) => {
  const letter = withAdded(good, link(url))
  return { ...letter, text: `${letter.text}\n${url}\n` }
}

test('a letter of ours passes every gate', () => {
  expect(checkLetter(good).filter(({ level }) => level === 'fail')).toEqual([])
})

describe('a letter fails for', () => {
  const breaks: [string, string, () => FinishedLetter][] = [
    ['links/addresses', 'a link without https', () => withLink('http://a.example/')],
    ['links/addresses', 'a link without a host', () => withLink('/tides')],
    ['links/addresses', 'a script as a link', () => withLink('javascript:alert(1)')],
    ['links/text', 'a link that the text part lacks', () => withAdded(good, link('https://a.example/'))],
    ['links/shorteners', 'a shortened link', () => withLink('https://bit.ly/abc')],
    ['placeholders', 'a slot that nobody fills', () => withAdded(good, '<p>R7k3f9xNAME</p>')],
    ['placeholders', 'a text that is a placeholder', () => withAdded(good, '<p>{{title}}</p>')],
    ['placeholders', 'a value that is missing', () => withAdded(good, '<p>undefined</p>')],
    ['subject', 'an empty subject', () => ({ ...good, subject: ' ' })],
    ['size/html', 'more than mail programs show', () => withAdded(good, `<p>${'word '.repeat(20_000)}</p>`)],
    [
      'size/styles',
      'a sheet that Gmail drops',
      () => withHtml(good, '</head>', `<style>${'p{margin:0}'.repeat(1600)}</style></head>`),
    ],
  ]

  test.each(breaks)('%s: %s', (name, _what, broken) => {
    expect(namesAt(checkLetter(broken()), 'fail')).toEqual([name])
  })
})

describe('a letter is warned of', () => {
  test.each<[string, Partial<FinishedLetter>]>([
    ['subject', { subject: 'x'.repeat(61) }],
    ['preheader', { preheader: 'x'.repeat(39) }],
    ['preheader', { preheader: 'x'.repeat(91) }],
  ])('%s %j', (name, change) => {
    const findings = checkLetter({ ...good, ...change })
    expect([namesAt(findings, 'warn'), namesAt(findings, 'fail')]).toEqual([[name], []])
  })

  test('a story about {{braces}}, which may be meant', () => {
    const findings = checkLetter(withAdded(good, '<p>How {{braces}} took over</p>'))
    expect([namesAt(findings, 'warn'), namesAt(findings, 'fail')]).toEqual([['placeholders'], []])
  })
})

test('http is well on this very machine', () => {
  const letter = { ...withLink('http://127.0.0.1:8080/x'), publicUrl: 'http://localhost:3000' }
  expect(namesAt(checkLetter(letter), 'fail')).toEqual([])
})

describe('dead links', () => {
  test('are told apart, and those of Recap itself are not asked for', async () => {
    const asked: string[] = []
    const findings = await checkDeadLinks(good, async (url) => {
      asked.push(url)
      return { state: asked.length === 1 ? 'gone' : asked.length === 2 ? 'unclear' : 'alive', detail: url }
    })
    expect(findings.map(({ level }) => level)).toEqual(['fail', 'warn'])
    expect(asked.filter((url) => url.startsWith(good.publicUrl))).toEqual([])
  })

  test('are not asked for when the time is over', async () => {
    const probe = async () => ({ state: 'alive', detail: '' }) as const
    const findings = await checkDeadLinks(good, probe, { totalMs: 0 })
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['warn']))
  })
})

test('where there is no SpamAssassin, the finding says so', async () => {
  const finding = await checkSpam(Buffer.from('Subject: x\r\n\r\nx\r\n'), 'no-such-spamassassin')
  expect(finding).toMatchObject({ level: 'ok', detail: expect.stringContaining('not run') })
})
