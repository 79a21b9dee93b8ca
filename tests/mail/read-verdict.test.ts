import { describe, expect, test } from '@jest/globals'
import { readVerdict, type Outcome, type Progress } from '../../src/mail/read-verdict.ts'

interface Fault {
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
}

type Kind = Outcome['kind']

const everywhere: readonly Progress[] = ['none', 'some', 'all']

function verdict(fault: Fault, progress: Progress): Kind {
  const response =
    fault.responseCode === undefined ? {} : { response: `${fault.responseCode} said the server` }
  return readVerdict(Object.assign(new Error('it failed'), fault, response), progress).kind
}

describe('a whole reply to a command of the message is the verdict, however much of it left', () => {
  const replies: [Fault, Kind][] = [
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'rejected'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 452 }, 'deferred'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'rejected'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 599 }, 'rejected'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 }, 'deferred'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 503 }, 'deferred'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 }, 'not_sent'],
    [{ code: 'EENVELOPE', command: 'DATA', responseCode: 554 }, 'rejected'],
    [{ code: 'EENVELOPE', command: 'DATA', responseCode: 451 }, 'deferred'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 552 }, 'rejected'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 400 }, 'deferred'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 503 }, 'deferred'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 421 }, 'not_sent'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'not_sent'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 535 }, 'not_sent'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 538 }, 'not_sent'],
  ]
  test.each(replies)('%j is %s', (fault, kind) => {
    expect(everywhere.map((progress) => verdict(fault, progress))).toEqual([kind, kind, kind])
  })
})

describe('anything else is unknown once all of it left, and not sent before', () => {
  const faults: Fault[] = [
    { code: 'ECONNECTION', command: 'CONN' },
    { code: 'ECONNECTION', command: 'CONN', responseCode: 421 },
    { code: 'ECONNECTION', command: 'CONN', responseCode: 451 },
    { code: 'ECONNECTION', command: 'CONN', responseCode: 550 },
    { code: 'ECONNECTION' },
    { code: 'ESOCKET', command: 'CONN' },
    { code: 'ETIMEDOUT', command: 'CONN' },
    { code: 'EPROTOCOL', command: 'CONN', responseCode: 250 },
    { code: 'EPROTOCOL', command: 'RSET', responseCode: 554 },
    { code: 'EDNS', command: 'CONN' },
    { code: 'ETLS', command: 'STARTTLS', responseCode: 454 },
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 },
    { code: 'EAUTH', command: 'API' },
    { code: 'ENOAUTH' },
    { code: 'EREQUIRETLS', command: 'MAIL FROM' },
    { code: 'ESTREAM', command: 'API' },
    { code: 'EENVELOPE', command: 'API' },
    { code: 'EMESSAGE', command: 'API' },
    { code: 'EMESSAGE', command: 'DATA' },
    { code: 'EMESSAGE', command: 'DATA', responseCode: 354 },
    { code: 'EMESSAGE', command: 'DATA', responseCode: 150 },
    { code: 'EMESSAGE', command: 'DATA', responseCode: 999 },
    { code: 'EMESSAGE', command: 'DATA', responseCode: 5501 },
    { code: 'EABORT' },
    {},
  ]
  test.each(faults)('%j', (fault) => {
    expect(everywhere.map((progress) => verdict(fault, progress))).toEqual([
      'not_sent',
      'not_sent',
      'unknown',
    ])
  })

  test.each([undefined, null, 'a word', 7])('%p, which is no error at all', (thrown) => {
    expect(readVerdict(thrown, 'none')).toEqual({
      kind: 'not_sent',
      response: String(thrown),
      cause: 'connection',
      waitMs: 0,
    })
    expect(readVerdict(thrown, 'all').kind).toBe('unknown')
  })
})

test('the response is the reply, else the message, on one line of at most 500 characters', () => {
  const reply = {
    code: 'EENVELOPE',
    command: 'RCPT TO',
    responseCode: 550,
    response: '550-5.1.1\r\n550 no\0body ',
  }
  expect(readVerdict(reply, 'none')).toEqual({
    kind: 'rejected',
    code: 550,
    response: '550-5.1.1 550 no body',
  })
  expect(readVerdict(new Error('x'.repeat(900)), 'none').response).toHaveLength(500)
})
