import { describe, expect, test } from '@jest/globals'
import { isFurniture } from '../../src/articles/article-furniture.ts'
import { bodySentences } from '../../src/articles/body-sentences.ts'
import { stripDateline } from '../../src/articles/strip-dateline.ts'

describe('a dateline is taken off', () => {
  test.each([
    'LONDON (Reuters) — ',
    'LONDON, March 9 (Reuters) - ',
    'NEW YORK (AP) -- ',
    'PARIS — ',
    'WASHINGTON, Nov. 3, 2026 — ',
    'Coral Gables, Florida (CNN)',
    '(CNN)',
    '(CNN) -- ',
    'Berlin (dpa) - ',
    'MADRID.- ',
    '(ANSA) - ROMA, 03 MAR - ',
  ])('%s', (dateline) => {
    expect(stripDateline(`${dateline}The harbor opened.`)).toBe('The harbor opened.')
  })

  test.each([
    'The World Health Organization (WHO) said so.',
    'NASA — the agency — said so.',
    'The harbor (Old Town) opened.',
    'A well-known harbor opened - again.',
  ])('but nothing of %s', (text) => {
    expect(stripDateline(text)).toBe(text)
  })
})

describe('furniture is told from text', () => {
  test.each([
    'Photo: Ines Falk',
    'Image caption: The harbor at dawn.',
    'Foto: Ines Falk/dpa',
    'The harbor at dawn. (AP Photo/Ines Falk)',
    'The harbor at dawn / Getty Images',
    '© 2026 The Port Ledger',
    'By Ines Falk and Jon Reed',
    'Von Ines Falk',
    'Par Inès Falk',
    'Updated March 9, 2026, 8:30 a.m.',
    'Veröffentlicht am 9. März 2026',
    'Read more: The tram line that nobody wanted',
    'READ: The tram line that nobody wanted',
    'Lesen Sie auch: Die Linie, die keiner wollte',
    'À lire aussi : La ligne que personne ne voulait',
    'Te puede interesar: La línea que nadie quería',
    'Leggi anche: La linea che nessuno voleva',
    'Related stories',
    "The Ledger's Ines Falk contributed to this report.",
    'Jon Reed reported from London.',
    'All rights reserved.',
    'Tous droits réservés.',
    'Click here to sign up for the newsletter.',
    'Subscribe to our newsletter for more.',
    'Abonnieren Sie unseren Newsletter.',
    'Email your story ideas and tips to tips@ledger.example.',
    'This article was originally published by The Port Ledger.',
    'The opinions expressed in this commentary are solely those of the author.',
  ])('%s', (line) => {
    expect(isFurniture(line)).toBe(true)
  })

  test.each([
    'By Monday the harbor was open again and ships came in.',
    'The photo shows the harbor at dawn.',
    'He had read the report before he left the harbor.',
    'Copyrights on old songs have run out, the court found.',
    'Opinion polls show that most residents want the line.',
    'Copyright law was changed in the spring of the year.',
    'Tap water in the old town is safe again.',
    'The story is set in a town by the sea.',
    'Von Beginn an war der Hafen für alle offen.',
    'The harbor opened in the spring, the Reuters report said.',
  ])('not %s', (line) => {
    expect(isFurniture(line)).toBe(false)
  })
})

test('the sentences of the body come in order, without what stands beside it', () => {
  const text = [
    'By Ines Falk',
    'LONDON (Reuters) — The harbor\nopened on  Monday. Ships came at once.',
    'Photo: Ines Falk',
    'Read more: The tram line',
    'It had been closed for a year. Click here for the map.',
    'All rights reserved.',
  ].join('\n\n')
  expect(bodySentences(text, 'en')).toEqual([
    'The harbor opened on Monday.',
    'Ships came at once.',
    'It had been closed for a year.',
  ])
})

test('paragraphs are never joined to one sentence', () => {
  expect(bodySentences('A line without a full stop\n\nAnother line', 'en')).toEqual([
    'A line without a full stop',
    'Another line',
  ])
})
