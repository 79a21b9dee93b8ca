import { errorCode, errorText } from '../errors.ts'
import { FetchError } from './fetch-failures.ts'
import { fetchUrl, type Fetcher } from './fetch-url.ts'

/** What became of a link: `gone` when its host says that there is no such page, else what keeps it from being read. */
interface LinkAnswer {
  readonly state: 'alive' | 'gone' | 'unclear'
  readonly detail: string
}

/** Asks whether there is a page at an address, by HEAD and then by GET, as some hosts know only that. */
export async function probeLink(fetcher: Fetcher, url: string): Promise<LinkAnswer> {
  const answer = await ask(fetcher, url, 'HEAD')
  return answer.state === 'alive' ? answer : ask(fetcher, url, 'GET')
}

async function ask(fetcher: Fetcher, url: string, method: 'HEAD' | 'GET'): Promise<LinkAnswer> {
  try {
    await fetchUrl(fetcher, url, { method })
    return { state: 'alive', detail: `${url} is there` }
  } catch (error) {
    // A page that is too large for an article is a page.
    if (errorCode(error) === 'too_large') return { state: 'alive', detail: `${url} is there` }
    const isGone = error instanceof FetchError && (error.status === 404 || error.status === 410)
    return { state: isGone ? 'gone' : 'unclear', detail: errorText(error) }
  }
}
