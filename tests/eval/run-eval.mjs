// Measures the letter and scores the built program on the evaluation sets beside the project, prints one table, and
// ends with 1 when a figure falls short. node tests/eval/run-eval.mjs [FOLDER of corpora/ and eval/, ../shared by default]
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { intakeRows } from './intake-rows.mjs'
import { letterRows } from './letter-rows.mjs'
import { printTable } from './table.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const shared = path.resolve(root, process.argv[2] ?? '../shared')
process.chdir(root)

const rows = [...(await letterRows()), ...setRows()]
printTable(rows)
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1

function setRows() {
  if (existsSync(path.join(shared, 'corpora'))) return intakeRows(shared)
  process.stderr.write(`No rows of the intake: there are no corpora in ${path.relative(root, shared)}.\n`)
  return []
}
