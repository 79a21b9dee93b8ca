/** An article of a made-up site in one language, with points that its publisher could have written. */
export interface ListStory {
  readonly language: string
  readonly title: string
  readonly dek: string
  readonly paragraphs: readonly string[]
  readonly points: readonly string[]
}

/** Where a block may stand on a page; `top`, `middle` and `end` are parts of the article. */
export interface ListBlocks {
  readonly above?: string
  readonly top?: string
  readonly middle?: string
  readonly end?: string
  readonly beside?: string
  readonly below?: string
}

/** How a page is built around its article. */
export type ListShell = 'semantic' | 'boxes' | 'bare'

export const listUrl = 'https://quay.example/stories/bridge'

export function listPage(story: ListStory, blocks: ListBlocks, shell: ListShell = 'semantic'): string {
  const head = `<meta charset="utf-8"><title>${story.title} | The Quay</title>`
  return `<!doctype html><html lang="${story.language}"><head>${head}</head><body>${shells[shell](story, blocks)}</body></html>`
}

type Shell = (story: ListStory, blocks: ListBlocks) => string

const menu = '<ul><li><a href="/town">Town</a></li><li><a href="/harbor">Harbor</a></li></ul>'

const shells: Record<ListShell, Shell> = {
  semantic: (story, { above = '', top = '', middle = '', end = '', beside = '', below = '' }) => `
    <header class="site-header"><a href="/">The Quay</a><nav>${menu}</nav></header>${above}
    <main><article><header><h1>${story.title}</h1><p class="dek">${story.dek}</p>
    <p class="byline">By Mara Lind</p></header>${top}${bodyOf(story, middle)}${end}</article>${beside}</main>
    ${below}<footer><p>Published by The Quay</p></footer>`,
  boxes: (story, { above = '', top = '', middle = '', end = '', beside = '', below = '' }) => `
    <div id="page"><div class="masthead"><a href="/">The Quay</a><div class="menu">${menu}</div></div>${above}
    <div class="columns"><div class="story"><h1>${story.title}</h1><div class="intro">${story.dek}</div>${top}
    <div class="text">${bodyOf(story, middle)}</div>${end}</div><div class="rail">${beside}</div></div>
    ${below}<div class="footer">Published by The Quay</div></div>`,
  bare: (story, { above = '', top = '', middle = '', end = '', beside = '', below = '' }) =>
    `${above}<h1>${story.title}</h1>${top}${bodyOf(story, middle)}${end}${beside}${below}`,
}

function bodyOf({ paragraphs }: ListStory, middle: string): string {
  const half = Math.ceil(paragraphs.length / 2)
  const written = paragraphs.map((text) => `<p>${text}</p>`)
  return [...written.slice(0, half), middle, ...written.slice(half)].join('\n')
}

/** The elements of a list, each with the same tag around its text. */
export function each(texts: readonly string[], before: string, after = ''): string {
  return texts.map((text) => `${before}${text}${after}`).join('\n')
}

export function ul(texts: readonly string[]): string {
  return `<ul>${each(texts, '<li>', '</li>')}</ul>`
}

/** A list of headlines that lead to other stories. */
export function linkList(texts: readonly string[], tag = 'li'): string {
  return `<ul>${texts.map((text, n) => `<${tag}><a href="/stories/${n}">${text}</a></${tag}>`).join('')}</ul>`
}

export const english: ListStory = {
  language: 'en',
  title: 'The Swing Bridge Opens Again After Nine Years',
  dek: 'A crossing that the town had given up on carries carts, trams and a great many bicycles.',
  paragraphs: [
    'The swing bridge turned for the first time in nine years on Thursday morning, watched by some four hundred people who had come with folding chairs and flasks of tea. It took eleven minutes, twice as long as in the drawings, and nobody on the quay seemed to mind the wait.',
    'The iron had been examined in the autumn by a company that usually looks after lighthouses. Its report found that the bearings were sound and that the only part beyond repair was the small cabin in which the keeper used to boil his kettle.',
    'The council paid for the works out of a fund that had been meant for a second car park. A vote in March went nine to eight, and the mayor has said more than once that she would not care to hold that vote again.',
    'Ferries will go on crossing at night until the lamps on the eastern arm are wired. The harbor office expects the last of them to tie up before the end of May, when the summer timetable begins.',
    'Shopkeepers on the far bank report a busy week. One baker sold out before nine on three days in a row and has asked her nephew to leave his studies for as long as the crowds last.',
  ],
  points: [
    'The bridge turned for the first time in nine years.',
    'Its bearings are sound, an inspection in the autumn found.',
    'The council paid with money meant for a car park.',
    'Night ferries run until the end of May.',
    'Shops on the far bank report a busy week.',
    'The keeper’s cabin could not be saved.',
    'A vote of nine to eight settled the matter in March.',
    'One turn takes eleven minutes at present.',
    'Lamps on the eastern arm are still to be wired.',
    'Four hundred people came to watch the first turn.',
  ],
}

const german: ListStory = {
  language: 'de',
  title: 'Das Freibad bleibt auch im Winter offen',
  dek: 'Die Stadt heizt das Becken mit der Abwärme einer Bäckerei.',
  paragraphs: [
    'Das Freibad am Nordufer bleibt in diesem Winter zum ersten Mal geöffnet. Das Wasser kommt mit vierundzwanzig Grad aus den Leitungen, weil eine Großbäckerei ihre Abwärme abgibt, die bisher über zwei Schornsteine in den Himmel zog.',
    'Die Bademeisterin hat dafür eine neue Halle aus Zeltstoff bekommen, in der sich die Gäste umziehen. An den ersten drei Tagen kamen so viele Leute, dass die Handtücher ausgingen und der Kiosk seine Suppe zweimal strecken musste.',
    'Der Versuch kostet die Stadt nach eigenen Angaben weniger als ein gewöhnlicher Sommer. Das Geld stammt aus einem Fonds für Klimaschutz, den der Rat vor zwei Jahren mit großer Mehrheit beschlossen hatte.',
    'Im Frühjahr wollen die Stadtwerke abrechnen. Geht die Rechnung auf, soll im nächsten Jahr auch das Becken am Südufer eine Leitung bekommen, und die Bäckerei müsste einen weiteren Ofen anschließen.',
  ],
  points: [
    'Das Freibad am Nordufer öffnet erstmals im Winter.',
    'Eine Bäckerei liefert die Wärme für das Becken.',
    'Der Versuch kostet weniger als ein gewöhnlicher Sommer.',
    'Im Frühjahr entscheidet der Rat über ein zweites Becken.',
  ],
}

const french: ListStory = {
  language: 'fr',
  title: 'La gare rouverte attire les voyageurs',
  dek: 'Trois trains par jour suffisent à changer la vie du bourg.',
  paragraphs: [
    'La petite gare a rouvert ses portes lundi après vingt ans de silence, et les voyageurs sont venus plus nombreux que prévu. Le chef de gare, qui tient aussi le café, a dû ajouter des chaises sur le quai dès le deuxième jour.',
    'La région a payé la réfection des voies, la commune celle de la salle d’attente. Les habitants ont repeint eux-mêmes les volets pendant les vacances, avec une couleur choisie par un vote qui a duré trois semaines entières.',
    'Trois trains circulent chaque jour dans les deux sens. Le premier permet d’arriver en ville avant huit heures, ce qui n’était plus possible sans voiture depuis la fermeture de la ligne.',
    'Un bilan sera dressé à la fin de l’été. Si la fréquentation se maintient, un quatrième train partira le soir, après la fermeture des bureaux et des magasins de la ville voisine.',
  ],
  points: [
    'La gare rouvre après vingt ans de silence.',
    'Trois trains par jour relient le bourg à la ville.',
    'La région a payé la réfection des voies.',
    'Un bilan sera dressé à la fin de l’été.',
  ],
}

const spanish: ListStory = {
  language: 'es',
  title: 'El mercado vuelve a la plaza vieja',
  dek: 'Los puestos regresan tras doce años bajo una carpa.',
  paragraphs: [
    'El mercado volvió el sábado a la plaza vieja, doce años después de que las obras lo llevaran bajo una carpa junto al río. Los vendedores llegaron antes del amanecer y encontraron sus nombres pintados en el suelo con tiza amarilla.',
    'El ayuntamiento ha instalado agua y luz en cada puesto y ha prohibido los camiones desde las ocho de la mañana. Los vecinos pidieron además bancos a la sombra, que llegarán con los árboles en el mes de noviembre.',
    'La carpa del río será una pista de patinaje durante el invierno. Los comerciantes que prefieran quedarse allí podrán hacerlo por la mitad del alquiler, según el acuerdo firmado en septiembre.',
    'Las ventas del primer día superaron las de todo el mes pasado. Una pescadera contó que había vendido la última merluza a las diez y que después solo le quedaba conversar con la gente.',
  ],
  points: [
    'El mercado vuelve a la plaza tras doce años.',
    'Cada puesto tiene ahora agua y luz.',
    'Los camiones quedan prohibidos desde las ocho.',
    'La carpa del río será una pista de patinaje.',
  ],
}

const italian: ListStory = {
  language: 'it',
  title: 'Il faro riapre con una biblioteca',
  dek: 'Nella torre sul molo si leggono libri e si guarda il mare.',
  paragraphs: [
    'Il faro sul molo ha riaperto domenica con una biblioteca di duemila volumi al posto della vecchia officina. Le scale sono ancora quelle di un tempo, strette e ripide, e chi sale deve lasciare la borsa in un armadio vicino alla porta.',
    'I libri sono stati donati dalle famiglie del porto, che li hanno portati in barca durante una sola mattina. Molti contengono ancora biglietti, fotografie e liste della spesa che i bibliotecari hanno deciso di non togliere.',
    'Il comune ha speso meno del previsto perché i muratori in pensione hanno lavorato gratis. La lampada resta accesa ogni notte, anche se da anni nessuna nave ne ha davvero bisogno per trovare la rotta.',
    'In primavera arriverà una stanza per i bambini al secondo piano. Per ora i più piccoli possono salire soltanto il sabato, accompagnati da un adulto e con le scarpe di gomma.',
  ],
  points: [
    'Il faro ospita ora una biblioteca di duemila volumi.',
    'I libri sono un dono delle famiglie del porto.',
    'La lampada resta accesa ogni notte.',
    'In primavera arriverà una stanza per i bambini.',
  ],
}

export const stories = { en: english, de: german, fr: french, es: spanish, it: italian }
