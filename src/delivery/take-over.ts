import { expireLeases, listOwners } from './chunks.repository.ts'
import type { DeliverNeeds } from './deliver-needs.ts'
import { isOwnerGone } from '../db/owner.ts'
import { replayJournals } from './replay-journal.ts'

/**
 * Takes over from processes of this host that have died, and returns how many: what they knew comes into the ledger
 * first, then their leases end at once, so that nobody waits for them and nobody is mailed twice. Of other hosts
 * nothing is known; their leases run out by themselves.
 */
export async function takeOver(needs: Pick<DeliverNeeds, 'db' | 'journal' | 'logger'>): Promise<number> {
  const outcomes = await replayJournals(needs)
  if (outcomes > 0) needs.logger.warn({ outcomes }, 'outcomes of a dead worker were found in its journal')
  const gone = (await listOwners(needs.db)).filter(isOwnerGone)
  for (const owner of gone) await expireLeases(needs.db, owner)
  return gone.length
}
