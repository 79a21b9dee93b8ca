import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError, errorText } from './errors.ts'
import { closestName } from './closest-name.ts'
import { readDkimKey, type DkimKey } from './dkim-key.ts'
import { sender } from './sender.ts'
import { smtpUrlProblem } from './smtp-url.ts'
import type { KeyRing } from './key-ring.ts'
import { keyProblems, newKeyEntry, parseKeys } from './key-entries.ts'
import { writeOnce } from './write-once.ts'

export const workerNames = ['collect', 'issue', 'deliver', 'notices', 'schedule'] as const
export type WorkerName = (typeof workerNames)[number]

const portRule = 'must be a whole number from 0 to 65535'

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i

/** Settings that come from the environment, checked; the one place that knows their names. */
export const settings = z.object({
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/recap')
    .optional()
    .describe('PostgreSQL 14 or newer; not set: a PostgreSQL of its own under DATA_DIR'),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379')
    .optional()
    .describe('BullMQ on Redis; not set: BullMQ on PostgreSQL'),
  SMTP_URL: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .superRefine((urls, context) => {
      const problems = urls.map(smtpUrlProblem).filter((problem) => problem !== undefined)
      for (const message of problems) context.addIssue({ code: 'custom', message })
    })
    .optional()
    .describe(
      'mail servers in order of preference, comma separated: smtp(s)://user:password@host:port?pool=20&rate=50; options: pool, rate, weight, max, require-tls, name; not set: mail is captured under DATA_DIR/inbox',
    ),
  PUBLIC_URL: urlOf(['http:', 'https:'], 'https://news.example.com')
    .refine((text) => !/[?#]/.test(text), 'must have no query and no fragment')
    .optional()
    .describe('base of every link in the mail; not set: http://localhost:PORT'),
  MAIL_FROM: sender.optional().describe('sender, "Name <address>"; not set: the one of the newsletter'),
  DKIM_KEY_FILE: z
    .string()
    .optional()
    .describe('RSA private key in PEM form that signs mail here; not set: the mail server signs'),
  DKIM_DOMAIN: z
    .string()
    .regex(hostName, 'must be the domain that signs, such as example.com')
    .optional()
    .describe('domain that signs, the one of the sender or above it'),
  DKIM_SELECTOR: z
    .string()
    .regex(hostName, 'must be the name under _domainkey where the key is published, such as recap')
    .optional()
    .describe('name under which DNS holds the public key; `recap doctor` prints the record'),
  SECRET_KEYS: z
    .string()
    .optional()
    .describe(
      'signing keys, id:base64 with 32 bytes or more, newest first; not set: generated into DATA_DIR/keys',
    ),
  DATA_DIR: z.string().min(1).default('./data').describe('folder for everything that Recap keeps in files'),
  PORT: z.coerce
    .number(portRule)
    .int(portRule)
    .min(0, portRule)
    .max(65535, portRule)
    .default(3000)
    .describe('port of the web server'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the web server listens on'),
  TRUST_PROXY: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text === 'true')
    .describe('whether a proxy in front names the clients in X-Forwarded-For; true or false'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('trace, debug, info, warn, error, fatal or silent'),
  WORKERS: z
    .string()
    .default('all')
    .transform((text) => (text === 'all' ? [...workerNames] : namesIn(text)))
    .pipe(z.array(z.enum(workerNames, `must be "all" or a list of ${workerNames.join(', ')}`)))
    .describe(`workers of this process: all, or some of ${workerNames.join(', ')}`),
  PROBE_URL: urlOf(['http:', 'https:'], 'http://127.0.0.1:8025/taken?id={id}')
    .refine((text) => text.includes('{id}'), 'must hold {id}, where the Message-ID goes')
    .optional()
    .describe(
      'asked whether a mail without an answer was taken; {id} is its Message-ID; see docs/delivery.md',
    ),
  PROBE_COMMAND: z
    .string()
    .min(1)
    .optional()
    .describe('the same as a program, which gets the Message-ID as its argument'),
  FETCH_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .describe('private hosts or networks that fetching may reach, such as 127.0.0.1 10.0.0.0/8'),
})

/** Settings that may be read from a file named by `NAME_FILE` instead. */
const secretNames = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'SECRET_KEYS'] as const

export interface Config {
  readonly databaseUrl?: string
  readonly redisUrl?: string
  readonly smtpUrls: readonly string[]
  readonly publicUrl: string
  readonly mailFrom?: string
  readonly dkim?: DkimKey
  readonly keys: KeyRing
  /** Where Recap keeps the ring itself; not set when it comes from the settings. */
  readonly keysFile?: string
  readonly dataDir: string
  readonly port: number
  readonly host: string
  readonly trustProxy: boolean
  readonly logLevel: string
  readonly workers: readonly WorkerName[]
  readonly fetchAllow: readonly string[]
  readonly probe?:
    | { readonly kind: 'url'; readonly template: string }
    | { readonly kind: 'command'; readonly file: string }
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads every setting; all problems come in one `bad_config` error, one line each. */
export function loadConfig(env: Environment): Config {
  const { values, problems } = withFiles(env)
  problems.push(...unknownNames(env))
  const result = settings.safeParse(values)
  if (!result.success) {
    problems.push(...result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`))
  }
  const dataDir = path.resolve(values['DATA_DIR'] ?? './data')
  const dkim = readDkimKey(values, problems)
  const given = values['SECRET_KEYS']
  if (given !== undefined) problems.push(...keyProblems(given, 'SECRET_KEYS'))
  if (!result.success || problems.length > 0) throw badConfig(problems)
  const set = result.data
  return Object.freeze({
    ...(set.DATABASE_URL && { databaseUrl: set.DATABASE_URL }),
    ...(set.REDIS_URL && { redisUrl: set.REDIS_URL }),
    ...(set.MAIL_FROM && { mailFrom: set.MAIL_FROM }),
    ...(dkim && { dkim }),
    smtpUrls: set.SMTP_URL ?? [],
    publicUrl: (set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/+$/, ''),
    keys: parseKeys(given ?? keptKeys(dataDir)),
    ...(given === undefined && { keysFile: keysFileIn(dataDir) }),
    dataDir,
    port: set.PORT,
    host: set.HOST,
    trustProxy: set.TRUST_PROXY,
    logLevel: set.LOG_LEVEL,
    workers: set.WORKERS,
    fetchAllow: set.FETCH_ALLOW,
    ...(set.PROBE_COMMAND && { probe: { kind: 'command', file: set.PROBE_COMMAND } as const }),
    ...(set.PROBE_URL && { probe: { kind: 'url', template: set.PROBE_URL } as const }),
  })
}

function badConfig(problems: readonly string[]): AppError {
  return new AppError(
    'bad_config',
    `The settings cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}\nMend them in the environment or in .env, then start again.`,
  )
}

function withFiles(env: Environment): { values: Record<string, string | undefined>; problems: string[] } {
  const names = Object.keys(settings.shape)
  const values = Object.fromEntries(names.map((name) => [name, env[name]?.trim() || undefined]))
  const problems: string[] = []
  for (const name of secretNames) {
    const file = env[`${name}_FILE`]?.trim()
    if (!file) continue
    if (values[name] === undefined) values[name] = readSecret(`${name}_FILE`, file, problems)
    else problems.push(`${name}: set either ${name} or ${name}_FILE, not both`)
  }
  return { values, problems }
}

function readSecret(name: string, file: string, problems: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    problems.push(`${name}: ${file} cannot be read (${errorText(error)})`)
    return undefined
  }
}

function unknownNames(env: Environment): string[] {
  const known = Object.keys(settings.shape)
  return Object.keys(env)
    .filter((name) => name.startsWith('RECAP_'))
    .map((name) => {
      const guess = closestName(name.slice('RECAP_'.length), known)
      return `${name}: no such setting${guess ? `; did you mean ${guess}?` : ''}`
    })
}

function namesIn(text: string): string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))]
}

function urlOf(protocols: readonly string[], example: string): z.ZodString {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must look like ${example}`,
  })
}

/** The ring under `DATA_DIR/keys`, made with a single key at the first start and kept for ever. */
function keptKeys(dataDir: string): string {
  const file = keysFileIn(dataDir)
  const text = readOrMake(file).trim()
  const problems = keyProblems(text, file)
  if (problems.length > 0) throw badConfig(problems)
  return text
}

function keysFileIn(dataDir: string): string {
  return path.join(dataDir, 'keys')
}

function readOrMake(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : writeOnce(file, `${newKeyEntry()}\n`)
  } catch (cause) {
    throw badConfig([`DATA_DIR: the signing keys cannot be kept in ${file} (${errorText(cause)})`])
  }
}
