import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.ts'

const text = z.string().trim().min(1)

const site = z.strictObject({
  name: text,
  tagline: text,
  description: text,
  sections: z.array(text).min(1),
})

const keyPoints = z.strictObject({
  label: text,
  markup: z.enum(['heading', 'paragraph']),
  points: z.array(text).min(3).max(4),
})

const articleFile = z.strictObject({
  title: text,
  dek: text.optional(),
  category: text,
  author: text,
  daysAgo: z.int().min(1).max(9),
  time: z.iso.time({ precision: -1 }),
  tags: z.array(text).min(1).max(3),
  image: z.strictObject({ name: text, alt: text, caption: text }).optional(),
  keyPoints: keyPoints.optional(),
  body: z.array(z.union([text, z.strictObject({ heading: text })])).min(1),
  related: z.array(text).max(6),
})

type ArticleFile = z.infer<typeof articleFile>

/** One piece of the sample site; `related` holds slugs of other pieces. */
export interface PublishedArticle extends Omit<ArticleFile, 'daysAgo' | 'time'> {
  readonly slug: string
  readonly publishedAt: Date
}

/** The sample site as it stands at one moment: articles newest first, PNG images by name. */
export interface Publication extends z.infer<typeof site> {
  readonly articles: readonly PublishedArticle[]
  readonly images: ReadonlyMap<string, Buffer>
  readonly stylesheet: string
}

/**
 * The publication under `templatesDir`/sample, its articles dated 1 to 9 UTC days before `now`.
 * Throws `unreadable` when a file is missing or breaks the rules, or a reference leads nowhere.
 */
export async function loadPublication(templatesDir: string, now: Date): Promise<Publication> {
  const root = path.join(templatesDir, 'sample')
  const [about, articles, images, stylesheet] = await Promise.all([
    readJson(path.join(root, 'publication.json'), site),
    readArticles(path.join(root, 'articles'), now),
    readImages(path.join(root, 'images')),
    readSampleFile(path.join(root, 'style.css')),
  ])
  const publication = { ...about, articles, images, stylesheet: stylesheet.toString() }
  checkReferences(publication)
  return publication
}

/** The article of a slug, undefined when the publication has none. */
export function findArticle(publication: Publication, slug: string): PublishedArticle | undefined {
  return publication.articles.find((article) => article.slug === slug)
}

/** What a card, a feed or a link preview says of an article: the dek, else the first paragraph. */
export function summaryOf(article: PublishedArticle): string {
  return article.dek ?? article.body.find((block) => typeof block === 'string') ?? article.title
}

async function readArticles(folder: string, now: Date): Promise<PublishedArticle[]> {
  const articles = await Promise.all(
    (await namesIn(folder, '.json')).map(async (slug) => {
      const { daysAgo, time, ...rest } = await readJson(path.join(folder, `${slug}.json`), articleFile)
      return { ...rest, slug, publishedAt: instantOf({ daysAgo, time }, now) }
    }),
  )
  return articles.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
}

async function readImages(folder: string): Promise<Map<string, Buffer>> {
  const names = await namesIn(folder, '.png')
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readSampleFile(path.join(folder, `${name}.png`))] as const),
    ),
  )
}

function instantOf({ daysAgo, time }: Pick<ArticleFile, 'daysAgo' | 'time'>, now: Date): Date {
  const today = now.toISOString().slice(0, 10)
  const date = new Date(`${today}T${time}Z`)
  date.setUTCDate(date.getUTCDate() - daysAgo)
  return date
}

function checkReferences(publication: Publication): void {
  for (const article of publication.articles) {
    const lost = article.related.filter((slug) => !findArticle(publication, slug))
    if (article.image && !publication.images.has(article.image.name)) lost.push(`${article.image.name}.png`)
    if (!publication.sections.includes(article.category)) lost.push(article.category)
    if (lost.length > 0) throw broken(`Article ${article.slug} refers to ${lost.join(', ')}, not to be found`)
  }
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const content = await readSampleFile(file)
  try {
    return schema.parse(JSON.parse(content.toString()))
  } catch (cause) {
    throw broken(`${file} is no valid part of the sample site`, cause)
  }
}

async function namesIn(folder: string, extension: string): Promise<string[]> {
  try {
    const files = await readdir(folder)
    return files.filter((file) => file.endsWith(extension)).map((file) => path.basename(file, extension))
  } catch (cause) {
    throw broken(`The folder ${folder} cannot be read`, cause)
  }
}

async function readSampleFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw broken(`${file} cannot be read`, cause)
  }
}

function broken(what: string, cause?: unknown): AppError {
  return new AppError('unreadable', `${what}; restore templates/sample from the repository`, { cause })
}
