import type { ItemSnapshot } from '../../src/db/values.ts'
import type { LetterInput } from '../../src/letter/letter-model.ts'
import { sampleInput, sampleItem, sampleLink } from './sample-letter.ts'

/** An issue that a letter has to be made of, under a name that fits a file. */
export interface Fixture {
  readonly name: string
  readonly input: LetterInput
}

export const fixtureLocales = ['en', 'de', 'fr', 'es', 'ar'] as const

/** The same issue for a newsletter in another language. */
export function inLocale(input: LetterInput, locale: string): LetterInput {
  return { ...input, newsletter: { ...input.newsletter, locale } }
}

const picture = (n: number, alt = `A quay with crane ${n}`) => ({
  url: `https://harbour.example/pictures/${n}.png`,
  alt,
})

const long = (words: string, length: number) => `${words} `.repeat(length).slice(0, length)

const hostile = '"><b class="x">\'&amp; </td></mj-text>{{title}} {{{head}}} <!-- x --> <![CDATA[y]]>'
const slotLike = 'R7k3f9yWHYt UNSUBSCRIBE_URL %SENT_TO% [[WHY]] {{unsubscribe}}'
const emoji = '🚢⚓️👩‍👩‍👧‍👧🇩🇪🏳️‍🌈'
const arabic = 'أجهزة الاستشعار في الميناء ترصد السفن (3 سفن) كل ليلة'
const hebrew = 'חיישני הנמל סופרים את הספינות (3) בכל לילה'

const usual = [
  sampleItem(1, {
    title: 'The quay that counts its ships: sensors replace the clipboard in Hamburg',
    image: picture(1),
    alsoCovered: [
      { title: 'Hamburg counts ships by radar', url: 'https://dockside.example/radar', source: 'Dockside' },
    ],
  }),
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) =>
    sampleItem(n, {
      source: n % 3 === 0 ? 'Dockside' : 'Harbour Post',
      minutes: n,
      related: n % 2 === 0 ? [sampleLink(n * 10), sampleLink(n * 10 + 1)] : [],
      keyPoints: sampleItem(n).keyPoints.map((point) => ({
        ...point,
        origin: n % 4 === 0 ? 'computed' : 'publisher',
      })),
    }),
  ),
]

/** Every way to fill every field of the sample issue with one text. */
function everyField(text: string): LetterInput {
  const item: ItemSnapshot = sampleItem(1, {
    title: text,
    source: text,
    dek: text,
    image: picture(1, text),
    keyPoints: [1, 2].map(() => ({ text, origin: 'computed' })),
    alsoCovered: [{ title: text, url: 'https://dockside.example/1', source: text }],
    related: [sampleLink(1, { title: text })],
  })
  return {
    ...withItems([item, { ...item, keyPoints: [] }, item]),
    newsletter: { ...sampleInput(0).newsletter, name: text, postalAddress: text },
    issue: { ...sampleInput(0).issue, title: text, note: text },
    limits: { top: 1, brief: 8, least: 1 },
  }
}

function withItems(items: readonly ItemSnapshot[]): LetterInput {
  return { ...sampleInput(0), items }
}

const longItems = Array.from({ length: 60 }, (_, index) =>
  sampleItem(index + 1, {
    title: long(`Story ${index + 1} has a title that goes on`, 190),
    image: picture(index + 1),
    dek: long('A summary that says everything twice', 390),
    keyPoints: [1, 2, 3, 4].map((n) => ({
      text: long(`Point ${n} takes its time`, 390),
      origin: 'computed',
    })),
    related: [1, 2, 3].map((n) => sampleLink(n, { title: long(`Further reading ${n}`, 190) })),
  }),
)

const named = (name: string) => ({ ...sampleInput(5).newsletter, name })

/** Every issue that the letter is tried with; each can be rendered in each of the locales. */
export const fixtures: readonly Fixture[] = [
  { name: 'usual', input: withItems(usual) },
  { name: 'one-item', input: sampleInput(1) },
  { name: 'two-items', input: sampleInput(2) },
  {
    name: 'fifteen-items',
    input: { ...sampleInput(15), limits: { top: 7, brief: 8, least: 1 } },
  },
  {
    name: 'sixty-items',
    input: { ...withItems(longItems), limits: { top: 59, brief: 60, least: 1 } },
  },
  { name: 'quiet-week', input: sampleInput(0) },
  { name: 'short-week', input: { ...sampleInput(2), limits: { top: 4, brief: 8, least: 3 } } },
  { name: 'intro', input: { ...sampleInput(3), issue: withTitle('Ships, sensors and storms') } },
  { name: 'tiny-titles', input: withItems([sampleItem(1, { title: 'A' }), sampleItem(2, { title: '1' })]) },
  {
    name: 'huge-titles',
    input: withItems([
      sampleItem(1, { title: long('Harbour master explains tides', 600) }),
      sampleItem(2, { title: 'x'.repeat(600) }),
    ]),
  },
  { name: 'emoji', input: everyField(emoji) },
  { name: 'arabic-titles', input: everyField(arabic) },
  { name: 'hebrew-titles', input: everyField(hebrew) },
  { name: 'markup-everywhere', input: everyField(hostile) },
  { name: 'slot-like-words', input: everyField(slotLike) },
  {
    name: 'pictures-without-words',
    input: withItems([sampleItem(1, { image: picture(1, '') }), sampleItem(2, { image: null })]),
  },
  { name: 'no-dek', input: withItems([1, 2].map((n) => sampleItem(n, { dek: null, keyPoints: [] }))) },
  {
    name: 'no-key-points',
    input: withItems([1, 2, 3].map((n) => sampleItem(n, { keyPoints: [], related: [] }))),
  },
  {
    name: 'bare-items',
    input: withItems(
      [1, 2, 3].map((n) =>
        sampleItem(n, {
          source: null,
          dek: null,
          publishedAt: null,
          minutes: null,
          keyPoints: [],
          related: [],
        }),
      ),
    ),
  },
  {
    name: 'awkward-name',
    input: { ...sampleInput(5), newsletter: named('Ships, "Sails" & O\'Briens\r\nWeekly') },
  },
]

function withTitle(title: string): LetterInput['issue'] {
  return {
    ...sampleInput(0).issue,
    title,
    note: 'Three things moved this week: the ships, the numbers they are counted by, and the weather.',
  }
}

/** The fixture of a name. */
export function fixture(name: string): LetterInput {
  const found = fixtures.find((each) => each.name === name)
  if (!found) throw new Error(`There is no fixture ${name}`)
  return found.input
}
