import path from 'node:path'
import { openPool } from '../db/database.ts'
import { openProbe, type ProbeTarget } from './acceptance-probe.ts'
import { chunksAtOnce, type DeliverNeeds } from './deliver-needs.ts'
import { systemClocks } from './lease.ts'
import { openLetterShelf } from './letter-shelf.ts'
import { openLedger } from './ledger.repository.ts'
import { openJournal } from './outcome-journal.ts'
import { ownerOf } from '../db/owner.ts'

/** What delivery is handed by who opens it, and where it keeps what is its own. */
export interface DeliveryParts extends Omit<
  DeliverNeeds,
  'ledger' | 'journal' | 'letterOf' | 'probe' | 'owner' | 'clocks'
> {
  readonly databaseUrl: string
  /** Folder of the outcome journals, shared by the processes of a host. */
  readonly journalFolder: string
  readonly probeTarget: ProbeTarget | undefined
}

export interface OpenedDelivery {
  readonly needs: DeliverNeeds
  close(): Promise<void>
}

/** Opens what delivery keeps for itself: prepared statements on connections of their own, and the outcome journal. */
export function openDelivery(parts: DeliveryParts): OpenedDelivery {
  const { db, databaseUrl, journalFolder, probeTarget, logger } = parts
  const pool = openPool(databaseUrl, { max: 2 * chunksAtOnce, application_name: 'recap ledger' })
  const owner = ownerOf(process.pid)
  const tell = (told: string) => (error: unknown) => logger.warn({ err: error }, told)
  const needs = {
    ...parts,
    ledger: openLedger(db, pool),
    letterOf: openLetterShelf(parts),
    owner,
    clocks: systemClocks,
    journal: openJournal(path.resolve(journalFolder), owner, tell('the outcome journal cannot be written')),
    probe: probeTarget ? openProbe(probeTarget, tell('the acceptance probe gave no answer')) : null,
  }
  return { needs, close: () => pool.end() }
}
