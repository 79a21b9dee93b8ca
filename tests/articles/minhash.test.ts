import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  estimateJaccard,
  minhashOf,
  signatureBands,
  signatureFromBuffer,
  signatureToBuffer,
} from '../../src/articles/minhash.ts'
import { randomFrom } from '../digest/choice-samples.ts'

const random = randomFrom(3)
const words = (count: number): string[] =>
  Array.from({ length: count }, () => `w${Math.floor(random() * 5000).toString(36)}`)

function shingles(text: readonly string[]): Set<string> {
  return new Set(text.slice(2).map((word, index) => `${text[index]} ${text[index + 1]} ${word}`))
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length
  return shared / (a.size + b.size - shared)
}

const alphabet = fc.array(fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six'), { maxLength: 60 })

describe('a signature', () => {
  test('is the same for the same words, whatever their case and punctuation', () => {
    expect(minhashOf('The bridge is closed, again.')).toEqual(minhashOf('the BRIDGE is closed: again'))
    expect(minhashOf('cafe\u0301 au lait')).toEqual(minhashOf('caf\u00e9 au lait'))
  })

  test('is pinned: signatures that are stored stay comparable', () => {
    expect(Array.from(minhashOf('one two three four').subarray(0, 4))).toMatchInlineSnapshot(`
[
  2381554441,
  2323663544,
  1338656555,
  953681726,
]
`)
  })

  test('of a text below three words is empty and like no other', () => {
    for (const text of ['', ' … ', 'one', 'one two']) {
      expect(minhashOf(text)).toHaveLength(0)
      expect(signatureBands(minhashOf(text))).toHaveLength(0)
      expect(estimateJaccard(minhashOf(text), minhashOf(text))).toBe(0)
    }
    expect(minhashOf('one two three')).toHaveLength(128)
  })

  test('of scripts without spaces goes by characters', () => {
    const text = '港口大桥因发现裂缝而关闭交通受到影响'
    expect(estimateJaccard(minhashOf(text), minhashOf(`${text}了`))).toBeGreaterThan(0.8)
  })

  test('estimates the share of common shingles within .15', () => {
    for (const kept of [0, 50, 100, 150, 180, 195]) {
      const a = words(200)
      const b = [...a.slice(0, kept), ...words(200 - kept)]
      const estimate = estimateJaccard(minhashOf(a.join(' ')), minhashOf(b.join(' ')))
      expect(Math.abs(estimate - jaccard(shingles(a), shingles(b)))).toBeLessThan(0.15)
    }
  })

  test('goes through 512 bytes unchanged', () => {
    fc.assert(
      fc.property(alphabet, (text) => {
        const signature = minhashOf(text.join(' '))
        const buffer = signatureToBuffer(signature)
        expect(buffer).toHaveLength(text.length < 3 ? 0 : 512)
        expect(signatureFromBuffer(buffer)).toEqual(signature)
      }),
    )
  })

  test('of any other length is refused', () => {
    expect(() => signatureFromBuffer(Buffer.alloc(511))).toThrow(/511 bytes/)
  })
})

test('near copies share a band, texts that have little in common do not', () => {
  const share = (a: string[], b: string[]): boolean => {
    const bands = new Set(signatureBands(minhashOf(a.join(' '))))
    return signatureBands(minhashOf(b.join(' '))).some((band) => bands.has(band))
  }
  let near = 0
  let far = 0
  for (let round = 0; round < 100; round++) {
    const text = words(300)
    const edited = text.map((word, index) => (index % 75 === 0 ? 'other' : word))
    if (share(text, edited)) near++
    if (share(text, [...text.slice(0, 60), ...words(240)])) far++
  }
  expect(near).toBeGreaterThanOrEqual(95)
  expect(far).toBe(0)
})

test('1,000 articles of 600 words take about a second', () => {
  const texts = Array.from({ length: 1000 }, () => words(600).join(' '))
  const start = performance.now()
  for (const text of texts) minhashOf(text)
  const seconds = (performance.now() - start) / 1000
  process.stderr.write(`signatures: ${Math.round(1000 / seconds)} articles of 600 words a second\n`)
  expect(seconds).toBeLessThan(5)
})
