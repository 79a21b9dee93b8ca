import { each, english, stories, ul, type ListBlocks, type ListShell, type ListStory } from './list-pages.ts'

/** A page whose publisher wrote key points, and what should be read of them. */
export interface RealList {
  readonly name: string
  readonly story: ListStory
  readonly shell?: ListShell
  readonly blocks: ListBlocks
  readonly points: readonly string[]
}

const three = english.points.slice(0, 3)
const list = ul(three)
const items = each(three, '<li>', '</li>')

function one(name: string, blocks: ListBlocks | string, changes: Partial<RealList> = {}): RealList {
  return {
    name,
    story: english,
    blocks: typeof blocks === 'string' ? { top: blocks } : blocks,
    points: three,
    ...changes,
  }
}

function inLanguage(language: keyof typeof stories, label: string, markup: (label: string) => string) {
  const story = stories[language]
  const top = markup(label) + ul(story.points)
  return one(`${label} (${language})`, { top }, { story, points: story.points })
}

const headings = [
  one('a heading', `<h2>Key Points</h2>${list}`),
  one('an aside with a small heading', `<aside class="box"><h4>Key takeaways</h4>${list}</aside>`),
  one(
    'a heading and a list in boxes of their own',
    `<div class="facts"><div class="facts-head"><h3>At a glance</h3></div><div class="facts-body">${list}</div></div>`,
  ),
  one('a heading with a pictogram', `<section><h3>📌 <span>Key</span> Points</h3>${list}</section>`),
  one('a section named by its heading', {
    top: `<section aria-labelledby="kp"><h2 id="kp">Main points</h2>${list}</section>`,
  }),
  one('a heading at the end of the article', { end: `<h2>The takeaway</h2>${list}` }),
  one('a heading in the middle', { middle: `<h3>Key findings of the report</h3>${list}` }),
  one('a weak heading within the text', { middle: `<h2>Highlights</h2>${list}` }),
  one('a summary at the top', `<h2>Summary</h2>${list}`),
  one('a heading that names the article', `<h2>Key takeaways from this article</h2>${list}`),
  one('a heading in a page of boxes', `<h3>Key Points</h3>${list}`, { shell: 'boxes' }),
  one('a heading in a bare page', `<h2>Key Points</h2>${list}`, { shell: 'bare' }),
]

const labels = [
  one('a bold paragraph', `<p><strong>What you need to know</strong></p>${list}`),
  one('a bold line in a box', `<div><b>The big takeaways:</b>${list}</div>`),
  one('a bold word of its own', `<strong>Key facts</strong>${list}`),
  one('a paragraph with a class', `<div class="kp"><p class="kp-title">Key Points</p>${list}</div>`),
  one('a box of text', `<div class="summary"><div class="label">In a nutshell</div>${list}</div>`),
  one('a quotation block', `<blockquote><p><b>The gist</b></p>${list}</blockquote>`),
  one('a label before an introduction', `<p><b>Key points</b></p><p>All that matters, in short.</p>${list}`),
  one('a details element', `<details open><summary>Story highlights</summary>${list}</details>`),
  one('a list with an aria-label', `<ul aria-label="Key points">${items}</ul>`),
  one('a region with an aria-label', `<div role="region" aria-label="Key takeaways">${list}</div>`),
  one('a class name alone', `<div class="key-takeaways">${list}</div>`),
  one('a class name in pieces', `<div class="article__keyPoints">${list}</div>`),
  one('a test id', `<div data-testid="key-points">${list}</div>`),
  one('a box that stands before the text', `<div class="RenderKeyPoints-list">${list}</div>`, {
    shell: 'boxes',
  }),
  one('a box of paragraphs', `<div class="tl-dr">${each(three, '<p>', '</p>')}</div>`),
]

const shapes = [
  one(
    'terms and definitions',
    {
      top: `<h3>Key facts</h3><dl><dt>Money</dt><dd>The council paid with funds meant for a car park.</dd><dt>Ferries</dt><dd>They run at night until the end of May.</dd></dl>`,
    },
    {
      points: [
        'Money: The council paid with funds meant for a car park.',
        'Ferries: They run at night until the end of May.',
      ],
    },
  ),
  one('a term that holds a list', `<dl><dt>Key findings</dt><dd>${list}</dd></dl>`),
  one(
    'a list of boxes',
    `<h3>Key Points</h3><div role="list">${each(three, '<div role="listitem">', '</div>')}</div>`,
  ),
  one('bullet paragraphs', `<p><b>Key Points</b></p>${each(three, '<p>• ', '</p>')}`),
  one('tick paragraphs', `<h4>At a glance</h4>${each(three, '<p>✓ ', '</p>')}`),
  one('dashes with line breaks', `<h3>Key Points</h3><p>${each(three, '– ', '<br>')}</p>`),
  one('bullets in boxes', `<h3>Key Points</h3><div class="b">${each(three, '<div>● ', '</div>')}</div>`),
  one('a numbered list', `<h3>Key takeaways</h3><ol>${items}</ol>`),
  one(
    'numbers in the text',
    `<h3>Key takeaways</h3><ul>${three.map((text, n) => `<li>${n + 1}) ${text}</li>`).join('')}</ul>`,
  ),
  one('two points', `<h3>Key Points</h3>${ul(three.slice(0, 2))}`, { points: three.slice(0, 2) }),
  one('ten points', `<h3>Key Points</h3>${ul(english.points)}`, { points: english.points.slice(0, 4) }),
  one('paragraphs in items', `<h3>Key Points</h3><ul>${each(three, '<li><div><p>', '</p></div></li>')}</ul>`),
  one(
    'emphasis in items',
    `<h3>Key Points</h3><ul>${three.map((text) => `<li><span>${text.replace(/^(\S+ \S+)/, '<strong>$1</strong>')}</span></li>`).join('')}</ul>`,
  ),
  one(
    'a link in each item',
    `<h3>Key Points</h3><ul>${three.map((text) => `<li>${text.replace(/(\S+)\.$/, '<a href="/topic">$1</a>.')}</li>`).join('')}</ul>`,
  ),
  one(
    'a list in a list',
    `<h3>Key Points</h3><ul>${three.map((text) => `<li>${text}<ul><li>A detail of it</li></ul></li>`).join('')}</ul>`,
  ),
  one('a TL;DR paragraph', `<p><strong>TL;DR:</strong> ${three.join(' ')}</p>`),
  one('a TL;DR heading', `<h2>TL;DR</h2><p>${three.join(' ')}</p>`),
  one('a TLDR list', `<h2>TLDR</h2>${list}`, { shell: 'boxes' }),
]

const heading = (label: string) => `<h3>${label}</h3>`
const bold = (label: string) => `<p><strong>${label}:</strong></p>`
const boxed = (label: string) => `<div class="kasten"><span>${label}</span></div>`

const languages = [
  inLanguage('de', 'Das Wichtigste in Kürze', heading),
  inLanguage('de', 'Auf einen Blick', bold),
  inLanguage('de', 'Kurz gefasst', boxed),
  inLanguage('de', 'Zusammenfassung', heading),
  inLanguage('fr', 'L’essentiel', heading),
  inLanguage('fr', 'En bref', bold),
  inLanguage('fr', 'À retenir', boxed),
  inLanguage('es', 'Lo esencial', heading),
  inLanguage('es', 'Puntos clave', bold),
  inLanguage('it', 'In breve', bold),
  inLanguage('it', 'Punti chiave', heading),
]

export const realLists: readonly RealList[] = [...headings, ...labels, ...shapes, ...languages]
