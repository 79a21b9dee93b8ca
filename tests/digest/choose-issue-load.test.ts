import { expect, test } from '@jest/globals'
import { minhashOf } from '../../src/articles/minhash.ts'
import { chooseIssue } from '../../src/digest/choose-issue.ts'
import { day, randomFrom, sampleArticle, sampleInput, week } from './choice-samples.ts'

const random = randomFrom(7)

/** Words by Zipf's law, the shape of a real vocabulary: some are everywhere, most are rare. */
function word(): string {
  const rank = Math.floor(Math.exp(random() * Math.log(40_000)))
  return `${rank % 7 === 0 ? 'N' : 'w'}${rank.toString(36)}`
}

function words(count: number): string {
  return Array.from({ length: count }, word).join(' ')
}

test('an issue is chosen from 10,000 articles of a week, with copies and stories among them', () => {
  const bodies = Array.from({ length: 500 }, () => minhashOf(words(200)))
  const candidates = Array.from({ length: 10_000 }, (_, index) =>
    sampleArticle(index + 1, {
      title: words(9),
      lead: words(45),
      sourceId: index % 60,
      sourceWeight: Math.floor(random() * 10) / 10,
      topics: [`topic-${index % 12}`],
      minhash: bodies[Math.floor(random() * 500)]!,
      wordCount: 50 + Math.floor(random() * 1200),
      effectiveAt: new Date(week.start.getTime() + random() * 7 * day),
    }),
  )
  const told = Array.from({ length: 200 }, (_, index) =>
    sampleArticle(50_000 + index, { title: words(9), lead: words(45) }),
  )
  const input = sampleInput(candidates, { carried: { articleIds: [], storyIds: [], told } })
  const start = performance.now()
  const choice = chooseIssue(input)
  const milliseconds = performance.now() - start
  process.stderr.write(`10,000 candidates: ${Math.round(milliseconds)} ms\n`)
  expect(choice.items).toHaveLength(16)
  expect(choice.items.length + choice.left.length).toBe(10_000)
  expect(choice.left.filter(({ code }) => code === 'folded').length).toBeGreaterThan(5000)
  expect(milliseconds).toBeLessThan(30_000)
})
