// Scores the built program on the evaluation sets beside the project and prints one table; ends with 1 when a figure
// falls short. node tests/eval/run-eval.mjs [FOLDER of corpora/ and eval/, ../shared by default]
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { writeLargeFeed } from './write-large-feed.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shared = path.resolve(root, process.argv[2] ?? '../shared')
const folder = (set) => path.join('corpora', set)

if (existsSync(path.join(shared, 'corpora'))) evaluate()
else process.stdout.write(`No evaluation: there are no corpora in ${path.relative(root, shared)}.\n`)

function evaluate() {
  const rows = [...feedRows(), ...pageRows(), ...pointRows(), ...speedRows()]
  printTable(
    rows.map(({ set, measure, got, asked, ok }) => [set, measure, show(got), asked, ok ? 'yes' : 'NO']),
  )
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
}

function feedRows() {
  const gaps = path.join(root, 'tests/eval/feed-gaps.json')
  const figures = score('feed', 'feeds', ['--gaps', gaps])
  const { slowestMs } = measure('feeds', path.join(shared, folder('feeds'), 'files'))
  return [
    atLeast('feeds', 'assertions that hold, %', figures.passPct, 97),
    atLeast('feeds', 'the same outside the gaps, %', figures.passPctOutsideGaps, 97),
    atMost('feeds', 'crashes', figures.crashed, 0),
    atMost('feeds', 'slowest file, ms', slowestMs, 2000),
  ]
}

function pageRows() {
  const figures = score('page', 'pages')
  return [
    atLeast('pages', 'precision', figures.precision, 0.9),
    atLeast('pages', 'recall', figures.recall, 0.9),
    atLeast('pages', 'F1', figures.f1, 0.96),
  ]
}

function pointRows() {
  const figures = score('text', 'keypoints')
  const { aheadOfLead } = figures
  return [
    atLeast('key points', 'ROUGE-1 ahead of LEAD', aheadOfLead.rouge1, 1.5),
    atLeast('key points', 'ROUGE-2 ahead of LEAD', aheadOfLead.rouge2, 1.2),
    atLeast('key points', 'ROUGE-Lsum ahead of LEAD', aheadOfLead.rougeLsum, 1.3),
    atMost('key points', 'words of a point, mean', figures.meanWordsPerPoint, 25),
    atMost('key points', 'longest, words', figures.longestPoint, 45),
  ]
}

function speedRows() {
  const temporary = mkdtempSync(path.join(tmpdir(), 'recap-eval-'))
  try {
    const file = writeLargeFeed(path.join(temporary, 'large.xml'), 11_000_000)
    const runs = Array.from({ length: 5 }, () => measure('feed', file))
    const { perSecond } = measure('pages', path.join(shared, folder('pages'), 'files'))
    return [
      atMost('speed', 'feed of 11 MB, ms', median(runs.map(({ ms }) => ms)), 400),
      atMost('speed', 'its peak memory, MiB', median(runs.map(({ rssMiB }) => rssMiB)), 150),
      atLeast('speed', 'pages a second, one core', perSecond, 30),
      atMost('speed', 'choice from 10,000 articles, ms', measure('choice', '10000').ms, 1000),
    ]
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The figures of a scorer for what `recap inspect` makes of the files of a set. */
function score(kind, set, options = []) {
  const names = readdirSync(path.join(shared, folder(set), 'files')).map((name) =>
    path.join(folder(set), 'files', name),
  )
  const recap = path.join(root, 'bin/recap.js')
  const input = run([recap, 'inspect', kind, ...names, '--json'], { statuses: [0, 6] })
  const gold = path.join(folder(set), 'gold.json')
  const scorer = path.join('eval', `score-${set}.mjs`)
  return JSON.parse(lastLine(run([scorer, '--gold', gold, ...options], { input })))
}

function measure(what, target) {
  return JSON.parse(lastLine(run([path.join(root, 'tests/eval/measure.mjs'), what, target])))
}

function run(args, { input = '', statuses = [0] } = {}) {
  const options = { cwd: shared, input, encoding: 'utf8', maxBuffer: 2 ** 30 }
  const { stdout, stderr, status } = spawnSync(process.execPath, args, options)
  if (!statuses.includes(status)) throw new Error(`${args[0]} ended with ${status}: ${stderr}`)
  return stdout
}

function median(figures) {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]
}

function lastLine(text) {
  return text.trim().split('\n').at(-1)
}

function atLeast(set, measure, got, least) {
  return { set, measure, got, asked: `>= ${least}`, ok: got >= least }
}

function atMost(set, measure, got, most) {
  return { set, measure, got, asked: `<= ${most}`, ok: got <= most }
}

function show(figure) {
  return String(Math.round(figure * (figure < 1 ? 10_000 : 100)) / (figure < 1 ? 10_000 : 100))
}

function printTable(rows) {
  const lines = [['set', 'measure', 'got', 'asked', 'ok'], ...rows]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  )
  process.stdout.write(`${text.join('\n')}\n`)
}
