import type { FastifyReply } from 'fastify'
import type { VNode } from 'preact'
import { AppError } from '../../errors.ts'
import { renderPage } from '../pages/render-page.ts'

/** A route whose address holds the token of a reader. */
export interface TokenRoute {
  Params: { token: string }
}

/** What a token leads to; every token that leads nowhere gets the same answer, whatever is wrong with it. */
export function known<Found>(found: Found | undefined): Found {
  if (found !== undefined) return found
  throw new AppError('not_found', 'This link is not valid; use the one of a newer letter.')
}

/** Sends a page that is one reader's own. */
export function sendPersonal(reply: FastifyReply, page: VNode): FastifyReply {
  return reply.header('x-robots-tag', 'noindex').type('text/html; charset=utf-8').send(renderPage(page))
}
