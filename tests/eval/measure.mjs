// One measurement in a fresh process: node measure.mjs feed FILE | feeds FOLDER | pages FOLDER. Prints one JSON object.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const articles = new URL('../../dist/src/articles/', import.meta.url)
const address = 'https://example.com/'
const [what, target] = process.argv.slice(2)
const measurements = { feed: measureFeed, feeds: measureFeeds, pages: measurePages }
process.stdout.write(`${JSON.stringify(await measurements[what](target))}\n`)

async function measureFeed(file) {
  const { parseSource } = await load('parse-source')
  const started = performance.now()
  parseSource({ body: readFileSync(file) }, address)
  return { ms: performance.now() - started, rssMiB: process.resourceUsage().maxRSS / 1024 }
}

async function measureFeeds(folder) {
  const { parseSource } = await load('parse-source')
  const times = timesOf(folder, (body) => parseSource({ body }, address))
  return { files: times.length, slowestMs: Math.max(...times) }
}

async function measurePages(folder) {
  const [{ readPage }, { decodeBody }] = await Promise.all([load('read-page'), load('decode-body')])
  const times = timesOf(folder, (body) => readPage(decodeBody({ body }), address))
  return { perSecond: (times.length / times.reduce((sum, ms) => sum + ms, 0)) * 1000 }
}

function load(name) {
  return import(new URL(`${name}.js`, articles).href)
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
