import type { SourceRow } from './sources.repository.ts'

export type MovableSource = Pick<SourceRow, 'url' | 'permanent_url' | 'permanent_count' | 'permanent_since'>

export interface MovePlan {
  readonly columns: Pick<SourceRow, 'permanent_url' | 'permanent_count' | 'permanent_since'>
  /** The address that the source is to have from now on; null when it keeps its own. */
  readonly moveTo: string | null
}

const answersNeeded = 3
const timeNeeded = 24 * 60 * 60_000

/** Counts the answers that name the same new address for good; three of them over 24 hours or more move the source. */
export function planMove(source: MovableSource, permanentUrl: string | null, now: Date): MovePlan {
  if (permanentUrl === null || permanentUrl === source.url)
    return { columns: { permanent_url: null, permanent_count: 0, permanent_since: null }, moveTo: null }
  const isSame = permanentUrl === source.permanent_url
  const since = isSame ? (source.permanent_since ?? now) : now
  const count = isSame ? source.permanent_count + 1 : 1
  const isCertain = count >= answersNeeded && now.getTime() - since.getTime() >= timeNeeded
  return {
    columns: { permanent_url: permanentUrl, permanent_count: count, permanent_since: since },
    moveTo: isCertain ? permanentUrl : null,
  }
}
