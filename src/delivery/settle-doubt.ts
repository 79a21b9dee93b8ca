import type { Database } from '../db/database.ts'
import { mapLimit } from '../map-limit.ts'
import { messageId } from '../mail/message-id.ts'
import type { AcceptanceProbe, ProbeAnswer } from './acceptance-probe.ts'
import type { Claim } from './chunks.repository.ts'
import {
  listDoubtful,
  writeSettled,
  type DoubtAge,
  type DoubtfulRow,
  type Learnt,
} from './doubt.repository.ts'

interface SettleNeeds {
  readonly db: Database
  readonly probe: AcceptanceProbe | null
}

/** What the Message-IDs of an issue are made of. */
export interface Identity {
  readonly seed: Buffer
  readonly domain: string
}

const questionsAtOnce = 8

/** After this long no more is asked: a chunk is not held up by a probe that is slow to answer. */
const askForMs = 30_000

/** A mail server's log needs a moment to be written. */
export const probeAfterSeconds = 10

/**
 * Settles the attempts of a chunk whose outcome is lost, and returns how many: the probe is asked first when there is
 * one, of the rest the policy decides.
 */
export async function settleDoubt(
  { db, probe }: SettleNeeds,
  claim: Claim,
  { age, identity }: { age: DoubtAge; identity: Identity },
): Promise<number> {
  const learnt = probe ? await askAll(probe, await listDoubtful(db, claim, age), identity) : nothingLearnt
  return writeSettled(db, claim, { age, learnt })
}

const nothingLearnt: Learnt = { accepted: [], notAccepted: [], asked: null }

async function askAll(
  probe: AcceptanceProbe,
  rows: readonly DoubtfulRow[],
  { seed, domain }: Identity,
): Promise<Learnt> {
  const deadline = performance.now() + askForMs
  const answers = await mapLimit(rows, questionsAtOnce, async ({ subscriberId }): Promise<ProbeAnswer> => {
    return performance.now() > deadline ? 'unsure' : probe.ask(messageId(seed, subscriberId, domain))
  })
  const seqsOf = (answer: ProbeAnswer): number[] =>
    rows.flatMap(({ seq }, index) => (answers[index] === answer ? [seq] : []))
  return {
    accepted: seqsOf('accepted'),
    notAccepted: seqsOf('not-accepted'),
    asked: rows.map(({ seq }) => seq),
  }
}
