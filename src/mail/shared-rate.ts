import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import type { SmtpServer } from '../smtp-url.ts'
import type { TakeShare } from './rate-gate.ts'

/** Where all machines count together: a Redis connection or a PostgreSQL pool, open already. */
export type RateStore =
  | { readonly kind: 'redis'; readonly client: unknown }
  | { readonly kind: 'postgres'; readonly client: unknown }

/** Counts the rate of a server over all machines that share the store; each for itself while the store is away. */
export function sharedRate(store: RateStore): (server: SmtpServer) => TakeShare {
  return (server) => {
    const limits = limitsOf(server)
    const options = { ...limits, storeClient: store.client, insuranceLimiter: new RateLimiterMemory(limits) }
    if (store.kind === 'redis') {
      return shares(server, new RateLimiterRedis({ ...options, rejectIfRedisNotReady: true }))
    }
    const table = {
      storeType: 'pool',
      tableName: 'smtp_rate',
      tableCreated: true,
      clearExpiredByTimeout: false,
    }
    return shares(server, new RateLimiterPostgres({ ...options, ...table }))
  }
}

/** Counts the rate of a server in this process alone. */
export function ownRate(server: SmtpServer): TakeShare {
  return shares(server, new RateLimiterMemory(limitsOf(server)))
}

/** So many messages in so many whole seconds, as the stores count. */
function limitsOf({ rate }: SmtpServer) {
  const duration = rate === null || rate >= 1 ? 1 : Math.ceil(1 / rate)
  return { keyPrefix: 'smtp', points: Math.max(1, Math.floor((rate ?? 1) * duration)), duration }
}

function shares(server: SmtpServer, limiter: RateLimiterAbstract): TakeShare {
  return async (messages) => {
    try {
      await limiter.consume(server.label, messages)
      return 0
    } catch (refusal) {
      return refusal instanceof RateLimiterRes ? Math.max(1, refusal.msBeforeNext) : pauseAfterFault
    }
  }
}

/** The insurance answers for a store that is away, so this is for the unforeseen only. */
const pauseAfterFault = 1000
