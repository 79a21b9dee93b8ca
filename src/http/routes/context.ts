import type { HttpNeeds } from '../needs.ts'
import type { Site } from '../site.ts'

/** What the routes are handed: the rest of Recap, and where the site lives. */
export interface RouteContext {
  readonly needs: HttpNeeds
  readonly site: Site
}
