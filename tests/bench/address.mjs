// How long the longest hostile addresses take to be refused, each at its median of 200 readings; one line of JSON.
import process from 'node:process'
import { readAddress } from '../../dist/src/subscribers/address.js'

const units = ['a', 'a.', '@', '"', '(', '\\', 'a@', 'é', '例', ' ', 'xn--', 'a-', '\r\n']
const lengths = [80, 160, 320, 65_536]
const rounds = 200

function medianMs(text) {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    readAddress(text)
    return performance.now() - start
  })
  return times.toSorted((a, b) => a - b)[rounds / 2]
}

const slowest = lengths.map((length) => {
  const texts = units.flatMap((unit) => {
    const text = unit.repeat(Math.floor(length / unit.length))
    return [text, `a@${text}`.slice(0, length), `${text.slice(0, length - 10)}@a.example`]
  })
  return [length, Number(Math.max(...texts.map(medianMs)).toFixed(4))]
})
process.stdout.write(`${JSON.stringify({ slowestMedianMsByLength: Object.fromEntries(slowest) })}\n`)
