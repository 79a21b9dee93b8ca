import type { FastifyRequest } from 'fastify'
import { acceptedLanguage, closestLanguage, type Language } from '../language.ts'
import type { Site } from './site.ts'

/** How a page is made for whoever asked: where the site lives, and in which language it speaks. */
export interface View {
  readonly site: Site
  readonly language: Language
}

/** The language of the reader or newsletter that a link belongs to; else what the browser asks for; else English. */
export function languageFor(request: FastifyRequest, locale?: string | null): Language {
  if (locale) return closestLanguage(locale)
  return acceptedLanguage(request.headers['accept-language'] ?? '') ?? 'en'
}
