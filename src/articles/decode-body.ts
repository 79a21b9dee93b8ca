/** Bytes as they came, with the charset of the Content-Type header if there was one. */
export interface EncodedBody {
  readonly body: Uint8Array
  readonly charset?: string | null
}

/**
 * The bytes of a feed or page as text. The encoding is told, in this order, by the byte order mark, the HTTP charset,
 * the XML declaration or `meta`; else it is UTF-8 if the bytes are valid, else windows-1252. Never throws.
 */
export function decodeBody({ body, charset }: EncodedBody): string {
  const label = markOf(body) ?? known(charset) ?? known(declaredCharset(body))
  if (label !== null) return new TextDecoder(label).decode(body)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return new TextDecoder('windows-1252').decode(body)
  }
}

/** The encoding that a byte order mark names, or that the zero bytes of UTF-16 without a mark give away. */
function markOf(body: Uint8Array): string | null {
  const [a, b, c, d] = body
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0 && d !== 0)) return 'utf-16be'
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && c !== 0 && d === 0)) return 'utf-16le'
  return null
}

function known(label: string | null | undefined): string | null {
  if (!label) return null
  try {
    return new TextDecoder(label.trim()).encoding
  } catch {
    return null
  }
}

/** The charset that the first kilobytes name; a UTF-16 named in single bytes can only be UTF-8 (HTML §13.2.3.2). */
function declaredCharset(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 4096))
  const inXml = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)
  const inMeta = /<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)
  const label = inXml?.[1] ?? inMeta?.[1] ?? null
  return label !== null && /^utf-?16|^ucs-?2|^iso-10646-ucs/i.test(label) ? 'utf-8' : label
}
