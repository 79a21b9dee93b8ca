import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { AppError } from '../errors.ts'
import { withFileLock } from './file-lock.ts'
import { hasCode } from './has-code.ts'
import { prepareCluster, type Cluster } from './postgres-cluster.ts'
import { findServer, startServer, stopServer, type Server } from './postgres-server.ts'

export interface EmbeddedPostgres {
  /** Connection URL of the database `recap`, for as long as this is open. */
  readonly url: string
  /** Leaves the server, and stops it when no one else is left. */
  close: () => Promise<void>
}

export interface EmbeddedOptions {
  /** Folder with `bin`, `lib` and `share` of PostgreSQL; the installed npm package when not set. */
  readonly nativeDir?: string
  /** Milliseconds to wait for another process that starts or stops the server; 60,000 when not set. */
  readonly lockWaitMs?: number
}

const joinMs = 30_000

/** One opener's stake in the server: while its connection stands, nobody stops the server. */
interface Presence {
  readonly server: Server
  readonly client: Client
  lost: boolean
}

interface Session {
  readonly cluster: Cluster
  readonly locked: <T>(work: () => Promise<T>) => Promise<T>
  presence: Presence
  closing?: Promise<void>
}

/**
 * Starts or joins the PostgreSQL kept in `dataDir/postgres`, which any number of processes may share; the last to
 * close stops it. Throws `bad_config` when it cannot run there and `unreachable` when it does not come up.
 */
export async function openEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const home = openFolder(dataDir)
  const locked = <T>(work: () => Promise<T>) =>
    withFileLock(path.join(home, 'postgres.lock'), work, options.lockWaitMs)
  const session = await locked(async (): Promise<Session> => {
    const cluster = await prepareCluster(home, options.nativeDir)
    const presence = await enter(cluster)
    await createDatabase(presence.client)
    return { cluster, locked, presence }
  })
  keepPresence(session)
  const { cluster, presence } = session
  return {
    url: `postgres://recap:${cluster.password}@127.0.0.1:${presence.server.port}/recap`,
    close: () => (session.closing ??= leave(session)),
  }
}

function openFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (cause) {
    throw new AppError(
      'bad_config',
      `The folder ${dataDir} cannot be written: set DATA_DIR to one that can be.`,
      { cause },
    )
  }
}

async function enter(cluster: Cluster, port?: number): Promise<Presence> {
  const joined = await join(cluster)
  if (joined) return joined
  const server = await startServer(cluster, port)
  return (await join(cluster)) ?? (await connect(cluster, server))
}

/** A stake in the server that runs, undefined when none does. One that just goes up or down is waited for. */
async function join(cluster: Cluster): Promise<Presence | undefined> {
  const deadline = Date.now() + joinMs
  for (;;) {
    const server = await findServer(cluster)
    if (!server) return undefined
    try {
      return await connect(cluster, server)
    } catch (error) {
      if (error instanceof AppError) throw error
      if (Date.now() > deadline) throw unanswered(cluster, server, error)
      await delay(25)
    }
  }
}

function unanswered(cluster: Cluster, server: Server, cause: unknown): AppError {
  return new AppError(
    'unreachable',
    `PostgreSQL (process ${server.pid}) runs but does not answer on port ${server.port}: see ${cluster.logFile}, end it and try again.`,
    { cause },
  )
}

async function connect(cluster: Cluster, server: Server): Promise<Presence> {
  const client = new Client({
    host: '127.0.0.1',
    port: server.port,
    user: 'recap',
    password: cluster.password,
    database: 'postgres',
    application_name: 'recap presence',
    connectionTimeoutMillis: 10_000,
  })
  const presence: Presence = { server, client, lost: false }
  client.on('error', () => (presence.lost = true))
  client.once('end', () => (presence.lost = true))
  try {
    await client.connect()
  } catch (cause) {
    if (hasCode(cause, '28P01')) throw wrongPassword(cluster, cause)
    throw cause
  }
  return presence
}

function wrongPassword(cluster: Cluster, cause: unknown): AppError {
  return new AppError(
    'bad_config',
    `${cluster.folder}-password is not the password of the database beside it: bring both back from the same backup of DATA_DIR.`,
    { cause },
  )
}

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'recap'`)
  if (rowCount === 0) await client.query('CREATE DATABASE recap')
}

/** A crash of the server takes every presence along; each opener comes back, on the same port where that is free. */
function keepPresence(session: Session): void {
  session.presence.client.once('end', () => {
    if (!session.closing) void comeBack(session)
  })
}

async function comeBack(session: Session): Promise<void> {
  while (!session.closing) {
    const back = await session.locked(() => reenter(session)).catch(() => false)
    if (back) return
    await delay(500, undefined, { ref: false })
  }
}

async function reenter(session: Session): Promise<boolean> {
  if (session.closing) return true
  session.presence = await enter(session.cluster, session.presence.server.port)
  keepPresence(session)
  return true
}

function leave(session: Session): Promise<void> {
  return session.locked(async () => {
    const { cluster, presence } = session
    const stake = presence.lost ? await join(cluster) : presence
    if (stake && (await withdraw(stake.client))) await stopServer(stake.server, cluster)
  })
}

/** Gives up a presence; true when it was the last one. */
async function withdraw(client: Client): Promise<boolean> {
  // A connection outlives its end for a moment on the server: the next to leave must not count it.
  await client.query(`SET application_name = 'recap leaving'`)
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE application_name = 'recap presence'`,
  )
  await client.end()
  return rowCount === 0
}
