import { expect, test } from '@jest/globals'
import { isMailImage } from '../../src/digest/is-mail-image.ts'

test.each([
  ['https://site.example/a.jpg', true],
  ['https://site.example/a.PNG?w=600', true],
  ['https://site.example/picture', true],
  ['https://site.example/webp/a.jpg', true],
  ['https://site.example/a.svg', false],
  ['https://site.example/a.WEBP', false],
  ['https://site.example/a.avif?w=600', false],
  ['https://site.example/a.jpg?format=webp&w=600', false],
  ['no address', false],
])('whether a mail can show %s: %s', (address, shown) => {
  expect(isMailImage(address)).toBe(shown)
})
