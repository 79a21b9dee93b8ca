import { readFile } from 'node:fs/promises'
import { AppError } from '../errors.ts'
import { findArticleByAlias, insertAliases, insertArticle } from './articles.repository.ts'
import { canonicalKey } from './canonical-key.ts'
import { decodeBody } from './decode-body.ts'
import type { FetchNeeds } from './fetch-source.ts'
import { fetchUrl } from './fetch-url.ts'
import { pageColumns } from './page-columns.ts'
import { readPage } from './read-page.ts'

/** Where an article comes from: a web address, or a local HTML file with the address it stands for. */
export interface ArticleOrigin {
  readonly newsletterId: number
  readonly urlOrFile: string
  readonly url?: string | undefined
}

/** Adds one article by its page; one that is known already is found again and stays as it is. */
export async function addArticle(
  needs: FetchNeeds,
  { newsletterId, urlOrFile, url }: ArticleOrigin,
): Promise<{ id: number; url: string; created: boolean }> {
  const page = await loadPage(needs, urlOrFile, url)
  const read = readPage(page.html, page.url)
  const address = read.canonicalUrl ?? page.url
  const alias = { kind: 'canonical' as const, scope: '', value: canonicalKey(address) }
  const known = await findArticleByAlias(needs.db, newsletterId, [alias])
  if (known) return { id: known.id, url: address, created: false }
  const seenAt = needs.now()
  const { id, created } = await insertArticle(needs.db, {
    newsletter_id: newsletterId,
    source_id: null,
    canonical_key: alias.value,
    url: address,
    title: read.title ?? address,
    first_seen_at: seenAt,
    published_precision: 'none',
    ...pageColumns(read, { publishedAt: null, seenAt, keyPoints: [], related: [] }),
    status: 'ready',
    read_at: seenAt,
  })
  await insertAliases(needs.db, { id, newsletterId }, [alias])
  return { id, url: address, created }
}

async function loadPage(
  needs: FetchNeeds,
  urlOrFile: string,
  url?: string,
): Promise<{ html: string; url: string }> {
  if (/^https?:\/\//i.test(urlOrFile)) {
    const fetched = await fetchUrl(needs.fetcher, urlOrFile)
    if (fetched.status === 'not_modified')
      throw new AppError('unreadable', `${urlOrFile} answered 304 to a first request.`)
    return { html: decodeBody(fetched), url: fetched.finalUrl }
  }
  if (url === undefined || !URL.canParse(url)) {
    throw new AppError('bad_input', `${urlOrFile} is a file: say with --url which web address it stands for.`)
  }
  return { html: decodeBody({ body: await readHtmlFile(urlOrFile) }), url }
}

async function readHtmlFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new AppError('bad_input', `${file} is neither a web address nor a file that can be read.`, {
      cause,
    })
  }
}
