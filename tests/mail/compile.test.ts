import { describe, expect, test } from '@jest/globals'
import { compileMail } from '../../src/mail/compile.ts'
import { joinSlots, slotWord, type SlotDeclaration } from '../../src/mail/slots.ts'

const prefix = 'R7k3f9x'
const name: SlotDeclaration = { name: 'NAME', kind: 'text', html: 1, text: 1 }
const leave: SlotDeclaration = { name: 'LEAVE_URL', kind: 'url', html: 1, text: 1 }
const [nameWord, leaveWord] = [slotWord(prefix, name), slotWord(prefix, leave)]
const goodBody = `<p>${nameWord}</p><a href="${leaveWord}">Leave</a>`
const goodText = `${nameWord}\n${leaveWord}`

async function compile(body: string, text = goodText, head = '') {
  const mjml = `<mjml lang="en" dir="ltr"><mj-head>${head}</mj-head><mj-body><mj-section><mj-column><mj-text>${body}</mj-text></mj-column></mj-section></mj-body></mjml>`
  return await compileMail({ mjml, text, slots: [name, leave], prefix })
}

describe('compileMail', () => {
  test('html and text come back cut at their slots', async () => {
    const { html, text } = await compile(goodBody)
    expect(html.slots.map((slot) => slot.name)).toEqual(['NAME', 'LEAVE_URL'])
    expect(joinSlots(text)).toBe(goodText)
    expect(joinSlots(html)).toMatch(/^<!doctype html>/i)
  })

  test.each([
    ['a missing slot', `<p>${nameWord}</p>`, /LEAVE_URL stands 0 times in html/],
    ['a slot too many', `${goodBody}${nameWord}`, /NAME stands 2 times in html/],
    [
      'an undeclared slot',
      `${goodBody}${slotWord(prefix, { name: 'X', kind: 'text' })}`,
      /slot X stands in html/,
    ],
    ['a stray prefix', `${goodBody}${prefix}`, /prefix stands in html/],
    [
      'an address in running text',
      `<p>${nameWord} ${leaveWord}</p>`,
      /not the whole of a double-quoted href/,
    ],
    [
      'an address that is part of another',
      `${nameWord}<a href="https://a.example/?u=${leaveWord}">x</a>`,
      /not the whole/,
    ],
    ['text in an attribute', `<p title="${nameWord}">x</p><a href="${leaveWord}">x</a>`, /inside a tag/],
    ['a slot in a comment', `<!-- ${nameWord} --><a href="${leaveWord}">x</a>`, /comment/],
  ])('%s is refused', async (_, body, message) => {
    await expect(compile(body)).rejects.toThrow(message)
  })

  test('a slot in a style sheet is refused', async () => {
    const head = `<mj-style>.${nameWord} { color: red }</mj-style>`
    await expect(compile(`<a href="${leaveWord}">x</a>`, goodText, head)).rejects.toThrow(/<style>/)
  })

  test('a text part without a slot is refused', async () => {
    await expect(compile(goodBody, nameWord)).rejects.toThrow(/LEAVE_URL stands 0 times in text/)
  })

  test('an unknown tag or attribute is refused with its line', async () => {
    await expect(compile(goodBody, goodText, '<mj-title colour="red">x</mj-title>')).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringMatching(/line 1.*colour/i),
    })
  })

  test('a prefix that is no plain word is refused', async () => {
    await expect(
      compileMail({ mjml: '<mjml></mjml>', text: '', slots: [], prefix: '.*' }),
    ).rejects.toMatchObject({ code: 'bad_input' })
  })
})
