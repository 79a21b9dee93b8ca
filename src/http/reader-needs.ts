import type { SubscriptionStatus } from '../db/values.ts'
import type { Choices } from '../subscribers/preferences.repository.ts'
import type { LeaveReason } from './messages/page-messages.ts'

/** What the holder of a reader's token may see: the newsletter's name and a masked address. */
export interface ReaderPage {
  readonly newsletter: string
  readonly address: string
  readonly status: SubscriptionStatus
  readonly locale: string
  /** Opens the preferences of the same reader. */
  readonly preferencesToken: string
}

/** A reader, or `away` when the token holds but the database cannot say whose it is; undefined for a bad token. */
export type FoundReader = ReaderPage | 'away' | undefined

/** What came of a link to confirm. */
export type ConfirmPage = ReaderPage | 'expired' | undefined

/** A sign-up as it was sent. */
export interface SignUpRequest {
  readonly email: string
  readonly name: string | null
  readonly locale: string
  readonly ip: string
  /** A field that people do not see and programs fill in. */
  readonly honeypot: string
  /** When the form was shown, signed; a form on another site has none. */
  readonly shownAt: string | undefined
}

/** What the sign-up form shows. */
export interface SignUpForm {
  readonly newsletter: string
  readonly locale: string
  readonly shownAt: string
}

export interface PreferencesPage extends ReaderPage {
  /** Opens the page on which the same reader leaves. */
  readonly unsubscribeToken: string
  readonly choices: Choices
  readonly pausedUntil: Date | null
  /** The zone of the reader's clock: the one chosen, else the newsletter's. */
  readonly clockZone: string
  /** The topics there are to choose from. */
  readonly knownTopics: readonly string[]
}

/** The acts of readers; whatever a bad token asks for is undefined and changes nothing. */
export interface ReaderNeeds {
  findUnsubscribe(token: string): Promise<FoundReader>
  unsubscribe(token: string): Promise<FoundReader>
  resubscribe(token: string): Promise<ReaderPage | undefined>
  keepLeaveReason(token: string, reason: LeaveReason, words: string): Promise<ReaderPage | undefined>
  findSignUpForm(): Promise<SignUpForm>
  signUp(request: SignUpRequest): Promise<void>
  findConfirm(token: string): Promise<ConfirmPage>
  confirm(token: string, ip: string): Promise<ConfirmPage>
  findPreferences(token: string): Promise<PreferencesPage | undefined>
  savePreferences(token: string, choices: Choices): Promise<boolean>
  pause(token: string, until: Date): Promise<boolean>
  resume(token: string): Promise<boolean>
  readMyData(token: string): Promise<object | undefined>
  erase(token: string, suppress: boolean): Promise<boolean>
}
