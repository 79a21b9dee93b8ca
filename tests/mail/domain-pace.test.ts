import { describe, expect, test } from '@jest/globals'
import { freePace, paceSign, slowDown, speedUp, type DomainPace } from '../../src/mail/domain-pace.ts'
import { openDomainPaces, type Passage } from '../../src/mail/domain-paces.ts'

const trouble = (pace: DomainPace, now: number, onTheWay = 20): DomainPace =>
  slowDown(pace, { now, begunAt: now, onTheWay })

describe('the pace of a destination', () => {
  test('halves with trouble, down to one at a time, then to one in at most ten seconds', () => {
    const paces = Array.from({ length: 10 }).reduce<DomainPace[]>(
      (all, _, n) => [...all, trouble(all.at(-1) ?? freePace, n)],
      [],
    )
    expect(paces.map(({ limit }) => limit)).toEqual([10, 5, 2, 1, 1, 1, 1, 1, 1, 1])
    expect(paces.map(({ interval }) => interval / 1000)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 10, 10])
  })

  test('halves once for messages that were under way together', () => {
    const slowed = trouble(freePace, 100)
    expect(slowDown(slowed, { now: 101, begunAt: 99, onTheWay: 19 })).toBe(slowed)
  })

  test('comes back by one more at once for each round, until it is free', () => {
    let pace = [1, 2, 3, 4, 5, 6].reduce((slow, now) => trouble(slow, now), freePace)
    const intervals = [speedUp(pace), speedUp(speedUp(pace))].map(({ interval }) => interval)
    expect(intervals).toEqual([1000, 0])
    let successes = 0
    for (; pace !== freePace; successes += 1) pace = speedUp(pace)
    expect(successes).toBeGreaterThan(500)
    expect(successes).toBeLessThan(2000)
  })
})

describe('a sign of trouble', () => {
  const reply = (command: string, response: string) => ({
    sign: paceSign(
      { kind: 'deferred', code: Number(response.slice(0, 3)), response },
      { command, responseCode: Number(response.slice(0, 3)), response },
    ),
  })
  test.each([
    ['RCPT TO', '451 4.7.650 too many messages'],
    ['RCPT TO', '421 4.7.0 try again later'],
    ['DATA', '452 4.3.1 system storage'],
    ['RCPT TO', '450 busy'],
  ])('is a temporary reply to %s: %s', (command, response) => {
    expect(reply(command, response).sign).toBe('trouble')
  })
  test.each([
    ['RCPT TO', '452 4.2.2 mailbox full'],
    ['RCPT TO', '450 4.7.1 Greylisted, come back in five minutes'],
    ['RCPT TO', '550 5.1.1 nobody'],
    ['MAIL FROM', '451 4.3.0 busy'],
  ])('is none in a reply to %s: %s', (command, response) => {
    expect(reply(command, response).sign).toBe('none')
  })
})

describe('under a total outage of a destination', () => {
  test('its attempts stay under sixty in any minute, and under ten from the second minute on', async () => {
    let now = 0
    const paces = openDomainPaces(() => now)
    const starts: number[] = []
    const due = Array.from({ length: 3000 }, () => 0)
    // Each message comes back when it was told to, or in five minutes when it was refused; a reply takes 50 ms.
    for (; now < 10 * 60_000; now += 50) {
      const admitted: Passage[] = []
      for (const [n, at] of due.entries()) {
        if (at > now || admitted.length >= 20) continue
        const entry = await Promise.race([paces.enter('down.example'), Promise.resolve(undefined)])
        if (entry === undefined) break
        if (typeof entry === 'number') due[n] = now + entry
        else {
          admitted.push(entry)
          starts.push(now)
          due[n] = now + 300_000
        }
      }
      for (const passage of admitted) passage.leave('trouble')
    }
    const perMinute = Array.from(
      { length: 10 },
      (_, m) => starts.filter((at) => Math.floor(at / 60_000) === m).length,
    )
    expect(Math.max(...perMinute)).toBeLessThanOrEqual(60)
    expect(Math.max(...perMinute.slice(1))).toBeLessThan(10)
    expect(Math.min(...perMinute)).toBeGreaterThan(0)
  })

  test('the others go on at their own pace', async () => {
    const paces = openDomainPaces(() => 0)
    for (let n = 0; n < 8; n += 1) {
      const entry = await paces.enter('down.example')
      if (typeof entry !== 'number') entry.leave('trouble')
    }
    expect(typeof (await paces.enter('down.example'))).toBe('number')
    expect(typeof (await paces.enter('well.example'))).toBe('object')
  })
})

test('a message waits for a place at a slowed destination and gets it in turn', async () => {
  const paces = openDomainPaces(() => 0)
  const all = (await Promise.all([1, 2, 3, 4].map(() => paces.enter('slow.example')))) as Passage[]
  all[0]?.leave('trouble')
  const entered: number[] = []
  const waiting = [1, 2].map(async (n) => {
    const entry = await paces.enter('slow.example')
    entered.push(n)
    return entry
  })
  await Promise.resolve()
  expect(entered).toEqual([])
  for (const passage of all.slice(1)) passage.leave('good')
  await Promise.all(waiting)
  expect(entered).toEqual([1, 2])
})
