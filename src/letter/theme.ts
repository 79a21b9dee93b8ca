import { contrastOf, hexOf, layColour, readColour, white, type Colour } from '../colour.ts'

export const colourNames = ['page', 'card', 'text', 'muted', 'link', 'line', 'button', 'button-text'] as const

type ColourName = (typeof colourNames)[number]

/** The colours of one scheme, each as `#rrggbb`. */
export type Palette = Readonly<Record<ColourName, string>>

/** A picture in the place of the newsletter's name: https, PNG, JPEG or GIF, `width` CSS pixels wide. */
interface Logo {
  readonly url: string
  readonly alt: string
  readonly width: number
}

/** How the letters of a newsletter look; `radius` is in CSS pixels. */
export interface Theme {
  readonly light: Palette
  readonly dark: Palette
  readonly logo: Logo | null
  readonly font: string
  readonly radius: number
}

/** What a newsletter has set of its theme, by token: `link`, `dark-link`, `logo`, `font` and so on. */
export type StoredTheme = Readonly<Record<string, unknown>>

const light: Palette = {
  page: '#f4f5f7',
  card: '#ffffff',
  text: '#1f2328',
  muted: '#57606a',
  link: '#0b57d0',
  line: '#d0d7de',
  button: '#0b57d0',
  'button-text': '#ffffff',
}

const dark: Palette = {
  page: '#0e1013',
  card: '#16181d',
  text: '#e6e8eb',
  muted: '#a9b1bb',
  link: '#8ab4f8',
  line: '#3a4049',
  button: '#8ab4f8',
  'button-text': '#0e1013',
}

/** The look of a newsletter that has set nothing. */
export const defaultTheme: Theme = {
  light,
  dark,
  logo: null,
  font: '-apple-system, Segoe UI, Roboto, Arial, sans-serif',
  radius: 8,
}

const logoWidth = 160

/** The theme of a newsletter: what it has set, and the defaults for the rest. */
export function themeOf(stored: StoredTheme): Theme {
  const { font, radius, logo } = stored
  return {
    light: paletteOf(stored, '', light),
    dark: paletteOf(stored, 'dark-', dark),
    logo: typeof logo === 'string' ? logoOf(stored, logo) : null,
    font: typeof font === 'string' ? font : defaultTheme.font,
    radius: typeof radius === 'number' ? radius : defaultTheme.radius,
  }
}

/**
 * What of a theme cannot be read well enough (WCAG 2.2 1.4.3, body text as 1.4.6), each pair with its contrast and the
 * least it needs.
 */
export function contrastFaults(theme: Theme): string[] {
  return [...faultsOf(theme.light, 'theme-'), ...faultsOf(theme.dark, 'theme-dark-')]
}

/** The colour of the lines under titles: the link's, as faint on the card as a rule. */
export function underlineOf({ link, card }: Palette): string {
  return hexOf(layColour({ ...colourOf(link), alpha: 0.4 }, colourOf(card)))
}

const pairs: readonly (readonly [front: ColourName, back: ColourName, least: number])[] = [
  ['text', 'card', 7],
  ['muted', 'card', 4.5],
  ['muted', 'page', 4.5],
  ['link', 'card', 4.5],
  ['button-text', 'button', 4.5],
]

function faultsOf(palette: Palette, prefix: string): string[] {
  return pairs.flatMap(([front, back, least]) => {
    const ratio = contrastOf(colourOf(palette[front]), colourOf(palette[back]))
    // Rounded down: a ratio just below the least must not be shown as the least.
    const shown = (Math.floor(ratio * 100) / 100).toFixed(2)
    return ratio < least
      ? [`${prefix}${front} on ${prefix}${back} has a contrast of ${shown}:1 and needs ${least}:1`]
      : []
  })
}

function paletteOf(stored: StoredTheme, prefix: string, defaults: Palette): Palette {
  const own = colourNames.flatMap((name) => {
    const colour = stored[prefix + name]
    return typeof colour === 'string' ? [[name, colour] as const] : []
  })
  return { ...defaults, ...Object.fromEntries(own) }
}

function logoOf(stored: StoredTheme, url: string): Logo {
  const { 'logo-alt': alt, 'logo-width': width } = stored
  return {
    url,
    alt: typeof alt === 'string' ? alt : '',
    width: typeof width === 'number' ? width : logoWidth,
  }
}

function colourOf(hex: string): Colour {
  return readColour(hex) ?? white
}
