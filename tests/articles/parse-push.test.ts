import { expect, test } from '@jest/globals'
import { parsePush } from '../../src/articles/parse-push.ts'

const sample = (more: object) => ({
  externalId: 'sample',
  url: 'https://harbour.example/sample',
  title: 'The story of sample',
  ...more,
})

test('an article is an id, an address and a title at least', () => {
  expect(parsePush(sample({}))).toEqual({ article: sample({}) })
})

const faults: [field: string, more: object][] = [
  ['externalId', { externalId: '' }],
  ['externalId', { externalId: 'a\0b' }],
  ['externalId', { externalId: 7 }],
  ['externalId', { externalId: 'x'.repeat(201) }],
  ['url', { url: 'javascript:alert(1)' }],
  ['url', { url: '/relative' }],
  ['url', { url: `https://x.example/${'a'.repeat(2000)}` }],
  ['title', { title: undefined }],
  ['title', { title: '\u200b <br> ' }],
  ['dek', { dek: 1 }],
  ['authors[1]', { authors: ['Ann', ''] }],
  ['publishedAt', { publishedAt: 'yesterday' }],
  ['publishedAt', { publishedAt: '2026-02-30' }],
  ['publishedAt', { publishedAt: '2026-11-18T10:00:00' }],
  ['publishedAt', { publishedAt: '1970-01-01T00:00:00Z' }],
  ['language', { language: 'not a tag!' }],
  ['section', { section: '' }],
  ['topics[0]', { topics: [3] }],
  ['image.url', { image: { url: 'data:image/png;base64,AAAA', alt: '' } }],
  ['image.alt', { image: { url: 'https://x.example/i.jpg' } }],
  ['bodyText', { bodyText: ['x'] }],
  ['bodyHtml', { bodyText: 'x', bodyHtml: 'x' }],
  ['keyPoints[2]', { keyPoints: ['a', 'b', ''] }],
  ['keyPoints', { keyPoints: Array(11).fill('a') }],
  ['related[0].url', { related: [{ title: 'x', url: 'javascript:alert(1)' }] }],
  [
    'related[1].title',
    { related: [{ title: 'x', url: 'https://x.example/' }, { url: 'https://x.example/' }] },
  ],
  ['related[0].tags[0]', { related: [{ title: 'x', url: 'https://x.example/', tags: [''] }] }],
  ['related[0].publishedAt', { related: [{ title: 'x', url: 'https://x.example/', publishedAt: '1' }] }],
  ['related[0].score', { related: [{ title: 'x', url: 'https://x.example/', score: 1 }] }],
  ['access', { access: 'secret' }],
  ['articleType', { articleType: 'poem' }],
  ['signals.clicks', { signals: { clicks: -1 } }],
  ['signals.likes', { signals: { likes: 1 } }],
  ['body', { body: 'x' }],
  ['constructor', { constructor: 1 }],
]

test.each(faults)('a bad %s is named: %j', (field, more) => {
  const parsed = parsePush(sample(more))
  expect(parsed.article).toBeNull()
  expect(parsed).toMatchObject({ errors: [{ field, message: expect.stringMatching(/\w/) }] })
})

test('every fault of an item is told, and what is left out is said to be missing', () => {
  const missing = { message: 'is missing' }
  const errors = [
    { field: 'externalId', ...missing },
    { field: 'url', ...missing },
    { field: 'title', ...missing },
    { field: 'colour', message: 'is not a known field' },
    { field: 'ab', message: 'is not a known field' },
  ]
  expect(parsePush({ colour: 1, 'a\0b': 2 })).toEqual({ article: null, externalId: null, errors })
})

test.each([null, 1, 'x', [], [[]]])('an item that is %j is no article', (item) => {
  expect(parsePush(item)).toMatchObject({ article: null, externalId: null, errors: [{}] })
})

test('the id of a bad item is told, cleaned', () => {
  expect(parsePush(sample({ externalId: 'a\0b' }))).toMatchObject({ externalId: 'ab' })
})

test('an item with ten thousand faults tells of fifty', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, 1]))
  expect(parsePush(sample(many))).toMatchObject({ errors: { length: 50 } })
})
