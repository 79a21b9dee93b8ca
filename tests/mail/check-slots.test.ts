import { describe, expect, test } from '@jest/globals'
import { checkSlots } from '../../src/mail/check-slots.ts'
import { compileMail } from '../../src/mail/compile.ts'
import { personalise } from '../../src/mail/personalise.ts'
import { slotWord, splitSlots, type SlotDeclaration } from '../../src/mail/slots.ts'

const prefix = 'R7k3f9x'
const tip: SlotDeclaration = { name: 'TIP', kind: 'choice', html: 1, text: 1 }
const leave: SlotDeclaration = { name: 'LEAVE_URL', kind: 'url', html: 1, text: 1 }
const [tipWord, leaveWord] = [slotWord(prefix, tip), slotWord(prefix, leave)]

const check = (html: string, slots: readonly SlotDeclaration[]) => () => {
  const text = slots.map((slot) => slotWord(prefix, slot)).join('\n')
  checkSlots({ html: splitSlots(html, prefix), text: splitSlots(text, prefix) }, slots)
}

describe('an address', () => {
  test('may be the whole of a double-quoted href', () => {
    expect(check(`<a class="x" href="${leaveWord}">Leave</a>`, [leave])).not.toThrow()
  })

  test.each([
    ['a single-quoted href', `<a href='${leaveWord}'>Leave</a>`],
    ['an href without quotes', `<a href=${leaveWord}>Leave</a>`],
    ['another attribute', `<img src="${leaveWord}">`],
    ['an attribute that ends in href', `<a data-href="${leaveWord}">Leave</a>`],
    ['an href with a blank before it', `<a href=" ${leaveWord}">Leave</a>`],
  ])('may not be in %s', (_, html) => {
    expect(check(html, [leave])).toThrow(/not the whole of a double-quoted href/)
  })

  test.each([
    ['a comment', `<!-- <a href="${leaveWord}">x</a> -->`],
    ['a comment for Outlook', `<!--[if mso]><a href="${leaveWord}">x</a><![endif]-->`],
    ['a style sheet', `<style>a[ href="${leaveWord}"] { color: red }</style>`],
  ])('may not be hidden in %s', (_, html) => {
    expect(check(html, [leave])).toThrow(/in a comment or in <style>/)
  })
})

describe('a choice', () => {
  test('stands between tags and is filled with one of its compiled fragments', async () => {
    const mjml = `<mjml lang="en" dir="ltr"><mj-body><mj-section><mj-column><mj-text>${tipWord}</mj-text></mj-column></mj-section></mj-body></mjml>`
    const { html, text } = await compileMail({ mjml, text: tipWord, slots: [tip], prefix })
    const values = { TIP: { html: '<b>Tip &amp; trick</b>', text: 'Tip & trick' } }
    expect(personalise(html, values, 'html')).toContain('<b>Tip &amp; trick</b>')
    expect(personalise(text, values, 'text')).toBe('Tip & trick')
  })

  test('may not stand inside a tag', () => {
    expect(check(`<p title="${tipWord}">x</p>`, [tip])).toThrow(/choice slot TIP stands inside a tag/)
  })

  test('is no text slot of the same name', () => {
    const word = slotWord(prefix, { name: 'TIP', kind: 'text' })
    expect(check(`<p>${word}</p>`, [tip])).toThrow(
      /choice slot TIP stands 0 times.*text slot TIP stands in html but is not declared/,
    )
  })
})

test('all that is wrong is told at once', () => {
  expect(check(`<p>${leaveWord}${leaveWord}</p>`, [leave, tip])).toThrow(
    /LEAVE_URL stands 2 times in html, not 1; choice slot TIP stands 0 times in html, not 1/,
  )
})
