/** How sure a label is: a strong one names key points and nothing else, a weak one often names other things. */
export type LabelStrength = 'strong' | 'weak'

const strongLabels = [
  /^(?:the |our |some )?(?:(?:key|main|big) points?|(?:key|main|top|big) (?:takeaways?|take-aways?|findings?|highlights?|facts))(?: (?:of|from|in) (?:this|the) (?:article|story|report|post|study))?(?: at a glance)?$/,
  /^(?:takeaways|tl;? ?dr|(?:the )?(?:story|article) highlights|(?:the )?story at a glance|at a glance|what (?:you need )?to know|what you need to know(?: about .{2,40})?|need to know|the gist|in a nutshell)$/,
  /^(?:das )?wichtigste(?: (?:in kürze|auf einen blick|im überblick|zusammengefasst|vorab|zum thema|in kurzform))?$/,
  /^(?:auf einen blick|kurz gefasst|kurz und knapp|kurz & knapp|in kürze|(?:die )?(?:kernpunkte|kernaussagen|wichtigsten (?:punkte|erkenntnisse|fakten))(?: auf einen blick| im überblick)?)$/,
  /^(?:l'essentiel(?: de l'article| à retenir)?|en bref|(?:ce qu'il faut|à) (?:retenir|savoir)|(?:les )?points (?:clés|essentiels|à retenir)|(?:les )?(?:principaux points|clés de l'article))$/,
  /^(?:lo (?:esencial|más importante|que (?:debes|hay que) saber)|(?:los )?puntos (?:clave|principales)|(?:las )?claves(?: del? .{2,40})?|en pocas palabras)$/,
  /^(?:in breve|(?:i )?punti (?:chiave|principali|salienti)|l'essenziale|in sintesi|cosa (?:c'è da )?sapere)$/,
]

const weakLabels =
  /^(?:highlights|summary|in brief|in short|quick (?:summary|take|read)|(?:the )?takeaway|(?:kurz)?zusammenfassung|überblick|résumé|resumen|en resumen|riassunto|sommario)$/

const relatedLabels = [
  /^(?:(?:you )?(?:may|might) also (?:like|enjoy|be interested in)|(?:read|up|see|watch) next|what to read next|keep reading|further reading|continue reading|don't miss|see also|also read|read also|read more)$/,
  /^(?:more )?(?:related|recommended|similar|suggested) ?(?:articles?|stories|story|posts?|news|content|reading|links|coverage|topics|items|for you)?$/,
  /^more (?:stories|articles|news|reading|posts|coverage|like this|on this(?: topic| story)?|for you)$/,
  /^more (?:on|about|from|in) \S.{0,40}$/,
  /^(?:mehr zum thema|mehr (?:dazu|zu diesem thema|artikel|lesen)|lesen sie (?:auch|mehr|weiter)|auch interessant|das könnte (?:sie|dich) auch interessieren|weiterlesen|(?:ähnliche|verwandte|weitere|passende) (?:artikel|beiträge|themen|meldungen|nachrichten))$/,
  /^(?:à lire (?:aussi|également|ensuite)|lire aussi|voir aussi|sur le même (?:sujet|thème)|(?:articles?|sujets) (?:liés?|similaires|associés|connexes|recommandés)|vous aimerez aussi|pour aller plus loin)$/,
  /^(?:(?:artículos|noticias|contenidos?|temas) relacionad[oa]s?|te puede interesar|(?:también )?te (?:puede|podría) interesar|le puede interesar|lee también|ver también|más sobre .{2,40}|relacionado|más noticias)$/,
  /^(?:(?:articoli|notizie|contenuti|post) (?:correlati|simili|consigliati)|leggi anche|(?:ti )?potrebbe(?:ro)? (?:anche )?interessar(?:ti|e)|potrebbe interessarti(?: anche)?|vedi anche|per approfondire|correlati)$/,
]

export const keyPointNames =
  /(?:^|[\s_])(?:[\w-]*-)?(?:key-?points?|key-?takeaways?|takeaways?-?(?:list|box)|tl-?dr|story-?highlights|article-?highlights|at-?a-?glance|key-?findings|points-?cles|puntos-?clave|punti-?chiave|das-?wichtigste)(?=$|[\s_-])/

export const relatedNames =
  /(?:^|[\s_])(?:[\w-]*-)?(?:related-?(?:articles?|stories|posts?|news|content|links|list|reading)|read-?next|more-?stories|you-?may-?also-?like)(?=$|[\s_-])/

/** A label in the form it is compared in: lower case, plain apostrophes, no marks around it. */
function plainLabel(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}

/** Whether a text is a label of key points (en, de, fr, es, it), and how sure that is. */
export function keyPointLabel(text: string): LabelStrength | null {
  const label = plainLabel(text)
  if (strongLabels.some((pattern) => pattern.test(label))) return 'strong'
  return weakLabels.test(label) ? 'weak' : null
}

export function isTldr(text: string): boolean {
  return /^tl;? ?dr$/.test(plainLabel(text))
}

export function isRelatedLabel(text: string): boolean {
  const label = plainLabel(text)
  return relatedLabels.some((pattern) => pattern.test(label))
}
