import type { Socket } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpServer } from '../smtp-url.ts'
import type { SmtpTimeouts } from './smtp-timeouts.ts'

/** A connection that has been greeted, secured and logged in. */
export interface SmtpLink {
  readonly socket: Socket
  /** The name that we greeted with. */
  readonly name: string
  readonly isEncrypted: boolean
}

export interface ConnectOptions {
  readonly timeouts: SmtpTimeouts
  /** Certificates in PEM to trust instead of those of the system. */
  readonly trust?: string
}

const longestReply = 64 * 1024

/** Connects, secures and logs in as nodemailer does, and takes the socket over; rejects with its error. */
export async function connectSmtp(server: SmtpServer, options: ConnectOptions): Promise<SmtpLink> {
  const connection = new SMTPConnection(connectionOptions(server, options))
  const impatience = setTimeout(() => {
    if (!isConnected(connection)) connection.emit('error', timeout(server))
  }, options.timeouts.connect)
  try {
    await greeted(connection)
    if (server.login) await loggedIn(connection, server.login)
    return takeOver(connection)
  } catch (error) {
    connection.close()
    throw error
  } finally {
    clearTimeout(impatience)
  }
}

function connectionOptions(server: SmtpServer, { timeouts, trust }: ConnectOptions) {
  return {
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    requireTLS: server.requiresTls && !server.isSecure,
    ...(server.name !== null && { name: server.name }),
    ...(trust !== undefined && { tls: { ca: trust } }),
    // nodemailer counts greeting and STARTTLS into the time for connecting.
    connectionTimeout: timeouts.connect + timeouts.greeting,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.command,
    maxResponseSize: longestReply,
  }
}

function greeted(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(closed()))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

/** A login that is set but not offered is a fault: mail must not go out as somebody else. */
function loggedIn(connection: SMTPConnection, login: { user: string; password: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(closed()))
    if (!connection.allowsAuth) {
      reject(Object.assign(new Error('The server offers no login'), { code: 'EAUTH' }))
      return
    }
    const credentials = { user: login.user, pass: login.password }
    connection.login({ ...credentials, credentials }, (error) => (error ? reject(error) : resolve()))
  })
}

/** nodemailer goes on to tidy the socket up at its end; what the server says, and when, is ours from here on. */
function takeOver(connection: SMTPConnection): SmtpLink {
  const socket = connection._socket
  if (!socket || socket.destroyed) throw closed()
  socket.removeAllListeners('data').removeAllListeners('timeout').setTimeout(0)
  return { socket, name: connection.name, isEncrypted: connection.secure }
}

function isConnected({ _socket: socket }: SMTPConnection): boolean {
  return Boolean(socket) && socket instanceof Object && !socket.connecting
}

function timeout(server: SmtpServer): Error {
  return Object.assign(new Error(`${server.label} does not answer`), { code: 'ETIMEDOUT', command: 'CONN' })
}

function closed(): Error {
  return Object.assign(new Error('Connection closed unexpectedly'), { code: 'ECONNECTION', command: 'CONN' })
}
