import { expect, test } from '@jest/globals'
import { groupTopics } from '../../src/letter/group-topics.ts'

const grouped = (topics: readonly (string | null)[]) =>
  groupTopics(topics.map((topic, index) => ({ topic, index }))).map((group) => [
    group.topic,
    ...group.items.map((item) => item.index),
  ])

test.each([
  [
    'two shared topics, in the order in which they come',
    ['a', 'b', 'a', 'b'],
    [
      ['a', 0, 2],
      ['b', 1, 3],
    ],
  ],
  ['the same topic in another spelling', ['Chips', 'chips'], [['Chips', 0, 1]]],
  [
    'what shares no topic, at the end',
    ['a', null, 'b', 'a'],
    [
      ['a', 0, 3],
      [null, 1, 2],
    ],
  ],
  ['one group when few share a topic', ['a', 'b', 'c', null, 'a'], [[null, 0, 1, 2, 3, 4]]],
  ['one group when no topic is known', [null, null], [[null, 0, 1]]],
  ['nothing of nothing', [], []],
])('groupTopics makes %s', (_, topics, groups) => {
  expect(grouped(topics)).toEqual(groups)
})
