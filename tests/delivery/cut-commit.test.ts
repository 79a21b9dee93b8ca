import { expect, test } from '@jest/globals'
import { deliverWaiting } from '../../src/delivery/deliver-waiting.ts'
import type { Ledger } from '../../src/delivery/ledger.repository.ts'
import { openSend, type Send } from './open-send.ts'

/** A ledger on a wire that is cut at the calls that are named: after the commit, or before it. */
function cutLedger({ stage }: Send, cuts: ReadonlyMap<number, 'after' | 'before'>): Ledger {
  const { ledger } = stage.app.delivering
  let calls = 0
  return {
    async exchange(exchange) {
      const cut = cuts.get(++calls)
      if (cut === 'before') throw new Error('the connection was cut')
      const exchanged = await ledger.exchange(exchange)
      if (cut === 'after') throw new Error('the connection was cut')
      return exchanged
    },
  }
}

test.each(['after', 'before'] as const)(
  'a wire that is cut %s the commit leaves nobody in doubt: all get one mail, those that were taken too',
  async (when) => {
    const send = await openSend(100)
    const cuts = new Map([1, 3, 5].map((call) => [call, when] as const))
    const needs = { ...send.stage.app.delivering, ledger: cutLedger(send, cuts) }
    for (const _ of cuts.keys())
      await expect(deliverWaiting(needs)).rejects.toMatchObject({ code: 'retry_later' })
    expect(await send.books()).toMatchObject({ attempted: 0, unknown: 0 })
    await deliverWaiting(needs)
    expect(await send.books()).toMatchObject({ status: 'done', accepted: 100 })
    expect(new Set(send.sink.mails.map(({ to }) => to)).size).toBe(100)
    expect(send.sink.mails).toHaveLength(100)
    const attempts = send.stage.app.db.selectFrom('delivery').select((eb) => eb.fn.max('attempt').as('most'))
    expect(await attempts.executeTakeFirst()).toEqual({ most: 1 })
  },
)
