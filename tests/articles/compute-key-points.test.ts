import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { computeKeyPoints } from '../../src/articles/compute-key-points.ts'
import { lengthInWords } from '../../src/articles/length-in-words.ts'

const nouns = [
  'harbor',
  'tram',
  'council',
  'bridge',
  'market',
  'school',
  'river',
  'museum',
  'library',
  'station',
]
const verbs = ['opened', 'rebuilt', 'sold', 'closed', 'painted', 'moved', 'measured']

/** Sentences of twelve words that share few of them. */
function filler(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const noun = (offset: number) => nouns[(i * 3 + offset) % nouns.length] ?? ''
    return `City workers ${verbs[i % verbs.length] ?? ''} the ${noun(0)} beside the ${noun(1)} near the ${noun(2)} ${i + 10}.`
  })
}

const lead = 'The harbor of the old town will open to ships again in the spring of next year.'

function pointsOf(text: string, language: string | null = 'en'): string[] {
  return computeKeyPoints(text, language).map((point) => point.text)
}

describe('how many points there are goes by the length of the body', () => {
  test.each([
    [6, 0],
    [8, 2],
    [12, 2],
    [13, 3],
    [60, 3],
    [80, 4],
  ])('%i sentences of twelve words give %i', (sentences, points) => {
    expect(pointsOf(filler(sentences).join(' '))).toHaveLength(points)
  })

  test('captions and credits do not count', () => {
    const credits = Array.from({ length: 40 }, () => 'Photo: Ines Falk for the archive of the city')
    expect(pointsOf([...filler(6), ...credits].join('\n\n'))).toEqual([])
  })

  test('an empty text has none', () => {
    expect(computeKeyPoints('', 'en')).toEqual([])
  })
})

describe('points', () => {
  test('come in document order with the number of their sentence', () => {
    const sentences = [lead, ...filler(20)]
    const points = computeKeyPoints(sentences.join(' '), 'en')
    const indexes = points.map(({ sentenceIndex }) => sentenceIndex)
    expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
    expect(points.map(({ sentenceIndex }) => sentences[sentenceIndex])).toEqual(
      points.map(({ text }) => text),
    )
    expect(points[0]?.text).toBe(lead)
    expect(points.every(({ score }) => Number.isFinite(score))).toBe(true)
  })

  test('do not carry the dateline', () => {
    expect(pointsOf(`LONDON (Reuters) — ${lead} ${filler(20).join(' ')}`)[0]).toBe(lead)
  })

  test('do not say the same twice', () => {
    const again = 'The harbor of the old town will open to ships again in spring of next year.'
    const points = pointsOf([lead, again, ...filler(20)].join(' '))
    expect(points).toContain(lead)
    expect(points).not.toContain(again)
  })

  test.each([
    ['a question', 'Will the harbor of the old town open to ships again in the spring?'],
    ['a quotation alone', '"The harbor of the old town will open to ships again in the spring."'],
    ['a short sentence', 'The harbor of the town will open.'],
    ['a sentence of over 45 words', `The harbor ${'of the old town '.repeat(11)}will open.`],
    ['a heading', 'The harbor of the old town will open to ships again'],
    ['a pointer', 'Read more: The harbor of the old town will open to ships again.'],
    ['a promise of a list', 'Here is what the harbor of the old town will offer to ships:'],
    ['a sentence that breaks off', 'The harbor of the old town will open to ships again and...'],
  ])('are never %s', (_, sentence) => {
    const points = pointsOf([sentence, ...filler(20)].join('\n\n'))
    expect(points).toHaveLength(3)
    expect(points).not.toContain(sentence)
  })

  test('lose the bullet that stands before them', () => {
    expect(pointsOf([`• ${lead}`, ...filler(20)].join('\n\n'))[0]).toBe(lead)
  })

  test.each(['We hope that', 'But surely'])('score less when they begin with %p', (start) => {
    const scoreOf = (sentence: string) =>
      computeKeyPoints([sentence, ...filler(20)].join(' '), 'en').find(
        ({ sentenceIndex }) => sentenceIndex === 0,
      )?.score ?? 0
    const rest = 'the harbor of the old town will open to ships again in spring.'
    expect(scoreOf(`${start} ${rest}`)).toBeLessThan(scoreOf(`Many hope ${rest}`))
  })

  test('lose a source at their end', () => {
    expect(pointsOf([lead.replace('.', ', a spokesman said.'), ...filler(20)].join(' '))[0]).toBe(lead)
  })
})

describe('other languages', () => {
  test('a German text gives points without the agency', () => {
    const satz = (i: number) =>
      `Der Hafen Nr. ${i} der alten Stadt wird im nächsten Frühjahr für Schiffe ${i} geöffnet.`
    const text = `Berlin (dpa) - Die Stadt öffnet am 3. Oktober den alten Hafen wieder für alle Schiffe. ${Array.from({ length: 12 }, (_, i) => satz(i)).join(' ')}`
    expect(pointsOf(text, 'de')[0]).toBe(
      'Die Stadt öffnet am 3. Oktober den alten Hafen wieder für alle Schiffe.',
    )
  })

  test.each([
    ['ja', '東京の新しい港は来年の春に大きな船のために再び開かれる予定です。'],
    ['ar', 'سيفتح الميناء القديم في المدينة أبوابه أمام السفن الكبيرة في الربيع القادم.'],
    ['zh-Hant-TW', '這座城市的舊港口將在明年春天重新向大型船隻開放。'],
    ['tr', 'Eski şehrin limanı gelecek yılın baharında yeniden büyük gemilere açılacak dedi.'],
  ])('a text in %s gives a point', (language, sentence) => {
    expect(pointsOf(`${sentence} `.repeat(20), language)).toEqual([sentence])
  })
})

/** Letters and figures in lower case: what a point may not change. */
function lettersOf(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .replace(/[.\s]+$/, '')
    .trim()
}

const piece = fc.oneof(
  fc.constantFrom(
    'The',
    'harbor',
    'opened',
    'in',
    'May.',
    'Dr.',
    '"',
    '(',
    ')',
    ', a spokesman said Tuesday.',
    ', which',
    '--',
  ),
  fc.constantFrom(
    '\n\n',
    'According to X,',
    'U.S.',
    'Photo:',
    '。',
    '?',
    '12',
    'ü.',
    'LONDON (AP) —',
    ', ending',
    '•',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.lorem({ maxCount: 3, mode: 'sentences' }),
)
const texts = fc.array(piece, { minLength: 20, maxLength: 120 }).map((pieces) => pieces.join(' '))
const languages = fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'ja', 'ar', null, 'xx-1', '')

describe('whatever the text', () => {
  test('every point is a run of it, in order, of at most 45 words, and at most four stand', () => {
    fc.assert(
      fc.property(texts, languages, (text, language) => {
        const points = computeKeyPoints(text, language)
        const indexes = points.map(({ sentenceIndex }) => sentenceIndex)
        expect(points.length).toBeLessThanOrEqual(4)
        expect(new Set(indexes).size).toBe(points.length)
        expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
        for (const point of points) {
          expect(lettersOf(text)).toContain(lettersOf(point.text))
          expect(lengthInWords(point.text, language)).toBeLessThanOrEqual(45)
          expect(lengthInWords(point.text, language)).toBeGreaterThanOrEqual(7)
        }
        expect(computeKeyPoints(text, language)).toEqual(points)
      }),
    )
  })

  test('no Unicode makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string(), (text, language) => {
        expect(Array.isArray(computeKeyPoints(`${text} ${filler(8).join(' ')}`, language))).toBe(true)
      }),
    )
    expect(computeKeyPoints('\ud800 \udfff'.repeat(500), 'en')).toEqual([])
  })

  test.each([
    'word ',
    'word, ',
    ', said ',
    '(',
    '" ',
    '. ',
    '\n',
    '\n \n',
    'A. ',
    ', which ',
    'A (B',
    'LONDON, ',
    '-- ',
    'x',
  ])('100 KB of %p keep nobody waiting', (unit) => {
    const started = performance.now()
    computeKeyPoints(unit.repeat(100_000 / unit.length), 'en')
    computeKeyPoints(`${lead} ${unit.repeat(100_000 / unit.length)}.`, 'en')
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('two hundred articles of a thousand words keep nobody waiting', () => {
    const text = filler(84).join(' ')
    const started = performance.now()
    for (let round = 0; round < 200; round += 1) computeKeyPoints(text, 'en')
    // Speed is what `npm run eval` measures; this would only see time grow with the square of the text.
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})

const corpus = new URL('../../../shared/corpora/keypoints/files/', import.meta.url)
const articles = existsSync(corpus) ? readdirSync(corpus).slice(0, 60) : []

;(articles.length > 0 ? test : test.skip)(
  'real news articles give points of 25 words on average at most',
  () => {
    const points = articles.flatMap((name) =>
      computeKeyPoints(readFileSync(new URL(name, corpus), 'utf8'), 'en'),
    )
    const lengths = points.map(({ text }) => lengthInWords(text, 'en'))
    expect(points.length).toBeGreaterThan(2.5 * articles.length)
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThanOrEqual(25)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(45)
  },
)
