import { closeSync, fdatasync, openSync, readFileSync, writeSync } from 'node:fs'

/** One thing that happened at the mail server, in the order of the log. */
export interface SinkRecord {
  readonly at: number
  /** `mail`: a transaction began. `taken`: the whole message is safe, and its 250 is due. `turned-away`: it is not to be. */
  readonly phase: 'mail' | 'taken' | 'turned-away'
  readonly to?: string
  readonly messageId?: string
  /** SHA-256 of the message without what may differ between copies. */
  readonly hash?: string
  /** Paths of the personal links in it. */
  readonly links?: readonly string[]
  /** Whether the 250 was cut off, so that the sender cannot know. */
  readonly unanswered?: boolean
}

export interface SinkLog {
  /** Resolves once the record is on disk; records of the same moment share one sync. */
  append(record: SinkRecord): Promise<void>
  close(): void
}

export function openSinkLog(file: string): SinkLog {
  const fd = openSync(file, 'a')
  let waiting: (() => void)[] = []
  let syncing = false
  const sync = (): void => {
    if (syncing || waiting.length === 0) return
    syncing = true
    const served = waiting
    waiting = []
    fdatasync(fd, (error) => {
      if (error) throw error
      syncing = false
      for (const done of served) done()
      sync()
    })
  }
  return {
    append(record) {
      writeSync(fd, `${JSON.stringify(record)}\n`)
      if (record.phase !== 'taken') return Promise.resolve()
      return new Promise((resolve) => {
        waiting.push(resolve)
        setImmediate(sync)
      })
    },
    close: () => closeSync(fd),
  }
}

/** Every whole record of a log; a torn last line is of a server that was killed while it wrote. */
export function readSinkLog(file: string): SinkRecord[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as SinkRecord)
}
