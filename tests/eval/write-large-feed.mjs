import { writeFileSync } from 'node:fs'

const words =
  'harbour tide night ferry council vote plan bridge school report city budget winter storm grid price'.split(
    ' ',
  )

/** Writes an RSS feed of full articles with at least so many bytes; returns the file. */
export function writeLargeFeed(file, bytes) {
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Large</title><link>https://example.com/</link>'
  const items = []
  for (let size = head.length; size < bytes; size += items.at(-1).length) items.push(itemOf(items.length))
  writeFileSync(file, `${head}${items.join('')}</channel></rss>`)
  return file
}

function itemOf(index) {
  const date = new Date(Date.UTC(2026, 10, 1) - index * 3_600_000).toUTCString()
  const paragraph = `<p>${phrase(index, 40)} <a href="https://example.com/${index}">more</a></p>`
  return (
    `<item><title>Story ${index}: ${phrase(index, 6)} &amp; more</title><link>https://example.com/news/${index}</link>` +
    `<guid isPermaLink="false">tag:example.com,2026:${index}</guid><pubDate>${date}</pubDate>` +
    `<dc:creator>Author ${index % 40}</dc:creator><category>${words[index % words.length]}</category>` +
    `<description>&lt;p&gt;${phrase(index, 30)}&lt;/p&gt;</description>` +
    `<content:encoded><![CDATA[${paragraph.repeat(8)}]]></content:encoded></item>\n`
  )
}

function phrase(seed, length) {
  return Array.from({ length }, (_, index) => words[(seed * 7 + index * 13) % words.length]).join(' ')
}
