/** What a reader loses where a feature is not supported. */
type Weight = 'structural' | 'cosmetic' | 'none'

/** What a feature that is missing costs in the score of a letter. */
export const costs: Readonly<Record<Weight, number>> = { structural: 1, cosmetic: 0.1, none: 0 }

/** Features that may be missing without a trace, each with what stands in for it. */
const replaced: Readonly<Record<string, string>> = {
  'css-at-media-prefers-color-scheme': 'the light colours stay',
  'css-color-scheme': 'the light colours stay',
  'html-meta-color-scheme': 'the light colours stay',
  'css-selector-attribute': 'only the dark colours of Outlook are chosen by attribute',
  'css-text-decoration-color': 'a plain underline stays',
  'css-text-decoration-thickness': 'a plain underline stays',
  'css-text-underline-offset': 'a plain underline stays',
  'html-body': 'the wrapper in it carries language, direction and ground',
  'html-doctype': 'the program shows the letter in a page of its own',
  'html-width': 'the style beside it says the same',
  'html-height': 'the style beside it says the same',
}

/** Attributes and elements of HTML that change how content looks or is read out; without them it is still there. */
const additions = new Set(
  (
    'abbr acronym address align aria-describedby aria-hidden aria-label aria-labelledby aria-live bdi blockquote ' +
    'cellpadding cellspacing code comments del dfn hr lang loading-attribute picture role rp semantics small srcset ' +
    'strike strong style target valign wbr'
  )
    .split(' ')
    .map((name) => `html-${name}`),
)

/** Styles that place content or hold its values: without them it is hidden, out of order or unreadable. */
const layout = new Set(
  (
    'at-import background-image column-count column-layout-properties display-flex display-grid float ' +
    'function-clamp function-light-dark function-max function-min grid-template left-right-top-bottom ' +
    'modern-color position unit-calc variables writing-mode'
  )
    .split(' ')
    .map((name) => `css-${name}`),
)

/** How much a feature matters: pictures, elements and layout are structural, other styles are cosmetic. */
export function weightOf(feature: string): Weight {
  if (feature in replaced) return 'none'
  if (feature.startsWith('css-')) return layout.has(feature) ? 'structural' : 'cosmetic'
  return additions.has(feature) ? 'cosmetic' : 'structural'
}
