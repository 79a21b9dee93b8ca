/** Lengths in CSS pixels, measured on what can be seen. */
export interface PageMeasures {
  /** Whether the page is wider than the window, or text stands outside of it. */
  readonly isTooWide: boolean
  readonly smallestFont: number
  /** The height of the lowest link, its line included. */
  readonly smallestTarget: number
  /** Pictures whose words cannot be seen though they did not load. */
  readonly mutePictures: readonly string[]
}

/** Runs in the page. */
export function measurePage(): PageMeasures {
  const isShown = (element: Element | null) =>
    element !== null && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const texts: { readonly parent: Element; readonly boxes: DOMRect[] }[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || !node.textContent?.trim() || !isShown(parent)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    texts.push({ parent, boxes: [...range.getClientRects()] })
  }
  const width = document.documentElement.clientWidth
  const isOutside = ({ left, right }: DOMRect) => left < -0.5 || right > width + 0.5
  const links = [...document.querySelectorAll('a[href]')].filter(isShown)
  const heightOf = (link: Element) =>
    Math.max(link.getBoundingClientRect().height, Number.parseFloat(getComputedStyle(link).lineHeight) || 0)
  return {
    isTooWide:
      document.documentElement.scrollWidth > width || texts.some(({ boxes }) => boxes.some(isOutside)),
    smallestFont: Math.min(
      ...texts.map(({ parent }) => Number.parseFloat(getComputedStyle(parent).fontSize)),
    ),
    smallestTarget: Math.min(...links.map(heightOf)),
    mutePictures: [...document.images]
      .filter((image) => image.naturalWidth === 0 && image.alt.trim() !== '')
      .filter(
        (image) => image.getBoundingClientRect().height < 14 || image.getBoundingClientRect().width < 14,
      )
      .map(({ alt }) => alt),
  }
}
