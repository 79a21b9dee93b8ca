import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'

/** How many times something may happen under one key in a span of time. */
export interface LimitRule {
  readonly name: string
  readonly times: number
  readonly seconds: number
}

export interface Limiter {
  /** Counts one more for a key; false when that is too many. Where the counters cannot be reached, memory counts. */
  allows(key: string): Promise<boolean>
}

/** A limiter whose counters all processes share through Redis. */
export function redisLimiter(connection: Redis, prefix: string, rule: LimitRule): Limiter {
  return limiterOf(
    new RateLimiterRedis({
      ...optionsOf(rule),
      storeClient: connection,
      keyPrefix: `${prefix}:limit:${rule.name}`,
      rejectIfRedisNotReady: true,
    }),
  )
}

/** A limiter whose counters all processes share through the table `sign_up_limit`. */
export function postgresLimiter(pool: Pool, rule: LimitRule): Limiter {
  return limiterOf(
    new RateLimiterPostgres({
      ...optionsOf(rule),
      storeClient: pool,
      storeType: 'pool',
      tableName: 'sign_up_limit',
      tableCreated: true,
      keyPrefix: rule.name,
    }),
  )
}

function optionsOf({ times, seconds }: LimitRule) {
  const limits = { points: times, duration: seconds }
  return { ...limits, inMemoryBlockOnConsumed: times + 1, insuranceLimiter: new RateLimiterMemory(limits) }
}

function limiterOf(limiter: RateLimiterAbstract): Limiter {
  return {
    async allows(key) {
      try {
        await limiter.consume(key)
        return true
      } catch (error) {
        if (error instanceof RateLimiterRes) return false
        throw error
      }
    },
  }
}
