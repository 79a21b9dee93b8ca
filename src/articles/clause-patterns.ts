/** How a language says where a statement comes from, and which words open a clause that can be left off. */
export interface ClausePatterns {
  /** A source before the statement, with what joins them. */
  readonly leading: readonly RegExp[]
  /** A source after the statement, from the comma on to the end. */
  readonly trailing: readonly RegExp[]
  /** The same with the verb first, which looks like the verb of a sentence whose subject has a comma in it. */
  readonly inverted: RegExp
  /** Sources whose word is not dropped, since what they say is an accusation until a court has found it so. */
  readonly accuser: RegExp
  /** The start of a clause that adds to a complete sentence. */
  readonly clause: RegExp
  /** A sentence that starts so is complete only after its next comma. */
  readonly dependent: RegExp
  /** A thing named with its article, as an apposition or a statement about it starts. */
  readonly article: RegExp
}

/** The patterns of a language; null when there are none, then nothing is shortened. */
export function clausePatternsOf(language: string): ClausePatterns | null {
  return patterns.get(language) ?? null
}

const says =
  'said|says|say|wrote|writes|added|adds|announced|argued|argues|claimed|claims|confirmed|explained|noted|notes|recalled|reported|reports|stated|acknowledged|insisted|learned|testified|tweeted|warned|warns'
const day = '(?:(?:on|late|early|last) )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const where = String.raw`(?:on|in|to|at|during|via|earlier|later|this|last|from|of|by|through) [^,"“”]{1,60}`
const noClause = '(?!(?:who|which|whose|and|but|or|as|when|where|while|after|before|that) )'
const speaker = String.raw`(?:[^\s,"“”]+ ){1,10}?`

const english: ClausePatterns = {
  leading: [/^According to [^,"“”]{2,80}, /],
  trailing: [
    /,? according to [^,"“”]{1,100}(?:, (?:an?|the) [^,"“”]{1,80})?\.$/,
    new RegExp(String.raw`, ${noClause}${speaker}(?:${says})(?: (?:${day}|${where}|[^\s,]+))?\.$`),
    new RegExp(String.raw`, ${noClause}${speaker}(?:told|tells) [^,"“”]{1,60}\.$`),
  ],
  inverted: new RegExp(String.raw`, (?:${says}) (?:[A-Z]|an? |the )[^"“”]{1,150}\.$`),
  accuser:
    /\b(?:police|FBI|prosecutors?|sheriff|authorities|(?:law)?suit|complaint|indictment|affidavit|court|attorneys?|lawyers?|investigators?|detectives?)\b/i,
  clause:
    /^(?:which|who|whom|whose|where|as|while|after|before|when|since|because|(?:\w+ly )?(?!during|including|meaning|morning|evening|nothing|something|anything|everything|spring|building)[a-z]{3,}ing)\b/,
  dependent:
    /^(?:after|although|amid|among|as|at|based|because|before|by|despite|during|even|for|from|given|if|in|instead|like|not|on|once|since|though|to|under|unless|unlike|until|when|while|with|\w+ing|asked|faced|told)\b/i,
  article: /^(?:the|an?) /i,
}

const german: ClausePatterns = {
  leading: [],
  trailing: [
    /, (?:so|laut|zufolge) [^,"„“]{2,80}\.$/,
    /, wie [^,"„“]{2,80} (?:mitteilte|mitteilten|sagte|sagten|berichtete|berichten|berichtet|erklärte|bestätigte|schreibt|meldet|meldete)\.$/,
  ],
  inverted: /, (?:sagte|sagten|erklärte|teilte|berichtete|schrieb|betonte) [^"„“]{2,120}\.$/,
  accuser: /(?:polizei|staatsanw|anklage|klage|anwalt|anwält|ermittler|gericht|behörde)/i,
  clause: /^(?:während|wobei|nachdem|weil|wodurch|womit|woraufhin|sodass|da|als|welche[rs]?)\b/,
  dependent:
    /^(?:nachdem|obwohl|weil|wenn|als|während|da|bevor|falls|ob|dass|sobald|solange|um|wer|was|wie|wo)\b/i,
  article: /^(?:der|die|das|eine?) /i,
}

const french: ClausePatterns = {
  leading: [/^(?:Selon|D['’]après) [^,"«»]{2,80}, /],
  trailing: [/, (?:selon|d['’]après) [^,"«»]{2,100}\.$/],
  inverted:
    /, (?:a|ont) (?:déclaré|dit|indiqué|affirmé|annoncé|expliqué|précisé|ajouté|confirmé|estimé|rapporté|assuré|souligné) [^"«»]{2,120}\.$/,
  accuser:
    /(?<!\p{L})(?:police|gendarm|parquet|procureu|avocat|accusation|tribunal|enquêteu|autorités|plainte)/iu,
  clause:
    /^(?:qui|dont|où|tandis qu|alors qu|après|lorsqu|quand|puisqu|parce qu|avant|(?!pendant|durant|avant|devant|cependant|maintenant|enfant)[a-zà-ÿ]{2,}ant)\b/,
  dependent:
    /^(?:après|avant|alors|lorsqu|quand|si|bien qu|comme|puisqu|depuis|malgré|en|dans|selon|à|pour|avec|sans|pendant|parce)/i,
  article: /^(?:l['’]|(?:les?|la|une?) )/i,
}

const spanish: ClausePatterns = {
  leading: [/^Según [^,"«»“”]{2,80}, /],
  trailing: [/, según [^,"«»“”]{2,100}\.$/],
  inverted:
    /, (?:dijo|dijeron|afirmó|informó|señaló|explicó|aseguró|indicó|anunció|declaró|confirmó|añadió|agregó) [^"«»“”]{2,120}\.$/,
  accuser:
    /(?<!\p{L})(?:polic|fiscal|abogad|acusación|tribunal|juzgado|investigador|autoridades|denuncia|demanda)/iu,
  clause:
    /^(?:que|quien|quienes|cuy[oa]s?|donde|mientras|después|cuando|antes|porque|lo que|el cual|la cual|(?!cuando)[a-záéíóúñ]{2,}(?:ando|iendo))\b/,
  dependent:
    /^(?:después|antes|cuando|si|aunque|como|porque|mientras|desde|tras|según|en|a|para|con|sin|durante|por)\b/i,
  article: /^(?:el|la|los|las|una?) /i,
}

const italian: ClausePatterns = {
  leading: [/^Secondo [^,"«»“”]{2,80}, /],
  trailing: [/, secondo [^,"«»“”]{2,100}\.$/],
  inverted:
    /, (?:(?:ha|hanno) (?:detto|dichiarato|spiegato|affermato|annunciato|aggiunto|confermato|riferito|sottolineato)|riferisce|riferiscono|spiega|afferma|riporta) [^"«»“”]{2,120}\.$/,
  accuser:
    /(?<!\p{L})(?:polizia|carabinier|procur|avvocat|accusa|tribunale|inquirent|investigator|autorità|denuncia)/iu,
  clause:
    /^(?:che|cui|dove|mentre|dopo|quando|prima|perché|poiché|il quale|la quale|(?!quando)[a-zà-ù]{2,}(?:ando|endo))\b/,
  dependent:
    /^(?:dopo|prima|quando|se|anche|come|perché|mentre|da|secondo|in|a|per|con|senza|durante|nonostante)\b/i,
  article: /^(?:(?:l|un)['’]|(?:il|lo|la|i|gli|le|una?|uno) )/i,
}

const patterns = new Map([
  ['en', english],
  ['de', german],
  ['fr', french],
  ['es', spanish],
  ['it', italian],
])
