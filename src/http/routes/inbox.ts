import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { findInboxMail, listInbox, type InboxMail } from '../../mail/read-inbox.ts'
import { pageCsp } from '../headers.ts'
import { isLocalRequest } from '../local-request.ts'
import { InboxMailPage } from '../pages/inbox-mail-page.tsx'
import { InboxPage } from '../pages/inbox-page.tsx'
import { renderPage } from '../pages/render-page.ts'
import type { Site } from '../site.ts'

interface MailRoute {
  Params: { id: string }
}

interface InboxContext {
  readonly site: Site
  readonly folder: string
}

/** A captured letter shows its styles and pictures; its links open in a window of their own, and nothing runs. */
const capturedCsp =
  'sandbox allow-popups allow-popups-to-escape-sandbox; ' +
  "default-src 'none'; style-src 'unsafe-inline'; img-src * data:; frame-ancestors 'self'"

/** The captured mail, for whoever sits at this machine; everyone else is told that there is no such page. */
export async function inboxRoutes(server: FastifyInstance, { site, folder }: InboxContext): Promise<void> {
  server.addHook('onRequest', async (request) => {
    if (!isLocalRequest(request)) throw noMail()
  })

  server.get('/', async (_request, reply) => {
    return sendHtml(reply, renderPage(InboxPage({ site, list: await listInbox(folder) })))
  })

  server.get<MailRoute>('/:id', async (request, reply) => {
    const mail = await requireMail(folder, request)
    reply.header('content-security-policy', pageCsp("frame-src 'self'"))
    return sendHtml(reply, renderPage(InboxMailPage({ site, mail, part: mail.html ? 'html' : 'text' })))
  })

  server.get<MailRoute>('/:id/text', async (request, reply) => {
    const mail = await requireMail(folder, request)
    return sendHtml(reply, renderPage(InboxMailPage({ site, mail, part: 'text' })))
  })

  server.get<MailRoute>('/:id/html', async (request, reply) => {
    const { html = '' } = await requireMail(folder, request)
    reply.header('content-security-policy', capturedCsp)
    return sendHtml(reply, openLinksOutside(html))
  })

  server.get<MailRoute>('/:id/source', async (request, reply) => {
    const { source } = await requireMail(folder, request)
    return reply.type('text/plain; charset=utf-8').send(source)
  })
}

async function requireMail(folder: string, request: FastifyRequest<MailRoute>): Promise<InboxMail> {
  const mail = await findInboxMail(folder, request.params.id)
  if (!mail) throw noMail()
  return mail
}

function noMail(): AppError {
  return new AppError('not_found', 'There is no such mail in the inbox; /inbox lists the newest.')
}

/** Our pages refuse to be shown inside a frame, so a link of the letter must leave the one it is in. */
function openLinksOutside(html: string): string {
  const base = '<base target="_blank">'
  return /<head[\s>]/i.test(html) ? html.replace(/<head(?:\s[^>]*)?>/i, (head) => head + base) : base + html
}

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html)
}
