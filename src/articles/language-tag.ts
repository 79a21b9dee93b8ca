/** The first of some texts that is a language tag, in the form of BCP 47 (`en_us` becomes `en-US`). */
export function firstLanguage(candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    const tag = candidate
      ?.trim()
      .replaceAll('_', '-')
      .split(/[,;.\s]/)[0]
    if (tag && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)) return canonicalTag(tag)
  }
  return null
}

function canonicalTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    return tag
  }
}
