import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { setView, type View } from './letter-page.ts'
import { measurePage, type PageMeasures } from './measure-page.ts'

/** What Chromium makes of a letter at one width and in one scheme. */
export interface Examination extends PageMeasures {
  /** What axe finds wrong or cannot tell: the rule and the element. */
  readonly violations: readonly string[]
  /** The smallest contrast of any text, and of the text of notes, summaries and key points. */
  readonly contrast: number
  readonly bodyContrast: number
}

/**
 * Two rules ask for the landmarks of a whole page. A letter is shown inside the page of a mail program, which has
 * them; landmarks of its own would double those.
 */
const rules = {
  'landmark-one-main': { enabled: false },
  region: { enabled: false },
  'target-size': { enabled: true },
}

/** Looks at a letter in each of some views. */
export async function examineLetter(
  page: Page,
  html: string,
  views: readonly View[],
): Promise<Examination[]> {
  await page.setContent(html, { waitUntil: 'load' })
  await page.evaluate(axe.source)
  const seen: Examination[] = []
  for (const view of views) {
    await setView(page, view)
    seen.push({ ...(await page.evaluate(askAxe, rules)), ...(await page.evaluate(measurePage)) })
  }
  return seen
}

/** Runs in the page. */
async function askAxe(rules: axe.RunOptions['rules'] & object) {
  const { violations, incomplete, passes } = await window.axe.run({ rules, elementRef: true })
  const told = [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  )
  const texts = [...passes, ...violations]
    .filter(({ id }) => id === 'color-contrast')
    .flatMap(({ nodes }) => nodes)
  const contrastOf = (node: (typeof texts)[number]) => Number(node.any[0]?.data?.contrastRatio ?? Infinity)
  const body = texts.filter(({ element }) => element?.closest('.point, .body') && !element.closest('a'))
  return {
    violations: told,
    contrast: Math.min(...texts.map(contrastOf)),
    bodyContrast: Math.min(...body.map(contrastOf)),
  }
}

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}
