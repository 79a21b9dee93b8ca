import { escapeHtml } from '../../src/mail/escape-html.ts'

/** An RSS feed whose items have these texts as HTML in all their fields. */
export function feedOf(batch: readonly string[]): string {
  const items = batch.map((text, n) => {
    const cdata = `<![CDATA[${text.replaceAll(']]>', ']]&gt;')}]]>`
    const escaped = escapeHtml(text)
    return `<item><title>${escaped}</title><link>https://harbour.example/${n}</link><guid>${escaped}</guid>
      <description>${cdata}</description><author>${escaped}</author><category>${escaped}</category>
      <content:encoded>${cdata}</content:encoded></item>`
  })
  return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>
    <link>https://harbour.example/</link><description>d</description>${items.join('')}</channel></rss>`
}

const words =
  'The harbour office keeps a log of every tide, and the clerk who writes it has done so since May. '

/** A page with this text as HTML in all its parts. */
export function pageOf(text: string): string {
  const attribute = escapeHtml(text)
  return `<html><head><title>${text}</title><meta property="og:title" content="${attribute}">
    <meta property="og:site_name" content="${attribute}"><meta property="og:image" content="${attribute}">
    <meta name="author" content="${attribute}"></head><body><article><h1>${text}</h1><p class="dek">${text}</p>
    <h2>Key Points</h2><ul><li>A first point of some words ${text}</li><li>A second point of more words ${text}</li></ul>
    <p>${words.repeat(3)}</p><p>${words} ${text}</p><p>${words.repeat(2)}</p></article>
    <section><h2>Related Articles</h2><ul><li><a href="/a">A story about the tides ${text}</a></li>
    <li><a href="${attribute}">Another story about the tides</a></li></ul></section></body></html>`
}
