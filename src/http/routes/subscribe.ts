import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { nameFaults } from '../../articles/name-faults.ts'
import { closestLanguage, type Language } from '../../language.ts'
import { sendProblem } from '../api-problem.ts'
import { embedCsp } from '../headers.ts'
import { messagesFor } from '../messages/messages-for.ts'
import { EmbedPage } from '../pages/front-page.tsx'
import { MessagePage } from '../pages/message-page.tsx'
import type { SignUpRequest } from '../reader-needs.ts'
import { languageFor } from '../view.ts'
import type { RouteContext } from './context.ts'
import { field } from './form-fields.ts'
import { sendPersonal } from './send-personal.ts'

const bodyLimitBytes = 16 * 1024
/** Longer than any address, so that what is cut off was none. */
const longestAddress = 400
const longestName = 200

const form = z.object({
  email: field(longestAddress),
  name: field(longestName),
  locale: field(35),
  website: field(longestName),
  shown_at: field(80),
})

const json = z.strictObject({
  email: z.string('must be a text with the address'),
  name: z.string().optional(),
  locale: z.string().optional(),
  website: z.string().optional(),
  shown_at: z.string().optional(),
})

/**
 * `POST /subscribe` as a form or as JSON: 202 with the same answer for every address, known, unknown, suppressed or
 * broken. `GET /subscribe/embed` is the form for a frame of another site.
 */
export async function subscribeRoutes(server: FastifyInstance, { needs, site }: RouteContext): Promise<void> {
  await server.register(formbody, { bodyLimit: bodyLimitBytes })

  server.get('/embed', async (request, reply) => {
    const signUpForm = await needs.findSignUpForm()
    void reply.header('content-security-policy', embedCsp)
    return sendPersonal(reply, EmbedPage({ site, language: languageFor(request), form: signUpForm }))
  })

  server.post('/', { bodyLimit: bodyLimitBytes }, async (request, reply) => {
    const isJson = request.headers['content-type']?.includes('json') ?? false
    if (isJson) {
      const body = json.safeParse(request.body)
      if (!body.success) return refuse(reply, body.error)
    }
    const fields = form.parse(request.body ?? {})
    const language = fields.locale === '' ? languageFor(request) : closestLanguage(fields.locale)
    await needs.signUp(signUpRequest(request, { fields, language }))
    void reply.code(202)
    const { received } = messagesFor(language).signUp
    if (isJson) return reply.send({ status: 'accepted', message: received.text })
    return sendPersonal(reply, MessagePage({ site, language, words: received }))
  })
}

interface Sent {
  readonly fields: z.infer<typeof form>
  readonly language: Language
}

function signUpRequest(request: FastifyRequest, { fields, language }: Sent): SignUpRequest {
  return {
    email: fields.email,
    name: fields.name === '' ? null : fields.name,
    locale: language,
    ip: request.ip,
    honeypot: fields.website,
    shownAt: fields.shown_at === '' ? undefined : fields.shown_at,
  }
}

async function refuse(reply: FastifyReply, error: z.ZodError): Promise<FastifyReply> {
  const issues = error.issues.map((issue) => ({
    path: issue.path.map(String),
    message: issue.message,
    keys: 'keys' in issue ? issue.keys : undefined,
  }))
  const errors = nameFaults(issues)
  const names = errors.map(({ field: name }) => name).join(', ')
  const detail = `This sign-up cannot be read: see ${names}. Send {"email": "name@example.com"}.`
  await sendProblem(reply, { status: 400, detail, more: { errors } })
  return reply
}
