// One measurement in a fresh process: node measure.mjs feed FILE | feeds FOLDER | pages FOLDER |
// choice COUNT. Prints one JSON object.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const source = new URL('../../dist/src/', import.meta.url)
const address = 'https://example.com/'
const week = 7 * 86_400_000
const [what, target] = process.argv.slice(2)
const measurements = { feed: measureFeed, feeds: measureFeeds, pages: measurePages, choice: measureChoice }
process.stdout.write(`${JSON.stringify(await measurements[what](target))}\n`)

async function measureFeed(file) {
  const { parseSource } = await load('articles/parse-source')
  const started = performance.now()
  parseSource({ body: readFileSync(file) }, address)
  return { ms: performance.now() - started, rssMiB: process.resourceUsage().maxRSS / 1024 }
}

async function measureFeeds(folder) {
  const { parseSource } = await load('articles/parse-source')
  const times = timesOf(folder, (body) => parseSource({ body }, address))
  return { files: times.length, slowestMs: Math.max(...times) }
}

async function measurePages(folder) {
  const [{ readPage }, { decodeBody }] = await Promise.all([
    load('articles/read-page'),
    load('articles/decode-body'),
  ])
  const times = timesOf(folder, (body) => readPage(decodeBody({ body }), address))
  return { perSecond: (times.length / times.reduce((sum, ms) => sum + ms, 0)) * 1000 }
}

/** One issue from many articles of a week, made up by Zipf's law, with copies and told stories among them. */
async function measureChoice(count) {
  const [{ chooseIssue }, { minhashOf }, choice] = await Promise.all([
    load('digest/choose-issue'),
    load('articles/minhash'),
    load('digest/choice'),
  ])
  const random = randomFrom(7)
  const words = (length) => Array.from({ length }, () => zipfWord(random())).join(' ')
  const bodies = Array.from({ length: 500 }, () => minhashOf(words(200)))
  const end = new Date('2026-11-23T00:00:00Z')
  const articleOf = (id) => sampleArticle(id, { random, words, end, minhash: bodies[id % bodies.length] })
  const input = {
    candidates: Array.from({ length: Number(count) }, (_, index) => articleOf(index + 1)),
    window: { start: new Date(end.getTime() - week), end },
    lateness: { graceDays: 3, lastFrozenAt: null },
    decisions: { pins: [], hides: [] },
    carried: {
      articleIds: [],
      storyIds: [],
      told: Array.from({ length: 200 }, (_, index) => articleOf(1_000_000 + index)),
    },
    limits: choice.defaultLimits,
    weights: choice.defaultWeights,
    topicWeights: {},
    caps: choice.defaultCaps,
    thinPolicy: 'short',
  }
  const started = performance.now()
  const { items } = chooseIssue(input)
  return { ms: performance.now() - started, items: items.length }
}

function sampleArticle(id, { random, words, end, minhash }) {
  const effectiveAt = new Date(end.getTime() - random() * week)
  return {
    id,
    revision: 1,
    status: 'ready',
    canonicalKey: `site.example/${id}`,
    bodyHash: null,
    minhash,
    storyId: null,
    sourceId: id % 60,
    sourceName: `Source ${id % 60}`,
    sourceWeight: random(),
    title: words(9),
    dek: null,
    lead: words(45),
    language: 'en',
    publishedAt: effectiveAt,
    effectiveAt,
    firstSeenAt: effectiveAt,
    wordCount: 50 + (id % 1200),
    hasImage: true,
    hasAuthor: true,
    keyPointsOrigin: null,
    topics: [`topic-${id % 12}`],
    access: 'free',
    articleType: 'news',
    signals: null,
  }
}

function zipfWord(share) {
  const rank = Math.floor(Math.exp(share * Math.log(40_000)))
  return `${rank % 7 === 0 ? 'N' : 'w'}${rank.toString(36)}`
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function load(name) {
  return import(new URL(`${name}.js`, source).href)
}

function timesOf(folder, work) {
  return readdirSync(folder).map((name) => {
    const body = readFileSync(path.join(folder, name))
    const started = performance.now()
    try {
      work(body)
    } catch {
      // A file that is refused took its time as well.
    }
    return performance.now() - started
  })
}
