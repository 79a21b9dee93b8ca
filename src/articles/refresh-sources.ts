import { mapLimit } from '../map-limit.ts'
import { fetchSource, type FetchNeeds } from './fetch-source.ts'
import { listDueSources } from './sources.repository.ts'

/** Most of them only wait for their host. */
const sourcesAtOnce = 64

/** Reads every source that is due, so that an issue built next knows all there is. A source that fails is passed by. */
export async function refreshSources(needs: FetchNeeds): Promise<void> {
  const due = await listDueSources(needs.db, needs.now())
  await mapLimit(due, sourcesAtOnce, ({ id }) => fetchSource(needs, id))
}
