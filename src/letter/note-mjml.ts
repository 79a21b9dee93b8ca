import createMarkdown, { type Token } from 'markdown-it'
import type { Mjml } from '../mail/fill-template.ts'
import { noteTokens } from './note-tokens.ts'

const classes: Readonly<Record<string, string>> = {
  paragraph_open: 'body ink',
  bullet_list_open: 'points',
  ordered_list_open: 'points',
  list_item_open: 'point ink',
  link_open: 'link',
}

/** The note of an editor as it stands below the title of the letter, in the letter's own classes. */
export function noteMjml(markdown: string): Mjml {
  const { renderer, options } = createMarkdown()
  const tokens = noteTokens(markdown)
  for (const token of tokens.flatMap((token) => [token, ...(token.children ?? [])])) dress(token)
  return { mjml: renderer.render(tokens, options, {}).trim() }
}

function dress(token: Token): void {
  const name = classes[token.type]
  if (name === undefined) return
  token.attrSet('class', name)
  // The note may be in another language than the letter.
  if (token.type === 'paragraph_open' || token.type === 'list_item_open') token.attrSet('dir', 'auto')
}
