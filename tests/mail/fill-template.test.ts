import { describe, expect, test } from '@jest/globals'
import { fillTemplate, joinMjml } from '../../src/mail/fill-template.ts'

const template = (source: string) => ({ name: 'test.mjml', source })

describe('fillTemplate', () => {
  test('text is escaped', () => {
    expect(fillTemplate(template('<p title="{{a}}">{{a}}</p>'), { a: `<b> & "'` }).mjml).toBe(
      '<p title="&lt;b&gt; &amp; &quot;&#39;">&lt;b&gt; &amp; &quot;&#39;</p>',
    )
  })

  test('finished parts go in as they are, and nothing is filled in twice', () => {
    const part = fillTemplate(template('<i>{{a}}</i>'), { a: '{{b}} {{{c}}} $& $1' })
    expect(fillTemplate(template('{{{part}}}'), { part }).mjml).toBe('<i>{{b}} {{{c}}} $&amp; $1</i>')
  })

  test.each([
    ['a placeholder without a value', '{{a}}{{b}}', { a: '1' }],
    ['a value without a placeholder', '{{a}}', { a: '1', b: '2' }],
    ['text where a part belongs', '{{{a}}}', { a: '1' }],
    ['a part where text belongs', '{{a}}', { a: joinMjml([]) }],
    ['a name of every object', '{{toString}}', {}],
    ['an open {{', '{{a', { a: '1' }],
  ])('%s is an error that names the template', (_, source, values) => {
    expect(() => fillTemplate(template(source), values)).toThrow(/test\.mjml/)
  })
})
