/** A date as written: an instant, or a calendar day, which is given as its noon in UTC. */
export interface DateRead {
  readonly at: Date
  readonly precision: 'instant' | 'day'
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly time?: string | undefined
  readonly zone?: string | undefined
}

/** Fixed offsets in minutes of the zone names of RFC 822, RFC 2822 §4.3 and their neighbours in feeds. */
const zones: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  mez: 60,
  cest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
  jst: 540,
  kst: 540,
  ist: 330,
  aest: 600,
  aedt: 660,
  acst: 570,
  awst: 480,
  nzst: 720,
  nzdt: 780,
}

/** First letters of the months in English, German, French, Spanish and Italian; longer forms before shorter ones. */
const months: readonly [RegExp, number][] = [
  [/^(?:jan|jän|ene|gen|janv)/, 1],
  [/^(?:feb|fév|fev)/, 2],
  [/^(?:mar|mär|mrz|maerz)/, 3],
  [/^(?:apr|avr|abr)/, 4],
  [/^(?:may|mai|mag)/, 5],
  [/^(?:jun|juin|giu)/, 6],
  [/^(?:jul|juil|lug)/, 7],
  [/^(?:aug|aoû|aou|ago)/, 8],
  [/^sep|^set/, 9],
  [/^(?:oct|okt|ott)/, 10],
  [/^(?:nov)/, 11],
  [/^(?:dec|dez|déc|dic)/, 12],
]

const clock = String.raw`(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?:\s*([ap]\.?m\.?))?(?:\s*uhr)?`
const offset = String.raw`(z|[+-]\d{1,2}:?(?:\d{2})?|[a-z]{1,5}(?:[+-]\d{1,2}:?\d{2})?)`
const isoPattern = new RegExp(
  String.raw`^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:(?:t|\s+)${clock}(?:\s*${offset})?)?$`,
)
/** ISO 8601 basic format, `20260309T070000`. */
const basicTime = /^(\d{8})t(\d{2})(\d{2})(\d{2})/
const dayFirst = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(?:the\s+)?(\d{1,2})(?:st|nd|rd|th|er|º)?\.?[\s-]+(?:de\s+)?(\p{L}{3,})\.?,?[\s-]+(?:de\s+)?(\d{2,4})(?:,?\s+(?:at\s+|um\s+|à\s+)?${clock}(?:\s*\(?${offset}\)?)?)?(?:\s*\(.*\))?$`,
  'u',
)
const monthFirst = new RegExp(
  String.raw`^(?:\p{L}+\.?,?\s+)?(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?${clock}(?:\s*\(?${offset}\)?)?)?$`,
  'u',
)
const asctime = new RegExp(
  String.raw`^\p{L}{3},?\s+(\p{L}{3})\s+(\d{1,2})\s+${clock}(?:\s+${offset})?\s+(\d{4})$`,
  'u',
)

/**
 * Reads RFC 822 and 2822, ISO 8601, asctime and dates in words (en, de, fr, es, it). A time without a zone is UTC,
 * never the zone of this machine; with a zone nobody knows only the day counts. What cannot be read is null.
 */
export function readDate(text: string): DateRead | null {
  const line = text
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(basicTime, '$1t$2:$3:$4')
  if (line.length < 4 || line.length > 80) return null
  const parts = readIso(line) ?? readDayFirst(line) ?? readMonthFirst(line) ?? readAsctime(line)
  return parts === null ? null : instantOf(parts)
}

function readIso(line: string): Parts | null {
  const match = isoPattern.exec(line)
  if (!match) return null
  const [, year, month, day, time, half, zone] = match
  return {
    year: Number(year),
    month: Number(month ?? 1),
    day: Number(day ?? 1),
    time: join(time, half),
    zone,
  }
}

function readDayFirst(line: string): Parts | null {
  const match = dayFirst.exec(line)
  if (!match) return null
  const [, day, month = '', year = '', time, half, zone] = match
  return { year: fullYear(year), month: monthOf(month), day: Number(day), time: join(time, half), zone }
}

function readMonthFirst(line: string): Parts | null {
  const match = monthFirst.exec(line)
  if (!match) return null
  const [, month = '', day, year, time, half, zone] = match
  return { year: Number(year), month: monthOf(month), day: Number(day), time: join(time, half), zone }
}

function readAsctime(line: string): Parts | null {
  const match = asctime.exec(line)
  if (!match) return null
  const [, month = '', day, time, half, zone, year] = match
  return { year: Number(year), month: monthOf(month), day: Number(day), time: join(time, half), zone }
}

function join(time: string | undefined, half: string | undefined): string | undefined {
  return time && half ? `${time} ${half}` : time
}

/** RFC 2822 §4.3: 00 to 49 are of this century, 50 to 99 and three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length >= 4) return year
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function monthOf(word: string): number {
  return months.find(([pattern]) => pattern.test(word))?.[1] ?? 0
}

function instantOf({ year, month, day, time, zone }: Parts): DateRead | null {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > lastDay) return null
  if (time === undefined) return { at: new Date(Date.UTC(year, month - 1, day, 12)), precision: 'day' }
  const milliseconds = timeOfDay(time)
  const minutes = offsetOf(zone)
  if (milliseconds === null) return null
  if (minutes === null) return { at: new Date(Date.UTC(year, month - 1, day, 12)), precision: 'day' }
  return {
    at: new Date(Date.UTC(year, month - 1, day) + milliseconds - minutes * 60_000),
    precision: 'instant',
  }
}

function timeOfDay(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?(?: ([ap]))?/.exec(text)
  if (!match) return null
  const written = Number(match[1])
  const hour = match[4] ? (written % 12) + (match[4] === 'p' ? 12 : 0) : written
  const minute = Number(match[2])
  const second = Number((match[3] ?? '0').replace(',', '.'))
  if (hour > 24 || minute > 59 || second >= 61 || (hour === 24 && minute + second > 0)) return null
  return Math.floor(((hour * 60 + minute) * 60 + second) * 1000)
}

/** Minutes east of UTC; an unknown name is null, military letters but Z count as UTC (RFC 2822 §4.3). */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return 0
  const numeric = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (!numeric) return zones[zone] ?? (zone.length === 1 ? 0 : null)
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)
  return minutes > 14 * 60 ? null : numeric[1] === '-' ? -minutes : minutes
}
