import type { Connection } from '../db/database.ts'
import {
  listCandidates,
  listCarriedIds,
  listTold,
  type Candidate,
  type Intake,
} from './candidates.repository.ts'
import { choiceArticle } from './choice-article.ts'
import {
  defaultCaps,
  defaultWeights,
  type Caps,
  type Choice,
  type ChoiceInput,
  type IssueLimits,
} from './choice.ts'
import { chooseIssue } from './choose-issue.ts'
import { listPins } from './decisions.repository.ts'
import type { NewsletterRow } from './newsletters.repository.ts'

/** A choice with the stored articles behind its items. */
export interface Pick {
  readonly choice: Choice
  readonly rows: ReadonlyMap<number, Candidate>
}

const week = 7 * 86_400_000

/** Chooses the articles of an issue from the archive as it stands; the same archive gives the same choice. */
export async function pickArticles(db: Connection, newsletter: NewsletterRow, intake: Intake): Promise<Pick> {
  const rows = await listCandidates(db, newsletter.id, intake)
  const ids = rows.map((row) => row.id)
  const since = new Date(intake.window.end.getTime() - newsletter.memory_weeks * week)
  const told = await listTold(db, newsletter.id, since)
  const input: ChoiceInput = {
    candidates: rows.map(choiceArticle),
    window: intake.window,
    lateness: { graceDays: newsletter.grace_days, lastFrozenAt: intake.lastFrozenAt },
    decisions: { pins: await listPins(db, newsletter.id), hides: [] },
    carried: {
      articleIds: await listCarriedIds(db, newsletter.id, ids),
      storyIds: [],
      told: told.map(choiceArticle),
    },
    limits: limitsOf(newsletter),
    weights: defaultWeights,
    topicWeights: {},
    caps: capsFor(rows),
    thinPolicy: newsletter.thin_policy,
  }
  return { choice: chooseIssue(input), rows: new Map(rows.map((row) => [row.id, row])) }
}

/** A share for each source means nothing where there is only one. */
function capsFor(rows: readonly Candidate[]): Caps {
  const sources = new Set(rows.map((row) => row.source_id))
  return sources.size > 1 ? defaultCaps : { ...defaultCaps, perSource: 1, leastSources: 1 }
}

/** How many items stand with all their points, the lead among them; the others are told in brief. */
export const itemsInFull = 8

function limitsOf({ max_items: most, min_items: minItems }: NewsletterRow): IssueLimits {
  return {
    lead: 1,
    top: Math.min(itemsInFull, most) - 1,
    brief: Math.max(0, most - itemsInFull),
    minItems,
  }
}
