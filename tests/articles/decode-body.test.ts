import { describe, expect, test } from '@jest/globals'
import { decodeBody } from '../../src/articles/decode-body.ts'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')

describe('the encoding of a body is told by', () => {
  test.each<[string, Buffer, string | null, string]>([
    ['its byte order mark, before all else', Buffer.from('\ufeffé'), 'windows-1252', 'é'],
    ['the mark of UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16('<é')]), 'utf-8', '<é'],
    [
      'the zero bytes of UTF-16 without a mark',
      utf16('<?xml encoding="utf-16"?>é'),
      null,
      '<?xml encoding="utf-16"?>é',
    ],
    [
      'the HTTP charset, before the XML declaration',
      latin('<?xml version="1.0" encoding="utf-8"?>é'),
      'ISO-8859-1',
      '<?xml version="1.0" encoding="utf-8"?>é',
    ],
    [
      'the XML declaration',
      latin("<?xml version='1.0' encoding='windows-1251'?>\xe6"),
      null,
      "<?xml version='1.0' encoding='windows-1251'?>ж",
    ],
    ['a meta charset', latin('<meta charset=koi8-r>\xc1'), null, '<meta charset=koi8-r>а'],
    [
      'a meta content type',
      latin('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">\xb9'),
      null,
      '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">š',
    ],
    ['valid UTF-8', Buffer.from('né'), null, 'né'],
    ['windows-1252 when nothing else holds', latin('n\xe9 \x93'), null, 'né “'],
  ])('%s', (...[, body, charset, text]) => {
    expect(decodeBody({ body, charset })).toBe(text)
  })

  test('the next in line when a charset is unknown', () => {
    expect(
      decodeBody({ body: latin('<?xml version="1.0" encoding="x-nonsense"?>\xe9'), charset: 'bogus' }),
    ).toContain('é')
  })

  test('UTF-8 when single bytes claim to be UTF-16', () => {
    expect(decodeBody({ body: Buffer.from('<?xml version="1.0" encoding="utf-16"?>é') })).toContain('é')
  })

  test('nothing when it is empty', () => {
    expect(decodeBody({ body: Buffer.alloc(0) })).toBe('')
  })
})
