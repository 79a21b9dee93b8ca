/** The time that a Retry-After field names, in seconds from now or as an HTTP date (RFC 9110 §10.2.3, §5.6.7). */
export function readRetryAfter(field: string, now: Date): Date | null {
  const text = field.trim()
  if (/^\d{1,9}$/.test(text)) return new Date(now.getTime() + Number(text) * 1000)
  if (!/^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i.test(text)) return null
  // The asctime form says no zone and means GMT.
  const time = Date.parse(/ GMT$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(time) ? null : new Date(time)
}
