import { describe } from '@jest/globals'
import type { BackendKind } from './test-app.ts'

/** Whether the global setup found or started a Redis. */
const hasRedis = process.env['TEST_REDIS_URL'] !== undefined

/** `describe` for what needs Redis: skipped, and counted as skipped, where there is none. */
export const describeWithRedis = hasRedis ? describe : describe.skip

/** The same tests once for each queue backend; `%s` in the title is its name. */
export function describeEachBackend(title: string, tests: (backend: BackendKind) => void): void {
  describe(title.replace('%s', 'postgres'), () => tests('postgres'))
  describeWithRedis(title.replace('%s', 'redis'), () => tests('redis'))
}
