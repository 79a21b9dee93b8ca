import { AppError } from '../errors.ts'

const maxHops = 5

/** Where a redirect leads. Throws `unreachable` for a loop, a sixth hop and a way from https to http. */
export function nextHop(from: URL, location: string, seen: ReadonlySet<string>): URL {
  const to = webAddress(location, from.href)
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new AppError(
      'unreachable',
      `${from.href} leads from https to the open ${to.href}; ask the site to mend its redirect.`,
    )
  if (seen.has(to.href) || seen.size > maxHops)
    throw new AppError(
      'unreachable',
      `${from.href} redirects ${seen.has(to.href) ? 'in a loop' : `more than ${maxHops} times`}; open it in a browser and give the address where it ends.`,
    )
  return to
}

/** An address of the web without fragment and credentials. Throws `refused` for any other. */
export function webAddress(text: string, base: string): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new AppError(
      'refused',
      `${text} is no address of the web; give one that starts with http:// or https://.`,
    )
  url.hash = ''
  url.username = ''
  url.password = ''
  return url
}
