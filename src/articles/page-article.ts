/** A story that the page itself names as related. */
export interface RelatedLink {
  readonly title: string
  readonly url: string
  readonly summary: string | null
  readonly category: string | null
  /** A day without a time is its noon in UTC. */
  readonly publishedAt: Date | null
  readonly tags: string[]
}

/** The publisher's own list of key points: its label as written, and 2 to 4 points. */
export interface KeyPointList {
  readonly heading: string
  readonly points: string[]
}

/** An article as its page tells it, all plain text; what the page does not tell is null or empty. */
export interface PageArticle {
  readonly title: string | null
  readonly dek: string | null
  readonly authors: string[]
  readonly publishedAt: Date | null
  readonly precision: 'instant' | 'day' | 'none'
  readonly language: string | null
  readonly siteName: string | null
  readonly image: { readonly url: string; readonly alt: string } | null
  readonly canonicalUrl: string | null
  /** Where a syndicated article was published first, on another site. */
  readonly originUrl: string | null
  /** Paragraphs with a blank line between them, without key points, related stories and sign-up boxes. */
  readonly bodyText: string
  readonly wordCount: number
  readonly topics: string[]
  readonly access: 'free' | 'paywall' | 'unknown'
  readonly keyPoints: KeyPointList | null
  readonly related: RelatedLink[]
  readonly warnings: string[]
}
