import { Client } from 'pg'

/** Any number that no one else locks: of all processes on a database one at a time holds it. */
const leaderKey = 7_310_902

/** Which of many processes does what only one has to do. */
export interface LeaderLock {
  /** Whether this process leads; asks for the lead when nobody has it. False while the database is away. */
  isLeader(): Promise<boolean>
  close(): Promise<void>
}

/**
 * An advisory lock on a connection of its own: it is free again as soon as that connection is gone, however the process
 * ended. The server notices a machine that vanished within half a minute.
 */
export function openLeaderLock(databaseUrl: string): LeaderLock {
  let client: Client | undefined
  let leads = false
  const forget = (): void => {
    client = undefined
    leads = false
  }
  const connect = async (): Promise<Client> => {
    const fresh = new Client({
      connectionString: databaseUrl,
      application_name: 'recap leader',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    })
    fresh.on('error', forget)
    await fresh.connect()
    await fresh.query(
      'SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
    )
    return fresh
  }
  return {
    async isLeader() {
      try {
        client ??= await connect()
        const question = leads ? 'SELECT true AS leads' : `SELECT pg_try_advisory_lock(${leaderKey}) AS leads`
        const { rows } = await client.query<{ leads: boolean }>(question)
        leads = rows[0]?.leads === true
      } catch {
        void client?.end().catch(() => undefined)
        forget()
      }
      return leads
    },
    async close() {
      await client?.end()
      forget()
    },
  }
}
