import type { Browser, Page } from 'playwright-core'

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1104" height="600"><rect width="1104" height="600" fill="#8ab4f8"/></svg>'

/** How wide a letter is shown, and in which colours. */
export interface View {
  readonly width: number
  readonly scheme: 'light' | 'dark'
}

/** Every view that a letter has to hold in: a phone, a mail program, a wide window, each light and dark. */
export const views: readonly View[] = [320, 600, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
)

/** A page to show letters on, where every picture is the same one or, with `images` off, none can be had. */
export async function openLetterPage(browser: Browser, { images = true } = {}): Promise<Page> {
  const page = await browser.newPage()
  await page.route('**/*', (route) =>
    images && route.request().resourceType() === 'image'
      ? route.fulfill({ contentType: 'image/svg+xml', body: picture })
      : route.abort(),
  )
  return page
}

export async function setView(page: Page, { width, scheme }: View): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme: scheme })
}
