import { expect, test } from '@jest/globals'
import { failpointAt, failpointNames, noFailpoint } from '../src/failpoints.ts'

test.each(failpointNames)('a failpoint acts at the third "%s", once, and nowhere else', (name) => {
  let acted = 0
  const failpoint = failpointAt(name, 3, () => (acted += 1))
  const others = failpointNames.filter((other) => other !== name)
  const after = [1, 2, 3, 4].map(() => {
    others.forEach((other) => failpoint(other))
    failpoint(name)
    return acted
  })
  expect(after).toEqual([0, 0, 1, 1])
})

test('the failpoint of a real process does nothing', () => {
  expect(failpointNames.map((name) => noFailpoint(name))).toEqual(failpointNames.map(() => undefined))
})
