/** A heading and what stands below it. */
export interface Words {
  readonly title: string
  readonly text: string
}

/** Statuses that people are told of in words of their own. */
export type ErrorStatus = 400 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 500 | 503

/** The words of the readers' pages in one language; names and addresses come isolated from the text around them. */
export interface PageMessages {
  readonly nav: { readonly site: string; readonly allIssues: string; readonly readIssues: string }
  readonly front: Words & { readonly stop: Words }
  readonly signUp: {
    readonly title: string
    readonly email: string
    /** What the reader agrees to; it is kept as the proof of consent. */
    readonly consent: (newsletter: string) => string
    readonly leaveEmpty: string
    readonly button: string
    readonly received: Words
    readonly again: string
  }
  readonly confirm: {
    readonly ask: (newsletter: string) => string
    readonly askText: (address: string) => string
    readonly button: string
    readonly done: Words
    readonly expired: Words
  }
  readonly leave: {
    readonly ask: (newsletter: string) => string
    readonly askText: (address: string) => string
    readonly askAnyone: Words
    readonly button: string
    readonly done: string
    readonly doneText: (address: string, newsletter: string) => string
    readonly doneAnyone: string
    readonly mistake: string
    readonly undo: string
    readonly why: string
    readonly reasons: Readonly<Record<LeaveReason, string>>
    readonly moreWords: string
    readonly send: string
    readonly thanks: Words
  }
  readonly back: {
    readonly ask: (newsletter: string) => string
    readonly askText: (address: string) => string
    readonly button: string
    readonly done: string
    readonly doneText: (newsletter: string, address: string) => string
  }
  readonly preferences: {
    readonly title: string
    readonly intro: (address: string, newsletter: string) => string
    readonly saved: string
    readonly faults: string
    readonly topics: string
    readonly topicsHint: string
    readonly frequency: string
    readonly weekly: string
    readonly monthly: string
    readonly language: string
    readonly hour: string
    readonly anyHour: string
    readonly zone: string
    readonly zoneHint: string
    readonly zoneFault: string
    readonly choiceFault: string
    readonly save: string
    readonly link: string
  }
  readonly pause: {
    readonly title: string
    readonly text: string
    readonly length: string
    readonly weeks: (weeks: number) => string
    readonly untilDate: string
    readonly date: string
    readonly dateFault: string
    readonly button: string
    readonly until: (date: string) => string
    readonly open: string
    readonly resume: string
  }
  readonly data: Words & { readonly link: string }
  readonly erase: Words & {
    readonly link: string
    readonly suppress: string
    readonly button: string
    readonly done: Words
  }
  readonly errors: Readonly<Record<ErrorStatus, Words>>
  readonly requestNumber: string
}

export const leaveReasons = ['too-often', 'not-relevant', 'never-signed-up', 'other'] as const
/** Why someone left, as a choice. */
export type LeaveReason = (typeof leaveReasons)[number]
