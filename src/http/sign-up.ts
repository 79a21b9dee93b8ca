import ipaddr from 'ipaddr.js'
import type { App } from '../app.ts'
import { batchCalls } from '../batch-calls.ts'
import { getNewsletter } from '../digest/ensure-newsletter.ts'
import { closestLanguage } from '../language.ts'
import { macOf, oldestKey } from '../key-ring.ts'
import { jobs } from '../queue/jobs.ts'
import { isFairFormTime, signFormTime } from '../subscribers/form-time.ts'
import { insertSignups, type Signup } from '../subscribers/signups.repository.ts'
import { messagesFor } from './messages/messages-for.ts'
import type { ReaderNeeds, SignUpRequest } from './reader-needs.ts'
import { remember } from './remember.ts'

const hour = 3600
const perClient = { name: 'sign-up-ip', times: 60, seconds: hour }
const perAddress = { name: 'sign-up-address', times: 3, seconds: hour }

/** The way in that letters tell their readers of: entered in the form and confirmed. */
const doubleOptIn = 'form'

const largestBatch = 500
const newsletterKeptMs = 5_000

/**
 * Takes sign-ups: each is stored as it was sent and looked at by a worker later, so that neither the answer nor its time
 * tells what is known of an address.
 */
export function openSignUp(app: App): Pick<ReaderNeeds, 'findSignUpForm' | 'signUp'> {
  const { keys } = app.config
  const byClient = app.backend.openLimiter(perClient)
  const byAddress = app.backend.openLimiter(perAddress)
  const newsletter = remember(() => getNewsletter(app.db), newsletterKeptMs)
  const store = batchCalls(async (signups: readonly Signup[]) => {
    await insertSignups(app.db, signups)
    for (const newsletterId of new Set(signups.map((signup) => signup.newsletterId))) void ring(newsletterId)
    return signups.map(() => undefined)
  }, largestBatch)
  // One bell at a time: what comes while it rings is told of by the next.
  const ring = batchCalls(async (newsletterIds: readonly number[]) => {
    await Promise.all([...new Set(newsletterIds)].map(enqueue))
    return newsletterIds.map(() => undefined)
  }, largestBatch)

  return {
    async findSignUpForm() {
      const { name, locale } = await newsletter()
      return { newsletter: name, locale, shownAt: signFormTime(keys, app.now()) }
    },
    async signUp(request) {
      if (isTrap(request)) return
      const addressKey = macOf(oldestKey(keys), 'sign-up', request.email.trim().toLowerCase()).toString(
        'base64url',
      )
      const allowed = await Promise.all([
        byClient.allows(clientKey(request.ip)),
        byAddress.allows(addressKey),
      ])
      if (allowed.every(Boolean)) await store(signupOf(request, await newsletter()))
    },
  }

  function isTrap({ honeypot, shownAt }: SignUpRequest): boolean {
    return honeypot !== '' || (shownAt !== undefined && !isFairFormTime(keys, shownAt, app.now()))
  }

  function signupOf(request: SignUpRequest, { id, name }: { id: number; name: string }): Signup {
    const { email, locale, ip } = request
    const consentText = messagesFor(closestLanguage(locale)).signUp.consent(name)
    const given = { email, name: request.name, locale, ip }
    return { ...given, newsletterId: id, consentText, consentSource: doubleOptIn, at: app.now() }
  }

  /** The reconciler looks for what no bell has told of. */
  async function enqueue(newsletterId: number): Promise<void> {
    try {
      await app.queues.enqueue(jobs.takeSignups, { newsletterId })
    } catch (error) {
      app.logger.warn({ err: error }, 'the queue did not hear of a sign-up')
    }
  }
}

/** One household has a whole /64 of IPv6 addresses. */
function clientKey(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv6' ? address.toNormalizedString().split(':').slice(0, 4).join(':') : ip
}
