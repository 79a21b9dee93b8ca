import { readDeclarations, type Declaration, type StyleSheet } from './style-sheet.ts'

/** Told of each feature that a letter uses, by its name at caniemail.com, with the place. */
export type Notice = (feature: string, where: string) => void

/** Notes what a style attribute uses. */
export function noteInlineStyle(style: string, note: Notice): void {
  for (const declaration of readDeclarations(style)) noteDeclaration(declaration, style, note)
}

/** Notes what a style sheet uses: at-rules, selectors, properties, values and units. */
export function noteStyleSheet(sheet: StyleSheet, note: Notice): void {
  if (sheet.hasComments) note('css-comments', 'a style sheet')
  for (const rule of sheet.atRules) noteAtRule(rule, note)
  for (const [index, { selector, media, declarations }] of sheet.rules.entries()) {
    for (const query of media) noteAtRule(`@media ${query}`, note)
    if (sheet.rules[index - 1]?.declarations === declarations) note('css-selector-grouping', selector)
    noteSelector(selector, note)
    for (const declaration of declarations) noteDeclaration(declaration, selector, note)
  }
}

const mediaFeatures: readonly (readonly [RegExp, string])[] = [
  [/prefers-color-scheme/i, 'css-at-media-prefers-color-scheme'],
  [/prefers-reduced-motion/i, 'css-at-media-prefers-reduced-motion'],
  [/device-pixel-ratio/i, 'css-at-media-device-pixel-ratio'],
  [/orientation/i, 'css-at-media-orientation'],
  [/hover/i, 'css-at-media-hover'],
]

function noteAtRule(rule: string, note: Notice): void {
  const name = /^@([\w-]+)/.exec(rule)?.[1]?.toLowerCase() ?? ''
  note(`css-at-${name}`, rule)
  for (const [pattern, feature] of mediaFeatures)
    if (name === 'media' && pattern.test(rule)) note(feature, rule)
}

const selectorFeatures: readonly (readonly [RegExp, string])[] = [
  [/#/, 'css-selector-id'],
  [/\./, 'css-selector-class'],
  [/\.[\w-]+\./, 'css-selector-chaining'],
  [/\[/, 'css-selector-attribute'],
  [/>/, 'css-selector-child'],
  [/\+/, 'css-selector-adjacent-sibling'],
  [/~(?!=)/, 'css-selector-general-sibling'],
  [/\*(?!=)/, 'css-selector-universal'],
  [/(^|[\s>+~])[a-z]/i, 'css-selector-type'],
  [/[^\s>+~]\s+[^\s>+~]/, 'css-selector-descendant'],
]

function noteSelector(selector: string, note: Notice): void {
  for (const [pattern, feature] of selectorFeatures) if (pattern.test(selector)) note(feature, selector)
  for (const [, colons, name] of selector.matchAll(/(::?)([a-z-]+)/gi)) {
    note(`css-pseudo-${colons === '::' ? 'element' : 'class'}-${(name ?? '').toLowerCase()}`, selector)
  }
}

/** Properties whose facts stand under the name of another. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(padding|margin)-(top|right|bottom|left)$/, 'css-$1'],
  [/^(padding|margin)-(inline|block)$/, 'css-$1-inline-block'],
  [/^(padding|margin)-(inline|block)-(start|end)$/, 'css-$1-$2-start-end'],
  [/^border-(top|right|bottom|left)(-(color|style|width))?$|^border-(color|style|width)$/, 'css-border'],
  [/^border-(top|bottom)-(left|right)-radius$/, 'css-border-radius'],
  [/^border-(start|end)-(start|end)-radius$/, 'css-border-radius-logical'],
  [/^(top|right|bottom|left)$/, 'css-left-right-top-bottom'],
  [/^(row|column)-gap$/, 'css-gap'],
  [/^grid-template-\w+$/, 'css-grid-template'],
  [/^columns$|^column-(fill|rule|span|width).*$/, 'css-column-layout-properties'],
  [/^(inline|block)-size$/, 'css-block-inline-size'],
  [/^--.*$/, 'css-variables'],
]

const valueFeatures: readonly (readonly [RegExp, string])[] = [
  [/\bvar\(/i, 'css-variables'],
  [/\bcalc\(/i, 'css-unit-calc'],
  [/\b(lch|oklch|lab|oklab)\(/i, 'css-modern-color'],
  [/\b(fit|min|max)-content\b/i, 'css-intrinsic-size'],
  [/\b(system-ui|ui-serif|ui-sans-serif|ui-rounded|ui-monospace)\b/i, 'css-sytem-ui'],
  [/\binitial\b/i, 'css-unit-initial'],
  [/url\(\s*["']?data:/i, 'image-base64'],
]

/** Initial values that templates write out of caution: they ask for nothing, so nothing can be missing. */
const initialValues: Readonly<Record<string, string>> = {
  cursor: 'auto',
  outline: 'none',
  'table-layout': 'auto',
  'word-spacing': 'normal',
}

function noteDeclaration({ property, value, important }: Declaration, where: string, note: Notice): void {
  if (initialValues[property] === value.toLowerCase()) return
  const family = families.find(([pattern]) => pattern.test(property))
  note(family ? property.replace(family[0], family[1]) : `css-${property}`, where)
  if (important) note('css-important', where)
  if (property === 'display') note(`css-display-${value.toLowerCase()}`, where)
  for (const [pattern, feature] of valueFeatures) if (pattern.test(value)) note(feature, where)
  for (const [, name] of value.matchAll(/\b([a-z-]+)\(/gi))
    noteFunction((name ?? '').toLowerCase(), where, note)
  for (const [, unit] of value.matchAll(/(?<![\w#])[-+]?[\d.]+(%|[a-z]+)/gi)) {
    note(unit === '%' ? 'css-unit-percent' : `css-unit-${(unit ?? '').toLowerCase()}`, where)
  }
}

function noteFunction(name: string, where: string, note: Notice): void {
  note(name.startsWith('rgb') || name.endsWith('gradient') ? `css-${name}` : `css-function-${name}`, where)
}
