import { addComputedPoints } from './add-computed-points.ts'
import type { ArticleRow } from './articles.repository.ts'
import { fingerprintBody } from './fingerprint-body.ts'

type UnreadArticle = Pick<ArticleRow, 'body_text' | 'language' | 'access' | 'key_points'>

/** What the body in a feed gives an article whose page stays unread: its fingerprint, and computed key points. */
export function unreadColumns({ body_text: text, language, access, key_points }: UnreadArticle) {
  return {
    ...fingerprintBody(text),
    key_points: JSON.stringify(addComputedPoints(key_points, { text, language, access })),
  }
}
