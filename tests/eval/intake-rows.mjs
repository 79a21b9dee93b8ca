// What the intake makes of the evaluation sets: rows for the table of run-eval.mjs.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { atLeast, atMost, median } from './table.mjs'
import { writeLargeFeed } from './write-large-feed.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = (set) => path.join('corpora', set)

/** Scores the built program on the sets in a folder that holds corpora/ and eval/. */
export function intakeRows(shared) {
  return [...feedRows(shared), ...pageRows(shared), ...pointRows(shared), ...speedRows(shared)]
}

function feedRows(shared) {
  const gaps = path.join(root, 'tests/eval/feed-gaps.json')
  const figures = score(shared, 'feed', 'feeds', ['--gaps', gaps])
  const { slowestMs } = measure('feeds', path.join(shared, folder('feeds'), 'files'))
  return [
    atLeast('feeds', 'assertions that hold, %', figures.passPct, 97),
    atLeast('feeds', 'the same outside the gaps, %', figures.passPctOutsideGaps, 97),
    atMost('feeds', 'crashes', figures.crashed, 0),
    atMost('feeds', 'slowest file, ms', slowestMs, 2000),
  ]
}

function pageRows(shared) {
  const figures = score(shared, 'page', 'pages')
  return [
    atLeast('pages', 'precision', figures.precision, 0.9),
    atLeast('pages', 'recall', figures.recall, 0.9),
    atLeast('pages', 'F1', figures.f1, 0.96),
  ]
}

function pointRows(shared) {
  const figures = score(shared, 'text', 'keypoints')
  const { aheadOfLead } = figures
  return [
    atLeast('key points', 'ROUGE-1 ahead of LEAD', aheadOfLead.rouge1, 1.5),
    atLeast('key points', 'ROUGE-2 ahead of LEAD', aheadOfLead.rouge2, 1.2),
    atLeast('key points', 'ROUGE-Lsum ahead of LEAD', aheadOfLead.rougeLsum, 1.3),
    atMost('key points', 'words of a point, mean', figures.meanWordsPerPoint, 25),
    atMost('key points', 'longest, words', figures.longestPoint, 45),
  ]
}

function speedRows(shared) {
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
function score(shared, kind, set, options = []) {
  const names = readdirSync(path.join(shared, folder(set), 'files')).map((name) =>
    path.join(folder(set), 'files', name),
  )
  const recap = path.join(root, 'bin/recap.js')
  const input = run([recap, 'inspect', kind, ...names, '--json'], { cwd: shared, statuses: [0, 6] })
  const gold = path.join(folder(set), 'gold.json')
  const scorer = path.join('eval', `score-${set}.mjs`)
  return JSON.parse(lastLine(run([scorer, '--gold', gold, ...options], { cwd: shared, input })))
}

function measure(what, target) {
  return JSON.parse(lastLine(run([path.join(root, 'tests/eval/measure.mjs'), what, target])))
}

function run(args, { cwd = root, input = '', statuses = [0] } = {}) {
  const options = { cwd, input, encoding: 'utf8', maxBuffer: 2 ** 30 }
  const { stdout, stderr, status } = spawnSync(process.execPath, args, options)
  if (!statuses.includes(status)) throw new Error(`${args[0]} ended with ${status}: ${stderr}`)
  return stdout
}

function lastLine(text) {
  return text.trim().split('\n').at(-1)
}
