import { describe, expect, test } from '@jest/globals'
import { contrastOf, hexOf, layColour, readColour, white } from '../src/colour.ts'

describe('a colour', () => {
  test.each([
    ['#0b57d0', '#0b57d0'],
    ['#FFF', '#ffffff'],
    [' Navy ', '#000080'],
    ['rgb(255, 0, 128)', '#ff0080'],
    ['rgb(100% 0% 50%)', '#ff0080'],
    ['rgba(255, 0, 128, 0.5)', '#ff0080'],
  ])('written %s is read', (text, hex) => {
    const colour = readColour(text)
    expect(colour && hexOf(colour)).toBe(hex)
  })

  test.each(['', '#12', '#12345', 'rgb(1, 2)', 'rgb(a, b, c)', 'inherit', 'var(--ink)'])(
    'is not seen in "%s"',
    (text) => expect(readColour(text)).toBeUndefined(),
  )

  test('half seen over white is the colour between', () => {
    expect(hexOf(layColour(readColour('rgba(0, 0, 0, 0.5)')!, white))).toBe('#808080')
    expect(hexOf(layColour(readColour('transparent')!, white))).toBe('#ffffff')
  })

  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0b57d0', '#ffffff', 6.39],
  ])('%s on %s has a contrast of %p, whichever comes first', (one, other, ratio) => {
    const colours = [readColour(one)!, readColour(other)!] as const
    expect(contrastOf(colours[0], colours[1])).toBeCloseTo(ratio, 2)
    expect(contrastOf(colours[1], colours[0])).toBeCloseTo(ratio, 2)
  })
})
