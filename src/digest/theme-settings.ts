import { z } from 'zod'
import { hexOf, readColour } from '../colour.ts'
import { colourNames, themeOf, type Theme } from '../letter/theme.ts'
import { oneLine } from '../sender.ts'
import { isMailImage } from './is-mail-image.ts'
import { setting, whole, type Setting } from './setting.ts'

const colour = z
  .string()
  .trim()
  .transform((text) => readColour(text))
  .refine((read) => read?.alpha === 1, 'must be a colour such as #0b57d0')
  .transform((read) => read && hexOf(read))

/** Mail programs know no other quotes than none, and Outlook needs a family of its own at the end. */
const fonts = oneLine.regex(
  /^(-?[a-z][a-z0-9 -]*, *)*(serif|sans-serif|monospace)$/i,
  'must be fonts such as "Georgia, Times New Roman, serif", with serif, sans-serif or monospace last',
)

const picture = z
  .url({ protocol: /^https$/, error: 'must be the https address of a PNG, JPEG or GIF' })
  .refine(isMailImage, 'must be the https address of a PNG, JPEG or GIF')

/** A token of the theme; an empty text sets it back to its default. */
function token(name: string, schema: z.ZodType, show: (theme: Theme) => string | number | null) {
  const write = (value: unknown) => ({ theme: { [name]: value } })
  const given = setting(schema, write, (row) => show(themeOf(row.theme)))
  const none = setting(
    z.string().transform(() => null),
    write,
    given.show,
  )
  return { ...given, read: (text: string) => (text.trim() === '' ? none : given).read(text) }
}

function colourSettings(scheme: 'light' | 'dark'): Record<string, Setting> {
  const prefix = scheme === 'dark' ? 'dark-' : ''
  const settings = colourNames.map((name) => [
    `theme-${prefix}${name}`,
    token(prefix + name, colour, (theme) => theme[scheme][name]),
  ])
  return Object.fromEntries(settings)
}

/** How the letters of a newsletter look: colours for light and dark, a logo, fonts and roundness. */
export const themeSettings: Readonly<Record<string, Setting>> = {
  ...colourSettings('light'),
  ...colourSettings('dark'),
  'theme-logo': token('logo', picture, ({ logo }) => logo?.url ?? null),
  'theme-logo-alt': token('logo-alt', oneLine, ({ logo }) => logo?.alt || null),
  'theme-logo-width': token('logo-width', whole(16, 300), ({ logo }) => logo?.width ?? null),
  'theme-font': token('font', fonts, ({ font }) => font),
  'theme-radius': token('radius', whole(0, 24), ({ radius }) => radius),
}
