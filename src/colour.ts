/** A colour as shares of 1 of red, green, blue and opacity. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

export const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 }
export const white: Colour = { red: 1, green: 1, blue: 1, alpha: 1 }

const named: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  yellow: '#ffff00',
  navy: '#000080',
  maroon: '#800000',
  purple: '#800080',
  teal: '#008080',
  orange: '#ffa500',
}

/** Reads a colour as mail writes it: a name, `#rgb`, `#rrggbb`, `rgb()` or `rgba()`; undefined for anything else. */
export function readColour(text: string): Colour | undefined {
  const value = text.trim().toLowerCase()
  if (value === 'transparent') return { ...black, alpha: 0 }
  return readHex(named[value] ?? value) ?? readFunction(value)
}

function readHex(value: string): Colour | undefined {
  const digits = /^#([0-9a-f]{3,8})$/.exec(value)?.[1]
  if (digits === undefined || digits.length === 5 || digits.length === 7) return undefined
  const pairs =
    digits.length <= 4 ? digits.split('').map((digit) => digit + digit) : (digits.match(/../g) ?? [])
  return colourOf(pairs.map((pair) => Number.parseInt(pair, 16) / 255))
}

function readFunction(value: string): Colour | undefined {
  const inner = /^rgba?\((.*)\)$/.exec(value)?.[1]
  if (inner === undefined) return undefined
  const shares = inner
    .split(/[\s,/]+/)
    .filter((part) => part !== '')
    .map((part, index) => shareOf(part, index < 3 ? 255 : 1))
  return shares.length >= 3 && shares.every((share) => !Number.isNaN(share)) ? colourOf(shares) : undefined
}

function shareOf(part: string, whole: number): number {
  const share = part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part) / whole
  return Math.min(1, Math.max(0, share))
}

function colourOf([red = 0, green = 0, blue = 0, alpha = 1]: readonly number[]): Colour {
  return { red, green, blue, alpha }
}

/** What is seen of a colour that lies over another, which is opaque. */
export function layColour(top: Colour, below: Colour): Colour {
  const mix = (over: number, under: number): number => over * top.alpha + under * (1 - top.alpha)
  return {
    red: mix(top.red, below.red),
    green: mix(top.green, below.green),
    blue: mix(top.blue, below.blue),
    alpha: 1,
  }
}

/** The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: Colour, other: Colour): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05)
}

function luminance({ red, green, blue }: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** The colour as `#rrggbb`. */
export function hexOf({ red, green, blue }: Colour): string {
  return `#${[red, green, blue]
    .map((share) =>
      Math.round(share * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
