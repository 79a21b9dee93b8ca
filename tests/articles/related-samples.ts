import type { Database } from '../../src/db/database.ts'
import { addArticle, type ArticleTraits } from '../support/builders.ts'

/** An invented article; the first word of its key is its subject. */
export interface Sample {
  readonly key: string
  readonly language: 'en' | 'de'
  readonly site: string
  readonly daysAgo: number
  readonly title: string
  readonly dek: string | null
  readonly body: string
}

export const now = new Date('2026-11-23T00:00:00Z')
export const day = 86_400_000

/** One article a line: its age in days, its site, title, dek and text. */
function subject(name: string, language: 'en' | 'de', lines: string): Sample[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [daysAgo, site = '', title = '', dek = '', body = ''] = line.split(' | ')
      return { key: `${name} ${index + 1}`, language, site, daysAgo: Number(daysAgo), title, dek, body }
    })
}

/** Subjects lie close together on purpose: two of traffic, two of power, two of money, "pitch" and "bank" in two senses. */
export const samples: readonly Sample[] = [
  ...subject(
    'tram',
    'en',
    `
2 | Harbor Post | Night trams return to the river line after two years | The city will run trams until 3 a.m. at weekends. | Night trams will run on the river line again from December, the transit authority said. Drivers had refused the late shifts since the cuts of 2024. Fares stay the same.
9 | Ledger | Tram drivers vote for late shifts in exchange for shorter week | Union members back the deal with the transit authority. | Drivers of the city trams voted by a wide margin for a deal that brings back late shifts. The working week falls to 36 hours.
23 | Hill Courier | Why the river line lost its night trams | Empty carriages and missing drivers ended the service. | Two years ago the transit authority stopped night trams with a one-page notice. Passengers have filled taxis ever since.
41 | Quay Radio | Transit authority orders 30 low-floor trams | The first of the new trams arrive in the spring. | Thirty trams with low floors and wider doors will replace the oldest cars of the fleet. The order is worth 90 million.
70 | Harbor Post | Passengers ask for trams after midnight in survey | Two in three want late service on the river line. | A survey of 4,000 passengers found that two in three would use trams after midnight at weekends.`,
  ),
  ...subject(
    'road',
    'en',
    `
3 | Ledger | Toll for lorries on the coast road doubles in January | Hauliers warn of traffic on village streets. | Lorries will pay twice as much for the coast road from January. Hauliers expect drivers to use village streets instead.
18 | Hill Courier | Villages along the coast road demand a ban on lorries | Mayors say heavy traffic has grown by a third. | Five mayors want heavy lorries off their streets. Traffic on the coast road and beside it has grown by a third since spring.
33 | Quay Radio | Hauliers sue over coast road toll | The trade body calls the charge unlawful. | The association of hauliers has taken the toll on lorries to court. It says the charge for the coast road was set without a hearing.
60 | Harbor Post | Landslide narrows coast road to one lane | Repairs will last until autumn. | Rock and mud came down on the coast road on Sunday. One lane stays open to traffic while repairs go on.`,
  ),
  ...subject(
    'wind',
    'en',
    `
1 | Quay Radio | First turbines of the offshore wind farm feed the grid | Forty turbines stand 20 miles off the coast. | Power from the offshore wind farm reached the grid on Friday. When all turbines turn, they will supply 300,000 homes.
15 | Harbor Post | Fishermen and wind farm settle dispute over cable | The offshore cable moves two miles to the north. | Fishermen dropped their protest against the wind farm after its builder agreed to move the export cable off their grounds.
38 | Ledger | Turbine maker cuts 400 jobs despite full order book | Steel costs eat the profits of wind power. | The maker of turbines for offshore wind farms cuts 400 jobs. Orders are full for two years, but steel has eaten the profit.
80 | Hill Courier | Offshore wind auction draws record bids | Nine builders compete for three sites. | Nine companies bid for the right to build wind farms at three sites off the coast.`,
  ),
  ...subject(
    'nuclear',
    'en',
    `
5 | Hill Courier | Regulator extends life of Stonebridge reactor by ten years | Critics point to cracks in the graphite core. | The reactor at Stonebridge may run until 2038, the nuclear regulator ruled. Engineers must inspect its graphite core every year.
20 | Ledger | Cracks found in core of Stonebridge reactor | The operator says the plant is safe. | Inspectors found new cracks in the graphite core of the Stonebridge reactor. The operator will keep the plant shut for six weeks.
52 | Quay Radio | Nuclear waste: where the fuel of Stonebridge will go | Rods stay in ponds until a store is built. | Spent fuel from the Stonebridge reactor will lie in ponds for 30 years. Nobody has agreed to a store for nuclear waste yet.`,
  ),
  ...subject(
    'rates',
    'en',
    `
4 | Ledger | Central bank holds interest rates as inflation slows | The governor hints at a cut in spring. | The central bank left interest rates at 4.5 per cent. Inflation fell for the third month in a row.
16 | Quay Radio | Inflation falls to lowest level in three years | Food prices drop for the first time since 2023. | Consumer prices rose by 2.1 per cent in a year. Economists now expect the central bank to cut interest rates in spring.
34 | Harbor Post | What lower interest rates would mean for savers | Deposits earn less before mortgages cost less. | If the central bank cuts interest rates, savers will feel it first. Inflation eats the rest.
75 | Hill Courier | Governor of the central bank warns of stubborn inflation | Wages rise faster than prices. | Interest rates will stay high for as long as wages push up inflation, the governor of the central bank told lawmakers.`,
  ),
  ...subject(
    'startup',
    'en',
    `
2 | Quay Radio | Battery start-up Voltrane raises 80 million from carmakers | The money pays for a pilot plant for sodium cells. | Voltrane, a maker of sodium batteries, has raised 80 million from two carmakers. Its pilot plant opens next year.
29 | Ledger | Sodium batteries leave the laboratory | Cheap salt replaces lithium in the cells of Voltrane and its rivals. | Batteries of sodium cost a third less than those of lithium. Voltrane and two rivals are building plants.
55 | Hill Courier | Founder pitch: how Voltrane won over the carmakers | A cell that survived a nail and a winter. | The founders of Voltrane took a battery, a nail and a hammer to each pitch.`,
  ),
  ...subject(
    'football',
    'en',
    `
1 | Harbor Post | Rovers climb to the top after late winner at Ashford | Substitute Okafor scores in stoppage time. | Rovers are top of the league for the first time in 12 years. Okafor, on as a substitute, scored the winner at Ashford in stoppage time.
12 | Ledger | Okafor signs new contract with Rovers | The striker stays until 2030. | Rovers have tied their striker Okafor to the club until 2030. He scored nine goals in the league last season.
26 | Quay Radio | Rovers pitch under water: league match called off | The derby moves to the new year. | Rain left the pitch of Rovers under water. The league match against Ashford was called off an hour before the start.
64 | Hill Courier | New stand for Rovers gets approval | The ground will hold 31,000 supporters. | The council approved a new stand for Rovers. Supporters had waited for it since promotion to the top league.`,
  ),
  ...subject(
    'river',
    'en',
    `
6 | Hill Courier | Otters return to the west bank of the Lenn | Cameras record a family of four. | Otters live on the Lenn again, 60 years after the last were seen. Cameras on the west bank recorded a pair and two cubs.
31 | Harbor Post | Cleaner water brings salmon back to the Lenn | Anglers count 200 fish at the weir. | Salmon have passed the weir of the Lenn for the first time since mills closed. Otters and herons follow them.
58 | Quay Radio | Volunteers clear 12 tonnes of rubbish from the Lenn | Bicycles, tyres and a piano came out of the water. | In two days 300 volunteers took 12 tonnes of rubbish from both banks of the Lenn.`,
  ),
  ...subject(
    'heizung',
    'de',
    `
2 | Marktblatt | Förderung für Wärmepumpen bleibt bis 2028 | Der Bundestag verlängert den Zuschuss für Hausbesitzer. | Wer eine Wärmepumpe einbaut, bekommt bis 2028 einen Zuschuss. Der Bundestag stimmte der Verlängerung der Förderung am Freitag zu.
19 | Talkurier | Handwerker warnen vor Stau bei Wärmepumpen | Wartezeiten für den Einbau steigen auf neun Monate. | Hausbesitzer warten bis zu neun Monate auf eine Wärmepumpe. Den Betrieben fehlen Fachleute für den Einbau.
44 | Stadtfunk | Was eine Wärmepumpe im Altbau kostet | Drei Hausbesitzer legen ihre Rechnungen offen. | Eine Wärmepumpe im Altbau kostet zwischen 18.000 und 35.000 Euro. Der Zuschuss deckt bei vielen ein Drittel.
68 | Uferzeitung | Streit um Zuschuss für neue Heizungen | Die Länder wollen die Förderung deckeln. | Die Länder wollen den Zuschuss für Wärmepumpen deckeln. Der Bund hält an der Förderung fest.`,
  ),
  ...subject(
    'miete',
    'de',
    `
3 | Stadtfunk | Mieten in Großstädten steigen langsamer | Der neue Mietspiegel zeigt ein Plus von zwei Prozent. | Die Mieten stiegen in den Großstädten im letzten Jahr um zwei Prozent. Im Vorjahr waren es fünf.
21 | Uferzeitung | Neuer Mietspiegel: Was Mieter jetzt prüfen sollten | Viele Mieten liegen über dem erlaubten Wert. | Der Mietspiegel gilt ab Januar. Mieter können zu hohe Mieten rügen und Geld zurückverlangen.
47 | Talkurier | Mieter ziehen gegen Wohnkonzern vor Gericht | Es geht um Heizkosten und zu hohe Mieten. | Rund 300 Mieter klagen gegen einen Wohnkonzern. Sie halten ihre Mieten für zu hoch.`,
  ),
  ...subject(
    'fussball',
    'de',
    `
1 | Talkurier | Bundesliga: Elbstadt gewinnt das Derby in letzter Minute | Torwart Brandt hält zwei Elfmeter. | Elbstadt hat das Derby der Bundesliga mit 2:1 gewonnen. Torwart Brandt hielt zwei Elfmeter.
25 | Marktblatt | Torwart Brandt verlängert in Elbstadt | Der Vertrag läuft bis 2029. | Brandt bleibt in Elbstadt. Der Torwart hat in dieser Saison der Bundesliga vier Elfmeter gehalten.
50 | Stadtfunk | Elbstadt stellt Trainer frei | Fünf Niederlagen in Folge kosten ihn das Amt. | Nach fünf Niederlagen in der Bundesliga trennt sich Elbstadt vom Trainer.`,
  ),
]

export function subjectOf(key: string): string {
  return key.split(' ')[0] ?? ''
}

export function traitsOf(sample: Sample): ArticleTraits {
  return {
    key: sample.key,
    at: new Date(now.getTime() - sample.daysAgo * day),
    language: sample.language,
    site_name: sample.site,
    title: sample.title,
    dek: sample.dek,
    body_text: sample.body,
    word_count: sample.body.split(/\s+/).length,
  }
}

/** Adds samples and returns their ids by key. */
export async function addSamples(
  db: Database,
  newsletterId: number,
  given: readonly Sample[] = samples,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const sample of given) ids.set(sample.key, await addArticle(db, newsletterId, traitsOf(sample)))
  return ids
}
