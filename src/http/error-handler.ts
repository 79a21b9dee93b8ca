import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../language.ts'
import type { Logger } from '../log.ts'
import { pageCsp } from './headers.ts'
import { ErrorPage } from './pages/error-page.tsx'
import { renderPage } from './pages/render-page.ts'
import { problemOf, type Audience, type Problem } from './problem.ts'
import type { Site } from './site.ts'
import { languageFor } from './view.ts'

const retryAfterSeconds = 60

type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * Answers every error: a page for people, `application/problem+json` (RFC 9457) for programs. What went wrong
 * on our side is logged under the request id, which is all that the answer tells of it.
 */
export function createErrorHandler(site: Site, logger: Logger): ErrorHandler {
  // A link that leads nowhere has one page in each language, and programs that guess ask for it in great numbers.
  const notFoundPages = new Map<string, string>()
  const pageOf = (language: Language, problem: Problem, requestId: string | undefined): string => {
    const key = `${language} ${site.name()}`
    const known = problem.status === 404 ? notFoundPages.get(key) : undefined
    if (known !== undefined) return known
    const page = renderPage(ErrorPage({ site, language, problem, requestId }))
    if (problem.status === 404) notFoundPages.set(key, page)
    return page
  }
  return async (error, request, reply) => {
    const audience = audienceOf(request)
    const language = audience === 'program' ? 'en' : languageFor(request)
    const problem = problemOf(error, audience, language)
    const ours = problem.status >= 500
    if (ours) logger.error({ requestId: request.id, err: error }, 'request failed')
    if (problem.status === 503) reply.header('retry-after', retryAfterSeconds)
    // A route may have relaxed these before it failed.
    reply.code(problem.status).headers({ 'content-security-policy': pageCsp(), 'cache-control': 'no-store' })
    if (audience === 'program') {
      const body = { type: 'about:blank', ...problem, ...(ours && { requestId: request.id }) }
      await reply.type('application/problem+json').send(JSON.stringify(body))
      return
    }
    const page = pageOf(language, problem, ours ? request.id : undefined)
    await reply.type('text/html; charset=utf-8').send(page)
  }
}

function audienceOf(request: FastifyRequest): Audience {
  const accept = request.headers.accept ?? ''
  const isApi = /^\/api(?:[/?]|$)/.test(request.url)
  const asksForJson = /\bapplication\/(?:[\w.]+\+)?json\b/.test(accept) && !accept.includes('text/html')
  return isApi || asksForJson ? 'program' : 'person'
}
