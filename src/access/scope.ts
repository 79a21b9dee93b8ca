/** What a token may be allowed to do. */
export const scopes = [
  'articles:write',
  'issues:read',
  'issues:send',
  'subscribers:read',
  'subscribers:write',
] as const

export type Scope = (typeof scopes)[number]

export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text)
}
