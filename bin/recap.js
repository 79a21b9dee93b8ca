#!/usr/bin/env -S node --max-semi-space-size=8
import { existsSync } from 'node:fs'
import process from 'node:process'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const entry = new URL('../dist/src/cli/main.js', import.meta.url)

if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `Recap needs Node.js 22.13 or newer; this is ${process.versions.node}. In a checkout, \`npx recap\` brings its own.\n`,
  )
  process.exitCode = 3
} else if (!existsSync(entry)) {
  process.stderr.write('Recap is not built yet. Run `npm run build` in its folder.\n')
  process.exitCode = 3
} else {
  const { main } = await import(entry.href)
  await main(process.argv.slice(2))
}
