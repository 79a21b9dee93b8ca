/** Elements that have no end tag, or whose end tag is left out so often that counting them says nothing. */
const uncounted = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr thead tbody tfoot option optgroup colgroup'.split(
    ' ',
  ),
)

/** How deep the tags of a text nest at most, roughly and without building a tree, whose cost grows with the square. */
export function htmlNesting(html: string): number {
  let depth = 0
  let deepest = 0
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:-]*)/gi)) {
    if (uncounted.has(name.toLowerCase())) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
