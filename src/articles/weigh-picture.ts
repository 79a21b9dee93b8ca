import { errorCode, errorText } from '../errors.ts'
import { fetchUrl, type Fetcher } from './fetch-url.ts'

/** What came of loading a picture: its bytes, infinite beyond the limit of the fetcher, and its media type. */
type PictureAnswer =
  | { readonly state: 'loaded'; readonly bytes: number; readonly type: string | null }
  | { readonly state: 'missing'; readonly detail: string }

/** Loads a picture and tells how heavy it is and of which kind, or why there is none. */
export async function weighPicture(fetcher: Fetcher, url: string): Promise<PictureAnswer> {
  try {
    const fetched = await fetchUrl(fetcher, url)
    if (fetched.status === 'ok')
      return { state: 'loaded', bytes: fetched.body.length, type: fetched.contentType }
    return { state: 'missing', detail: `${url} gave no picture` }
  } catch (error) {
    if (errorCode(error) === 'too_large')
      return { state: 'loaded', bytes: Number.POSITIVE_INFINITY, type: null }
    return { state: 'missing', detail: errorText(error) }
  }
}
