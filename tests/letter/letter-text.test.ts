import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { buildLetter } from '../../src/letter/letter-model.ts'
import { letterText } from '../../src/letter/letter-text.ts'
import { sampleInput, sampleItem } from './sample-letter.ts'

describe('letterText', () => {
  test('an item is its title, where it is from, its address, its points and further reading', () => {
    const text = letterText(buildLetter(sampleInput(1)), 'R7k3f9x')
    expect(text).toContain(`Harbour sensors report story number 1
Harbour Post · 18 Nov · 3 min
https://harbour.example/story/1

- Point 1 of story 1 says something that can be checked, in some twenty words
  or fewer.
`)
    expect(text).toContain(
      '\n\nRelated: Background reading 10 (other.example · 12 Nov)\nhttps://other.example/background/10\n',
    )
  })

  test('the footer stands below the signature mark', () => {
    const [, footer] = letterText(buildLetter(sampleInput(1)), 'R7k3f9x').split('\n-- \n')
    expect(footer).toBe(`R7k3f9xWHYt
Preferences:
R7k3f9xPREFERENCES_URLu
Unsubscribe:
R7k3f9xUNSUBSCRIBE_URLu

Harbour Weekly
Harbour Media, 1 Quay Street, Hamburg
R7k3f9xSENT_TOt
`)
  })

  test('no line but an address is longer than 78 characters, and only the mark ends in a space', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 })), (texts) => {
        const keyPoints = texts.map((text) => ({ text, origin: 'computed' as const }))
        const item = sampleItem(1, { title: `x${texts.join('')}`, keyPoints })
        const lines = letterText(buildLetter({ ...sampleInput(0), items: [item] }), 'R7k3f9x').split('\n')
        expect(lines.filter((line) => line.length > 78 && !line.startsWith('https:'))).toEqual([])
        expect(lines.filter((line) => line.endsWith(' '))).toEqual(['-- '])
      }),
    )
  })
})
