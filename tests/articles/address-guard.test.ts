import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from '@jest/globals'
import { addressGuard, type Resolve } from '../../src/articles/address-guard.ts'

/** A name server that gives these answers in turn. */
function answering(...answers: string[][]): Resolve {
  let turn = 0
  return (_host, _options, callback) => {
    const found = (answers[turn++] ?? []).map((address): LookupAddress => ({ address, family: 4 }))
    callback(null, found)
  }
}

function lookUp(resolve: Resolve) {
  const lookup = addressGuard([], resolve).lookup(443)
  return () =>
    new Promise<unknown>((done) => {
      lookup('site.example', { all: true }, (error, found) => done(error ?? found))
    })
}

describe('a name that is looked up for a connection', () => {
  test('is judged anew each time, so an answer that changes to a private address gains nothing', async () => {
    const connect = lookUp(answering(['93.184.216.34'], ['127.0.0.1'], ['10.0.0.7'], ['169.254.169.254']))
    expect(await connect()).toEqual([{ address: '93.184.216.34', family: 4 }])
    for (let again = 0; again < 3; again++) expect(await connect()).toMatchObject({ code: 'refused' })
  })

  test('is reached at its public addresses only', async () => {
    const connect = lookUp(answering(['192.168.1.1', '93.184.216.34', '100.64.0.1']))
    expect(await connect()).toEqual([{ address: '93.184.216.34', family: 4 }])
  })
})
