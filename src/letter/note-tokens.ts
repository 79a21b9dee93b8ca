import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it'
import { AppError } from '../errors.ts'
import { cleanCharacters } from './clean-text.ts'
import { parseWebUrl } from './letter-item.ts'

const longestNote = 2_000

/**
 * An editor's note read as Markdown: paragraphs, lists, emphasis and links to the web; all else, HTML among it, is
 * plain text. Throws `bad_input` for more than 2,000 characters, a control character, a picture, or another link.
 */
export function noteTokens(markdown: string): Token[] {
  if (markdown.length > longestNote) throw refused(`has ${markdown.length} characters, and 2,000 is the most`)
  if (/[^\P{Cc}\n\r\t]/u.test(markdown)) throw refused('holds a control character; type it again by hand')
  const tokens = noteReader().parse(cleanCharacters(markdown), {})
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type === 'image') throw refused('holds a picture; link to it instead')
    if (token.type === 'link_open') token.attrSet('href', linkAddress(token))
  }
  return tokens
}

function noteReader(): MarkdownIt {
  const reader = createMarkdown('zero', { html: false, linkify: true })
  reader.enable(['list', 'newline', 'escape', 'entity', 'emphasis', 'link', 'autolink', 'linkify', 'image'])
  // Names such as "v2.example.py" and addresses of people are no links; a link of any scheme is judged below.
  reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  reader.validateLink = () => true
  return reader
}

function linkAddress(token: Token): string {
  const address = String(token.attrGet('href') ?? '')
  const url = parseWebUrl(address)
  if (url) return url.href
  throw refused(`links to "${address}"; write the whole address, such as https://example.com/page`)
}

function refused(fault: string): AppError {
  return new AppError('bad_input', `The note ${fault}.`)
}
