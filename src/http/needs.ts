import type { Access } from '../access/verify-token.ts'
import type { PushResult } from '../articles/push-result.ts'
import type { Logger } from '../log.ts'
import type { Clock } from '../time.ts'
import type { IssueNeedsOfApi } from './api-issue-needs.ts'
import type { SubscriberNeedsOfApi } from './api-subscriber-needs.ts'
import type { SuppressionNeedsOfApi } from './api-suppression-needs.ts'
import type { ReaderNeeds } from './reader-needs.ts'

/** What the newsletter is called, in which language (BCP 47), and since when there is one. */
export interface Publication {
  readonly name: string
  readonly language: string
  readonly since: Date
}

/** One line of the public archive. */
export interface IssueSummary {
  readonly slug: string
  readonly subject: string
  readonly preheader: string
  readonly sentAt: Date
}

/** A sent issue as everyone may read it: the stored letter without anything personal. */
interface IssuePage {
  readonly html: string
  readonly subject: string
  readonly sentAt: Date
}

/** One thing that has to work before requests are taken. */
export interface ReadyCheck {
  readonly name: string
  readonly ok: boolean
  readonly detail: string
}

/** Articles as a token's holder sends them, not yet checked. */
export interface PushRequest {
  readonly tokenId: number
  readonly idempotencyKey: string | undefined
  readonly articles: readonly unknown[]
}

/** What became of a push: one article at least was taken, none was, or its key kept it from being looked at. */
export type PushOutcome =
  | {
      readonly outcome: 'taken' | 'rejected'
      readonly replayed: boolean
      readonly results: readonly PushResult[]
    }
  | { readonly outcome: 'busy' | 'other_request' }

/** Everything that pages and API need from the rest of Recap; a bad token or slug is undefined and changes nothing. */
export interface HttpNeeds extends ReaderNeeds {
  readonly logger: Logger
  readonly publicUrl: string
  readonly inboxFolder: string | null
  findPublication(): Promise<Publication>
  /** Whether a proxy in front is believed when it names the client. */
  readonly trustProxy: boolean
  listIssues(): Promise<readonly IssueSummary[]>
  findIssuePage(slug: string): Promise<IssuePage | undefined>
  checkReady(): Promise<readonly ReadyCheck[]>
  verifyToken(token: string): Promise<Access | undefined>
  pushArticles(push: PushRequest): Promise<PushOutcome>
  readonly subscribers: SubscriberNeedsOfApi
  readonly suppressions: SuppressionNeedsOfApi
  readonly issues: IssueNeedsOfApi
  readonly now: Clock
}
