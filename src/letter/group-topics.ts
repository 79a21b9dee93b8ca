/** Items under one heading; those of no shared topic have none of their own. */
export interface TopicGroup<Item> {
  readonly topic: string | null
  readonly items: readonly Item[]
}

interface Topical {
  readonly topic: string | null
}

/**
 * Groups items by topic, in the order in which the topics come, the rest at the end. A topic needs two items; when
 * fewer than half of the items share theirs with another, all stand in one group.
 */
export function groupTopics<Item extends Topical>(items: readonly Item[]): TopicGroup<Item>[] {
  const shared = [...Map.groupBy(items, ({ topic }) => topic?.toLowerCase() ?? null)]
    .filter(([topic, members]) => topic !== null && members.length > 1)
    .map(([, members]) => ({ topic: members[0]?.topic ?? null, items: members }))
  const grouped = new Set(shared.flatMap((group) => group.items))
  if (grouped.size * 2 < items.length) return [{ topic: null, items }]
  const rest = items.filter((item) => !grouped.has(item))
  return rest.length === 0 ? shared : [...shared, { topic: null, items: rest }]
}
