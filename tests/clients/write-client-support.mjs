// Writes src/checks/client-support.json: what the mail programs that a letter is judged by can show, as caniemail.com
// found it in the newest version that it tested. npm run client-support
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import data from 'caniemail/caniemail.json' with { type: 'json' }

const clients = [
  'apple-mail.macos',
  'apple-mail.ios',
  'gmail.desktop-webmail',
  'gmail.ios',
  'gmail.android',
  'gmail.mobile-webmail',
  'outlook.outlook-com',
  'outlook.ios',
  'outlook.android',
  'outlook.macos',
  'outlook.windows',
  'yahoo.desktop-webmail',
  'samsung-email.android',
  'thunderbird.macos',
  'fastmail.desktop-webmail',
  'hey.desktop-webmail',
  'protonmail.desktop-webmail',
]

const judged = new Set(['html', 'css', 'image'])

/** The table: for each feature a letter a client, in their order: y for yes, a for partly, n for no, u for not known. */
export function clientSupport() {
  const features = data.data.filter((feature) => judged.has(feature.category))
  const rows = features.map(({ slug, stats }) => [
    slug,
    clients.map((client) => newestOf(stats, client)).join(''),
  ])
  return {
    source: 'https://www.caniemail.com/',
    licence: 'MIT, Rémi Parmentier and the contributors of Can I email',
    date: data.last_update_date.slice(0, 10),
    clients,
    features: Object.fromEntries(rows.toSorted(([one], [other]) => (one < other ? -1 : 1))),
  }
}

function newestOf(stats, client) {
  const [family, platform] = client.split('.')
  const versions = stats[family]?.[platform] ?? {}
  return versions[newestVersion(Object.keys(versions))]?.[0] ?? 'u'
}

/** The data is in the order of time, but that JavaScript moves whole numbers to the front: releases such as "26". */
function newestVersion(versions) {
  const last = versions.at(-1)
  const releases = versions.filter((version) => /^\d{1,2}$/.test(version)).map(Number)
  const highest = Math.max(0, ...releases)
  return highest > Number.parseInt(last ?? '', 10) ? String(highest) : last
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../../src/checks/client-support.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(clientSupport(), null, 2)}\n`)
}
