import { AppError } from '../errors.ts'
import { escapeHtml } from './escape-html.ts'

/** A piece of MJML with placeholders; the name is for messages. */
export interface Template {
  readonly name: string
  readonly source: string
}

/** MJML made by `fillTemplate`; a string from outside is never one. */
export interface Mjml {
  readonly mjml: string
}

/** Nothing, in the place of a part that is left out. */
export const noMjml: Mjml = { mjml: '' }

type Values = Readonly<Record<string, string | Mjml>>

/**
 * Fills `{{name}}` with escaped text and `{{{name}}}` with finished MJML, in one pass: nothing that is filled in is
 * read again. A placeholder without a fitting value, or a value without a placeholder, is an `internal` error.
 */
export function fillTemplate(template: Template, values: Values): Mjml {
  const used = new Set<string>()
  const mjml = template.source.replace(
    /\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}|\{\{/g,
    (_, part: string | undefined, text: string | undefined) => {
      used.add(part ?? text ?? '')
      return part === undefined ? escapeHtml(textOf(template, values, text)) : partOf(template, values, part)
    },
  )
  const idle = Object.keys(values).filter((name) => !used.has(name))
  if (idle.length > 0) throw broken(template, `has no placeholder for ${idle.join(', ')}`)
  return { mjml }
}

/** Finished pieces, one after the other. */
export function joinMjml(pieces: readonly Mjml[]): Mjml {
  return { mjml: pieces.map((piece) => piece.mjml).join('\n') }
}

function textOf(template: Template, values: Values, name: string | undefined): string {
  if (name === undefined) throw broken(template, 'has a {{ that opens no placeholder')
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  if (typeof value !== 'string') throw broken(template, `asks for text {{${name}}}, which it is not given`)
  return value
}

function partOf(template: Template, values: Values, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  if (typeof value !== 'object')
    throw broken(template, `asks for a part {{{${name}}}}, which it is not given`)
  return value.mjml
}

function broken(template: Template, fault: string): AppError {
  return new AppError('internal', `The template ${template.name} ${fault}. Mend that file in templates/.`)
}
