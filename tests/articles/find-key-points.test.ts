import { describe, expect, test } from '@jest/globals'
import { readPage } from '../../src/articles/read-page.ts'
import { pageUrl, pageWith, points } from './pages.ts'

const [first = '', second = ''] = points
const list = `<ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`

describe('key points are found', () => {
  const dd = points.map((point) => `<dd>${point}</dd>`).join('')
  const variants: Record<string, string> = {
    'under a heading': `<h2>Key Points</h2>${list}`,
    'under a heading in pieces': `<h2><span>Key</span> <span>Points</span></h2>${list}`,
    'in an aside': `<aside class="summary-box"><h4>Key Points</h4>${list}</aside>`,
    'under a bold paragraph': `<p><strong>Key Points:</strong></p>${list}`,
    'under a bold line before a list of divs': `<div><b>Key Points</b><div role="list">${points.map((point) => `<div role="listitem">${point}</div>`).join('')}</div></div>`,
    'in a details element': `<details open><summary>Key Points</summary>${list}</details>`,
    'in a definition list': `<dl><dt>Key Points</dt>${dd}</dl>`,
    'in a definition that holds a list': `<dl class="facts"><dt>Key Points</dt><dd>${list}</dd></dl>`,
    'in a definition list under a heading': `<h3>Key Points</h3><dl>${dd}</dl>`,
    'in a list with an aria-label': list.replace('<ul>', '<ul aria-label="Key Points">'),
    'in a section with an aria-label': `<section aria-label="Key Points">${list}</section>`,
    'in a box named by its class': `<div class="RenderKeyPoints-list">${list}</div>`,
    'in a box of paragraphs named by its class': `<div class="key-points"><h4>Key Points</h4>${points.map((point) => `<p>${point}</p>`).join('')}</div>`,
    'in lines with bullets': `<p><strong>Key Points</strong></p>${points.map((point) => `<p>• ${point}</p>`).join('')}`,
    'in one paragraph with bullets': `<h3>Key Points</h3><p>${points.map((point) => `– ${point}`).join('<br>')}</p>`,
    'in a numbered list': `<h3>Key Points</h3><ol>${points.map((point, i) => `<li>${i + 1}. ${point}</li>`).join('')}</ol>`,
    'after a short introduction': `<h3>Key Points</h3><p>The short version of a long story.</p>${list}`,
  }

  test.each(Object.entries(variants))('%s', (_name, keyPoints) => {
    const page = readPage(pageWith({ keyPoints }), pageUrl)
    expect(page.keyPoints).toEqual({ heading: expect.stringMatching(/^key points$/i), points })
    expect(page.bodyText).not.toContain(second)
    expect(page.bodyText).toContain('The first turbine went down')
  })

  test.each([
    'Key takeaways',
    'At a glance',
    'What you need to know',
    'Das Wichtigste in Kürze',
    'Auf einen Blick',
    'L’essentiel',
    'À retenir',
    'Puntos clave',
    'Lo esencial',
    'Punti chiave',
    'In breve',
  ])('under the label %s', (label) => {
    expect(readPage(pageWith({ keyPoints: `<h3>${label}</h3>${list}` }), pageUrl).keyPoints).toEqual({
      heading: label,
      points,
    })
  })

  test('in a TL;DR paragraph, sentence by sentence', () => {
    const keyPoints = `<p><strong>TL;DR:</strong> ${points.join(' ')}</p>`
    expect(readPage(pageWith({ keyPoints }), pageUrl).keyPoints).toEqual({ heading: 'TL;DR', points })
  })

  test('four at most, each of 45 words at most', () => {
    const long = `${'many words here and '.repeat(9)}then a pause, ${'more of them follow '.repeat(8)}`
    const keyPoints = `<h3>Key Points</h3><ul><li>${long}</li>${'<li>Short ones as well.</li>'.repeat(5)}</ul>`
    const found = readPage(pageWith({ keyPoints }), pageUrl).keyPoints?.points ?? []
    expect(found).toHaveLength(4)
    expect(found[0]?.split(' ').length).toBeLessThanOrEqual(45)
    expect(found[0]).toMatch(/then a pause…$/)
  })
})

describe('no key points are taken from', () => {
  const links = points.map((point, i) => `<li><a href="/story/${i}">${point}</a></li>`).join('')
  const lookAlikes: Record<string, string> = {
    'a list of other stories': `<h3>In brief</h3><ul>${links}</ul>`,
    'a list of links under a strong label': `<h3>At a glance</h3><ul>${links}</ul>`,
    'a table of contents': `<h3>Summary</h3><ol>${points.map((point, i) => `<li><a href="#s${i}">${point}</a> in full length here</li>`).join('')}</ol>`,
    'a navigation box': `<nav><h3>Auf einen Blick</h3>${list}</nav>`,
    'a newsletter box': `<div class="promo"><h3>What you need to know</h3>${list}<p>Our newsletter, in your inbox.</p><form><input type="email"></form></div>`,
    'a list beyond the next heading': `<p><strong>Key points</strong></p><p>They come later in this text, so they do.</p><h2>Shopping list</h2>${list}`,
    'a list of single words': '<h3>Highlights</h3><ul><li>Sun</li><li>Sea</li><li>Sand</li></ul>',
    'a single item': `<h3>Key Points</h3><ul><li>${first}</li></ul>`,
    'a paragraph under a label other than TL;DR': `<h3>Summary</h3><p>${points.join(' ')}</p>`,
    'a list without a label': list,
  }

  test.each(Object.entries(lookAlikes))('%s', (_name, keyPoints) => {
    expect(readPage(pageWith({ keyPoints }), pageUrl).keyPoints).toBeNull()
  })

  test('the newsletter box after the article', () => {
    expect(readPage(pageWith({}), pageUrl).keyPoints).toBeNull()
  })

  test('the footer', () => {
    const html = pageWith({}).replace('<footer>', `<footer><h3>Key Points</h3>${list}`)
    expect(readPage(html, pageUrl).keyPoints).toBeNull()
  })
})
