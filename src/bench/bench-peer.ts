import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findPort } from '../demo/find-port.ts'
import { AppError } from '../errors.ts'
import { findProgram } from './find-program.ts'

/** A mail server that throws everything away, and a program that floods it: the limit of SMTP on this machine. */
export interface BenchPeer {
  readonly name: 'smtp-source' | 'raw-socket'
  readonly port: number
  /** Sends so many messages of so many bytes as fast as they go, and resolves to messages a second. */
  measure(messages: number, bytes: number): Promise<number>
  close(): Promise<void>
}

interface Programs {
  readonly name: BenchPeer['name']
  readonly sink: (port: number) => readonly string[]
  readonly source: (port: number, messages: number, bytes: number) => readonly string[]
}

/** Postfix's own pair when both are in one of the folders, else a pair of ours; the sink is a process of its own either way. */
export async function openBenchPeer(folders: readonly string[], connections: number): Promise<BenchPeer> {
  const programs = choosePrograms(folders, connections)
  const port = await findPort([])
  const sink = run(programs.sink(port))
  try {
    await answers(port, sink)
  } catch (error) {
    sink.kill()
    throw error
  }
  return {
    name: programs.name,
    port,
    async measure(messages, bytes) {
      const started = performance.now()
      const source = run(programs.source(port, messages, bytes))
      const [code] = await once(source, 'exit')
      if (code !== 0) throw new AppError('internal', `${programs.name} ended with ${code}.`)
      return (messages * 1000) / (performance.now() - started)
    },
    async close() {
      if (sink.exitCode !== null || sink.signalCode !== null) return
      sink.kill()
      await once(sink, 'exit')
    },
  }
}

function choosePrograms(folders: readonly string[], connections: number): Programs {
  const [sink, source] = ['smtp-sink', 'smtp-source'].map((name) => findProgram(name, folders))
  if (sink !== undefined && source !== undefined) return postfix(sink, source, connections)
  const ours = path.join(import.meta.dirname, `raw-socket${path.extname(import.meta.filename)}`)
  const node = [process.execPath, ours]
  return {
    name: 'raw-socket',
    sink: (port) => [...node, 'sink', String(port)],
    source: (port, messages, bytes) => [
      ...node,
      'source',
      ...[port, messages, bytes, connections].map(String),
    ],
  }
}

function postfix(sink: string, source: string, connections: number): Programs {
  // smtp-sink does not work for root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const envelope = ['-f', 'weekly@bench.example', '-t', 'reader@bench.example']
  return {
    name: 'smtp-source',
    sink: (port) => [sink, ...user, `127.0.0.1:${port}`, '200'],
    source: (port, messages, bytes) => {
      const load = ['-s', String(connections), '-m', String(messages), '-l', String(bytes)]
      return [source, ...load, ...envelope, `127.0.0.1:${port}`]
    },
  }
}

function run([program = '', ...args]: readonly string[]): ChildProcess {
  return spawn(program, args, { stdio: 'ignore' }).on('error', () => undefined)
}

const tries = 200

async function answers(port: number, sink: ChildProcess): Promise<void> {
  for (let n = 0; n < tries && sink.exitCode === null; n += 1) {
    if (await canConnect(port)) return
    await delay(25)
  }
  throw new AppError('unreachable', 'The mail server of the bench does not start. Run the command again.')
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
