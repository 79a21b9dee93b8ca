import { describe, expect, test } from '@jest/globals'
import { shortenPoint } from '../../src/articles/shorten-point.ts'

describe('a source before or after the statement is dropped', () => {
  test.each([
    [
      'en',
      'The new tram line will open to passengers in the spring, a spokesman said Tuesday.',
      'The new tram line will open to passengers in the spring.',
    ],
    [
      'en',
      'The new tram line will open to passengers in the spring, according to the Port Ledger, a local paper.',
      'The new tram line will open to passengers in the spring.',
    ],
    [
      'en',
      'The new tram line will open to passengers in the spring, said Ines Falk, who runs the depot.',
      'The new tram line will open to passengers in the spring.',
    ],
    [
      'en',
      'The new tram line will open to passengers in the spring, Ines Falk told reporters.',
      'The new tram line will open to passengers in the spring.',
    ],
    [
      'en',
      'According to the city council, the new tram line will open in the spring.',
      'The new tram line will open in the spring.',
    ],
    [
      'de',
      'Die neue Linie soll im Frühjahr für alle Fahrgäste öffnen, wie die Stadt mitteilte.',
      'Die neue Linie soll im Frühjahr für alle Fahrgäste öffnen.',
    ],
    [
      'fr',
      'La nouvelle ligne ouvrira au printemps pour tous les voyageurs, selon la mairie.',
      'La nouvelle ligne ouvrira au printemps pour tous les voyageurs.',
    ],
    [
      'fr',
      'Selon la mairie, la nouvelle ligne ouvrira au printemps pour tous les voyageurs.',
      'La nouvelle ligne ouvrira au printemps pour tous les voyageurs.',
    ],
    [
      'es',
      'La nueva línea abrirá en primavera para todos los viajeros, según el ayuntamiento.',
      'La nueva línea abrirá en primavera para todos los viajeros.',
    ],
    [
      'it',
      'La nuova linea aprirà in primavera per tutti i viaggiatori, secondo il comune.',
      'La nuova linea aprirà in primavera per tutti i viaggiatori.',
    ],
  ])('%s: %s', (language, sentence, point) => {
    expect(shortenPoint(sentence, language)).toBe(point)
  })
})

describe('a clause at the end that only adds is dropped', () => {
  test.each([
    [
      'The council approved the new tram line on Monday evening, which surprised many residents.',
      'The council approved the new tram line on Monday evening.',
    ],
    [
      'The council approved the new tram line on Monday evening, ending a long dispute.',
      'The council approved the new tram line on Monday evening.',
    ],
    [
      'The council approved the new tram line on Monday -- a plan that many residents oppose.',
      'The council approved the new tram line on Monday.',
    ],
    [
      'The council approved the new tram line on Monday, which surprised residents, a spokesman said.',
      'The council approved the new tram line on Monday.',
    ],
  ])('%s', (sentence, point) => {
    expect(shortenPoint(sentence, 'en')).toBe(point)
  })
})

describe('a sentence stays as written', () => {
  test.each([
    ['when less than eight words would be left', 'The new line opens soon, a spokesman said Tuesday.'],
    [
      'when what is left depends on the rest',
      'After a long night of talks between the two sides, the mayor said.',
    ],
    [
      'when the source is the subject of the sentence',
      'Benjamin Cole, an attorney for the Rice family of Dover, said the apology was late.',
    ],
    [
      'when the source accuses someone',
      'The treasurer took the money from the account of the club, police said Tuesday.',
    ],
    [
      'when the clause has a figure in it',
      'A storm hit the coast of the island on Sunday night, killing 7 people.',
    ],
    [
      'when the clause may belong to an apposition',
      'He defended the record of the sport despite Acme, the largest sponsor, leaving the event.',
    ],
    [
      'when it would cut a quotation',
      'The mayor called it "a great and very happy day for us, which nobody expected."',
    ],
    [
      'when only a quotation would be left',
      '"We never thought that this would happen in our town," the mayor said.',
    ],
    [
      'when dashes stand around an aside',
      'The line -- the second of its kind in the region -- will open in the spring.',
    ],
  ])('%s', (_, sentence) => {
    expect(shortenPoint(sentence, 'en')).toBe(sentence)
  })

  test('in a language without patterns', () => {
    const sentence = 'De nieuwe lijn gaat in het voorjaar open, according to the council.'
    expect(shortenPoint(sentence, 'nl')).toBe(sentence)
  })
})
