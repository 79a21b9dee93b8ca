import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { splitSentences } from '../../src/articles/split-sentences.ts'

/** The paragraph with `|` where a sentence ends. */
function cut(paragraph: string, language: string | null): string {
  return splitSentences([paragraph], language).join(' | ')
}

function expectCuts(language: string | null) {
  return (marked: string) => {
    expect(cut(marked.replaceAll(' | ', ' '), language)).toBe(marked)
  }
}

describe('English sentences end where a reader ends them', () => {
  test.each([
    'The harbor opened in May. | Ships came at once.',
    'Who pays for it? | Nobody knows. | That is odd!',
    'Dr. Adams met Mrs. Byrne and Mr. He. | They talked.',
    'Sen. Cole and Rep. Diaz voted with Gov. Ellis.',
    'Lt. Col. Frank Moss flew home.',
    'The vote is on Jan. 14 in the hall. | The count follows.',
    'It rained in Sept. 2025 and in Oct. 2026. | The dam held.',
    'The U.S. Senate adjourned.',
    'He moved to the U.S. | He likes it there.',
    'The U.N. General Assembly met in N.Y. | It was cold.',
    'J. R. R. Tolkien and J.K. Rowling wrote books.',
    'Franklin D. Roosevelt won again.',
    'Acme Inc. Chief Executive Ann Lee resigned.',
    'She works for Acme Inc. | The firm is small.',
    'Martin Luther King Jr. Day is in January.',
    'They spoke of Sammy Davis Jr. | It was late.',
    'The doors open at 8 a.m. Monday.',
    'The doors open at 8 a.m. | There is coffee.',
    'Flight No. 5 was late.',
    'He said no. | Five people left.',
    'See Fig. 3 and pp. 12 for more.',
    'The bridge is in St. Louis near Mt. Hood.',
    'It costs $3.50 or 2.5 percent more.',
    'Version 2.0 is out. | Version 3.1 is not.',
    'Red vs. Blue was close, i.e. fair, e.g. Tuesday.',
    'He taught at Oxford, Cambridge, etc. | The list is long.',
    'Smith et al. found nothing.',
    'He holds a Ph.D. in law. | She holds two.',
    '“It is late. We must go,” she said. | He agreed.',
    '"It is late. We must go," she said. | He agreed.',
    '"It is late. We must go." | He agreed.',
    '"Stop!" he cried. | Nobody did.',
    'The plan (see the map. It is old.) was dropped. | Good.',
    'The plan [it was the second. The first failed] was dropped.',
    'He asked "why now? Why here?" and left.',
    "The dog's owner left. | The dogs' owners stayed.",
    'A 6\'2" man came. | He left "at once. Really" they say.',
    'Wait... | Then it stopped.',
    '1. First the boats. | 2. Then the nets.',
    'Read it on www.site.example today. | It is free.',
    'It was I. | Then came Plan B. | The rest is known.',
    'He arrived Sat. | The rest came Sun. | She was last.',
    'On Sat. Oct. 3 they met.',
  ])('%s', expectCuts('en'))

  test('a quotation mark that is never closed holds nothing together', () => {
    expect(splitSentences(['He said "it is late. We go. They stay. You sleep.'], 'en')).toHaveLength(4)
  })
})

describe('German sentences', () => {
  test.each([
    'Am 3. Oktober wird gefeiert. | Es regnet.',
    'Der 1. FC Köln siegte im 2. Spiel. | Das war knapp.',
    'Dr. Meier und Prof. Dr. Schulz kamen ca. Mitte Mai.',
    'Das gilt z. B. für Kinder und d. h. für alle.',
    'Das gilt z.B. Kindern. | Das ist gut.',
    'Es kostet 5 Mio. Euro. | Das ist viel.',
    'Es kostet 10 Mrd. | Die Stadt zahlt.',
    'Siehe Nr. 5 und Abs. 2 im Gesetz.',
    'Er sagte: „Es ist spät. Wir gehen.“ | Dann ging er.',
    '»Es ist spät. Wir gehen«, sagte er. | Dann ging er.',
    'Äpfel, Birnen usw. | Die Liste ist lang.',
    'Die Str. des 17. Juni ist gesperrt.',
    'Das war 1999. | Danach kam nichts.',
    'Sie wohnt bzw. wohnte in St. Pölten.',
  ])('%s', expectCuts('de'))
})

describe('French sentences', () => {
  test.each([
    'M. Le Pen et Mme Royal ont parlé. | La salle était pleine.',
    'Le Dr. Petit et Me. Blanc sont venus.',
    'Le match du 3 janv. 2026 est reporté. | On attend.',
    'Il a dit : « Il est tard. Partons. » | Puis il est parti.',
    'Des pommes, des poires, etc. | La liste est longue.',
    'Voir p. 12 et art. 5 du code.',
    "J.-P. Dupont arrive. | L'année commence.",
    'Est-ce vrai ? | Oui !',
  ])('%s', expectCuts('fr'))
})

describe('Spanish sentences', () => {
  test.each([
    'El Sr. Gómez y la Dra. Ruiz llegaron. | La sala estaba llena.',
    'Los EE. UU. ganaron. | El partido fue largo.',
    'Vive en EE.UU. | La casa es grande.',
    '¿Quién paga? | ¡Nadie!',
    'Es el núm. 5 de la pág. 12.',
    'Ud. sabe. | Él dijo: «Es tarde. Vámonos». | Luego salió.',
  ])('%s', expectCuts('es'))
})

describe('Italian sentences', () => {
  test.each([
    'Il Sig. Rossi e la Dott.ssa Bianchi sono arrivati. | La sala era piena.',
    'La Fiat S.p.A. ha chiuso. | Il titolo sale.',
    'Mele, pere ecc. | La lista è lunga.',
    'Vedi pag. 12 e art. 5 della legge.',
    "L'on. Verdi tace. | Ha detto: «È tardi. Andiamo». | Poi è uscito.",
  ])('%s', expectCuts('it'))
})

describe('other languages', () => {
  test('split by the breaks of Unicode', () => {
    expect(splitSentences(['今日は雨です。明日は晴れます。'], 'ja')).toEqual([
      '今日は雨です。',
      '明日は晴れます。',
    ])
    expect(splitSentences(['彼は「雨です。帰ります。」と言った。明日は晴れます。'], 'ja')).toHaveLength(2)
    expect(splitSentences(['هل وصل القطار؟ نعم، وصل القطار.'], 'ar')).toHaveLength(2)
  })

  test.each([null, 'xx', 'not a tag', ''])('the language %p is taken for English', (language) => {
    expect(splitSentences(['Dr. Adams came. He left.'], language)).toHaveLength(2)
  })
})

describe('whatever the text', () => {
  test('no letter is lost, added or moved', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('en', 'de', 'fr', 'ja', null),
        (text, language) => {
          const squeeze = (value: string) => value.replaceAll(/\s+/g, '')
          expect(squeeze(splitSentences([text], language).join(''))).toBe(squeeze(text))
        },
      ),
    )
  })

  test('prose of marks, abbreviations and words keeps its letters too', () => {
    const piece = fc.constantFrom(
      'Dr.',
      'U.S.',
      '"',
      '(',
      ')',
      '“',
      '”',
      'No.',
      '5',
      '3.',
      'The',
      'end.',
      '?',
      'a.m.',
      '«',
      '»',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const sentences = splitSentences([pieces.join(' ')], 'en')
        expect(sentences.join(' ')).toBe(pieces.join(' '))
      }),
    )
  })

  test.each(['word ', '(', '"a. ', '. ', '1. A ', 'a.1 ', 'U.S. ', '“a. ', ' ', '\u0301', '。', 'Dr. '])(
    '400 KB of %p are split in less than 2 seconds',
    (unit) => {
      const started = performance.now()
      splitSentences([unit.repeat(400_000 / unit.length)], 'en')
      expect(performance.now() - started).toBeLessThan(20_000)
    },
  )
})
