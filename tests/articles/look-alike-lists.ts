import {
  each,
  english,
  linkList,
  stories,
  ul,
  type ListBlocks,
  type ListShell,
  type ListStory,
} from './list-pages.ts'

/** A page without key points on which something looks as if it were some. */
export interface LookAlike {
  readonly name: string
  readonly story: ListStory
  readonly shell: ListShell
  readonly blocks: ListBlocks
}

const others = [
  'The library lends out umbrellas when it rains',
  'A heron has moved into the fountain on the square',
  'School lunches will be cooked in the town again',
]
const news = others.map((text) => `${text}.`)
const list = ul(news)

function one(name: string, blocks: ListBlocks, changes: Partial<LookAlike> = {}): LookAlike {
  return { name, story: english, shell: 'semantic', blocks, ...changes }
}

/** The same block in a page with elements for its parts and in one of boxes. */
function both(name: string, blocks: ListBlocks): LookAlike[] {
  return [one(name, blocks), one(`${name}, in boxes`, blocks, { shell: 'boxes' })]
}

const otherStories = [
  ...both('headlines in brief beside the article', { beside: `<h3>In brief</h3>${linkList(others)}` }),
  ...both('headlines without links beside the article', {
    beside: `<aside><h3>At a glance</h3>${list}</aside>`,
  }),
  ...both('news in short below the page', {
    below: `<section><h2>What you need to know</h2>${list}</section>`,
  }),
  one('headlines in the middle of the text', { middle: `<h3>What to know</h3>${linkList(others)}` }),
  one('headlines with teasers at the end of the article', {
    end: `<h3>At a glance</h3><ul>${others.map((text, n) => `<li><a href="/stories/${n}">${text}</a><p>What the neighbors make of it, what it will cost and when the council means to vote on it.</p></li>`).join('')}</ul>`,
  }),
  one('the points of another article', {
    beside: `<article class="teaser"><h2>The Heron on the Square</h2><h3>Key Points</h3>${list}</article>`,
  }),
  one(
    'a ticker in another language',
    { beside: `<div class="ticker"><b>In Kürze</b>${list}</div>` },
    { story: stories.de },
  ),
  one('highlights of the week in tabs', {
    beside: `<div class="tabs"><button>Highlights</button><button>Latest</button><h3>Highlights</h3>${linkList(others)}</div>`,
  }),
  one('a broadcast schedule', {
    beside: `<h3>Highlights</h3>${ul(others.map((text, n) => `${18 + n}:00 ${text}`))}`,
  }),
  one('related stories under a strong label', {
    end: `<div class="related-list"><h4>In a nutshell</h4>${list}</div>`,
  }),
  one('most read stories', {
    end: `<div class="most-read"><h4>Top highlights</h4><ol>${each(news, '<li>', '</li>')}</ol></div>`,
  }),
]

const wayfinding = [
  one(
    'a navigation box',
    { above: `<nav><h3>Auf einen Blick</h3>${linkList(others)}</nav>` },
    { story: stories.de },
  ),
  one(
    'a navigation box of text',
    { above: `<div role="navigation"><h3>Auf einen Blick</h3>${list}</div>` },
    { story: stories.de },
  ),
  one(
    'a menu in a box',
    { top: `<div class="site-menu"><h4>At a glance</h4>${list}</div>` },
    { shell: 'boxes' },
  ),
  one('a table of contents', {
    top: `<h3>Summary</h3><ol>${others.map((text, n) => `<li><a href="#part-${n}">${text}</a></li>`).join('')}</ol>`,
  }),
  one('a table of contents with remarks', {
    top: `<h3>At a glance</h3><ul>${others.map((text, n) => `<li><a href="#p${n}">Part ${n}</a>: ${text}</li>`).join('')}</ul>`,
  }),
  one('a table of contents without links', { top: `<div id="toc"><h3>In brief</h3>${ul(others)}</div>` }),
  one(
    'a bar of notices above the page',
    { above: `<div class="notices"><strong>What you need to know</strong>${list}</div>` },
    { shell: 'boxes' },
  ),
  ...both('a footer', { below: `<footer><h4>Key facts</h4>${list}</footer>` }),
  one(
    'a footer in a box',
    { below: `<div class="page-footer"><h4>Key facts</h4>${list}</div>` },
    { shell: 'boxes' },
  ),
  one('a dialog', { top: `<dialog><h3>What you need to know</h3>${list}</dialog>` }),
  one(
    'a cookie banner',
    { above: `<div id="cookie-consent"><h3>What you need to know</h3>${list}<button>Accept</button></div>` },
    { shell: 'boxes' },
  ),
  one('a list of topics', { end: `<h4>Highlights</h4>${ul(['Bridges', 'Ferries', 'Council'])}` }),
]

const offers = [
  ...both('a newsletter box', {
    end: `<div class="signup"><h3>What you need to know</h3>${list}<form><input type="email"><button>Send</button></form></div>`,
  }),
  one('a newsletter box without a field', {
    middle: `<aside><h3>Need to know</h3>${list}<p>Every morning, in your inbox.</p><a class="button" href="/letters">Subscribe</a></aside>`,
  }),
  one('a sponsored box', { middle: `<div class="sponsored-content"><h3>Key takeaways</h3>${list}</div>` }),
  one('a partner box', {
    end: `<aside class="partner-sponsor"><p>Paid for by Lind Boats</p><h3>Key takeaways</h3>${list}</aside>`,
  }),
  one('the features of a plan', {
    below: `<section class="pricing"><h3>Highlights</h3>${ul(['All articles since 1931', 'The crossword on any device', 'Two guest accounts'])}</section>`,
  }),
  one('a product card', {
    middle: `<div class="product-card"><h3>Lind folding bicycle</h3><h4>Key highlights</h4>${ul(['Folds in nine seconds flat', 'Weighs less than a cat', 'Fits below any desk'])}<a href="https://shop.example/bicycle">Buy for $640</a></div>`,
  }),
  one('pros and cons', { middle: `<h3>Pros</h3>${ul(news)}<h3>Cons</h3>${ul(others)}` }),
  one('a data sheet', {
    top: `<h3>At a glance</h3>${ul(['Price: 640 euros', 'Weight: 9 kilos', 'Top speed: 25 km/h'])}`,
  }),
  one('a data sheet of terms', {
    top: `<h3>Key facts</h3><dl><dt>Opening hours</dt><dd>Nine to five</dd><dt>Entrance fee</dt><dd>Four euros</dd></dl>`,
  }),
  one('a recipe', {
    middle: `<h3>Ingredients</h3>${ul(['200 grams of rye flour', 'Two eggs from the market', 'A pinch of coarse salt'])}`,
  }),
  one('the times of a recipe', {
    top: `<h3>At a glance</h3>${ul(['Preparation time: 20 minutes', 'Baking time: 45 minutes', 'Makes: 12 rolls'])}`,
  }),
]

const wording = [
  one('a league table', {
    middle: `<h3>Top points</h3><ol>${each(['Quay Rovers, 41 points', 'Harbor United, 38 points', 'Mill Lane, 30 points'], '<li>', '</li>')}</ol>`,
  }),
  one('bold words within a sentence', {
    middle: `<p>The union sent its <b>key points</b> to the council, which took note of none of these:</p>${list}`,
  }),
  one('bold words that begin a sentence', {
    middle: `<p><b>Key findings</b> of older reports had been lost, and so had these:</p>${list}`,
  }),
  one('TLDR as a name', {
    middle: `<p><b>TLDR</b>, a newsletter that the clerk writes, had told its readers of the vote before it was held.</p>`,
  }),
  one(
    'a TL;DR among the comments',
    {
      below: `<div class="comments"><p><b>TL;DR:</b> I never liked that bridge. It is too slow and too green.</p></div>`,
    },
    { shell: 'boxes' },
  ),
  one('points among the comments', { end: `<section id="comments"><h4>Key points</h4>${list}</section>` }),
  one('the points of a quiz', { end: `<form action="/quiz"><h3>Key points</h3>${list}</form>` }),
  one('the author in brief', {
    end: `<div class="author-bio"><h4>In brief</h4>${ul(['Mara Lind has written for The Quay since 2019.', 'She keeps bees on the roof of the office.'])}</div>`,
  }),
  one('a hint without a list of its own', {
    middle: `<p><strong>Key points</strong></p><p>They are told further down in this very text.</p><h2>What to bring</h2>${list}`,
  }),
  one('a list far from its label', {
    top: `<h3>Key Points</h3><p>${'So much had been said before that nobody listened. '.repeat(14)}</p>${list}`,
  }),
  one('a label alone', { top: '<h3>Key Points</h3>' }),
  one('a list of the text itself', { middle: list }),
]

export const lookAlikes: readonly LookAlike[] = [...otherStories, ...wayfinding, ...offers, ...wording]
