import type { Browser, BrowserContext, Route } from 'playwright-core'
import { startChromium } from './start-chromium.ts'

/** A file of a preview: the end of its name and what is in it. */
export interface PictureFile {
  readonly name: string
  readonly content: string | Buffer
}

/** Takes the pictures of a letter from its HTML. */
export type PictureLetter = (html: string) => Promise<readonly PictureFile[]>

/** A picture from the web, or null when it cannot be had. */
export type FetchPicture = (
  url: string,
) => Promise<{ readonly contentType: string; readonly body: Buffer } | null>

interface PictureNeeds {
  /** The program, as `findChromium` finds it. */
  readonly chromium: string
  readonly fetchPicture: FetchPicture
}

interface View {
  readonly width: number
  readonly scheme: 'light' | 'dark'
  readonly images: boolean
}

const views: readonly View[] = [
  { width: 600, scheme: 'light', images: true },
  { width: 600, scheme: 'dark', images: true },
  { width: 320, scheme: 'light', images: true },
  { width: 320, scheme: 'dark', images: true },
  { width: 600, scheme: 'light', images: false },
]

/**
 * Takes PNGs of a letter, 600 and 320 px wide, light and dark, and one without images. Chromium runs no script and
 * reaches no host: all that it asks for comes from `fetchPicture`. It is `unreachable` when it does not start.
 */
export async function pictureLetter(needs: PictureNeeds, html: string): Promise<PictureFile[]> {
  const browser = await startChromium(needs.chromium)
  const fetchPicture = onceEach(needs.fetchPicture)
  try {
    const pictures: PictureFile[] = []
    for (const view of views) pictures.push(await takePicture(browser, view, { html, fetchPicture }))
    return pictures
  } finally {
    await browser.close()
  }
}

async function takePicture(
  browser: Browser,
  { width, scheme, images }: View,
  { html, fetchPicture }: { readonly html: string; readonly fetchPicture: FetchPicture },
): Promise<PictureFile> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: false,
  })
  try {
    await serveOnly(context, images ? fetchPicture : async () => null)
    const page = await context.newPage()
    await page.setContent(html, { waitUntil: 'load' })
    const content = await page.screenshot({ fullPage: true, animations: 'disabled' })
    return { name: `${width}-${images ? scheme : 'images-off'}.png`, content }
  } finally {
    await context.close()
  }
}

/** Answers every request of the pages itself: a picture that can be had, and nothing else. */
async function serveOnly(context: BrowserContext, fetchPicture: FetchPicture): Promise<void> {
  await context.route('**/*', async (route: Route) => {
    const request = route.request()
    const picture = request.resourceType() === 'image' ? await fetchPicture(request.url()) : null
    if (picture === null || !picture.contentType.startsWith('image/')) return route.abort()
    return route.fulfill({ status: 200, contentType: picture.contentType, body: picture.body })
  })
}

function onceEach(fetchPicture: FetchPicture): FetchPicture {
  const fetched = new Map<string, ReturnType<FetchPicture>>()
  return (url) => {
    const picture = fetched.get(url) ?? fetchPicture(url)
    fetched.set(url, picture)
    return picture
  }
}
