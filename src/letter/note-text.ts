import type { Token } from 'markdown-it'
import { noteTokens } from './note-tokens.ts'
import { wrapText } from './wrap-text.ts'

interface List {
  readonly ordered: boolean
  next: number
}

/** The note of an editor as plain text: lines of at most 78 characters, the address of each link on its own line. */
export function noteText(markdown: string): string {
  const lists: List[] = []
  const blocks: { readonly text: string; readonly inList: boolean }[] = []
  let marker = ''
  for (const token of noteTokens(markdown)) {
    if (token.type === 'bullet_list_open') lists.push({ ordered: false, next: 1 })
    if (token.type === 'ordered_list_open')
      lists.push({ ordered: true, next: Number(token.attrGet('start') ?? 1) })
    if (token.type.endsWith('_list_close')) lists.pop()
    if (token.type === 'list_item_open') marker = markerOf(lists)
    if (token.type !== 'inline') continue
    const inList = lists.length > 0
    blocks.push({ text: blockText(token.children ?? [], inList ? marker : ''), inList })
    // A second paragraph of an item stands under its first.
    marker = ' '.repeat(marker.length)
  }
  return blocks
    .map(({ text, inList }, index) => (inList && blocks[index - 1]?.inList ? `\n${text}` : `\n\n${text}`))
    .join('')
    .trim()
}

function markerOf(lists: readonly List[]): string {
  const list = lists.at(-1)
  const indent = '  '.repeat(lists.length - 1)
  return list?.ordered ? `${indent}${list.next++}. ` : `${indent}- `
}

function blockText(children: readonly Token[], marker: string): string {
  const words = children.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('')
  const text = wrapText(words.replace(/\s+/g, ' ').trim(), marker)
  const addresses = children.flatMap((token) =>
    token.type === 'link_open' ? [String(token.attrGet('href'))] : [],
  )
  return [text, ...addresses.filter((address) => !text.includes(address))].join('\n')
}
