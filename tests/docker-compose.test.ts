import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadConfig, settings } from '../src/config.ts'
import { commandNames } from './support/command-names.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (name: string) => readFile(path.join(root, name), 'utf8')

const duration = z.string().regex(/^\d+(s|m)$/)
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
    interval: duration,
    timeout: duration,
    retries: z.int().positive(),
    start_period: duration,
  }),
])
const condition = z.enum(['service_healthy', 'service_completed_successfully'])
const service = z.strictObject({
  image: z.string().regex(/:(?!latest)/),
  build: z.string().optional(),
  pull_policy: z.literal('never').optional(),
  profiles: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  init: z.boolean().optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  restart: z.enum(['no', 'unless-stopped']).optional(),
  stop_grace_period: duration.optional(),
  shm_size: z.string().optional(),
  env_file: z.array(z.strictObject({ path: z.string(), required: z.boolean() })).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: healthcheck.optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition })).default({}),
})
const composeFile = z.strictObject({
  name: z.string(),
  'x-recap': service,
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
})

const compose = composeFile.parse(parse(await read('docker-compose.yml'), { merge: true }))
const services = Object.entries(compose.services)
const ours = services.filter(([, { image }]) => image === compose['x-recap'].image)
const named = (name: string) => service.parse(compose.services[name])

const env: Record<string, string> = {
  POSTGRES_PASSWORD: '0f3a9c',
  SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtp://mailpit:1025',
  PUBLIC_URL: 'https://news.example.com',
}

/** Puts values in as Compose does: `${NAME}`, and `${NAME:?message}`, which must have one. */
function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(:\?([^}]+))?\}/g, (_, name: string, required?: string) => {
    const value = values[name]
    if (!value && required) throw new Error(`required variable ${name} is missing`)
    return value ?? ''
  })
}

function environmentOf(name: string, values = env): Record<string, string> {
  const entries = Object.entries(named(name).environment)
  return Object.fromEntries(entries.map(([key, value]) => [key, interpolate(value, values)]))
}

describe('docker-compose.yml', () => {
  test('a misspelt key is refused by the schema', () => {
    const wrong = { ...compose, services: { web: { ...compose.services['web'], restrat: 'no' } } }
    expect(composeFile.safeParse(wrong).success).toBe(false)
  })

  test('our services are migrate, web and worker, and each runs a command of the CLI', async () => {
    const names = ['migrate', 'web', 'worker']
    expect(ours.map(([name, { command }]) => [name, command])).toEqual(names.map((name) => [name, [name]]))
    expect(await commandNames()).toEqual(expect.arrayContaining(names))
  })

  test('the image is built by one service and pulled by none', () => {
    expect(ours.filter(([, { build }]) => build).map(([name]) => name)).toEqual(['migrate'])
    for (const [, { pull_policy }] of ours) expect(pull_policy).toBe('never')
  })

  test('every variable of our services is a setting, and the settings are accepted', () => {
    const known = Object.keys(settings.shape).flatMap((name) => [name, `${name}_FILE`])
    for (const [name, { environment }] of ours) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(environment)))
      expect(loadConfig(environmentOf(name))).toMatchObject({ dataDir: '/data', port: 3000 })
    }
  })

  test('web and worker share keys, mail server, queue and data', () => {
    const { HOST, ...web } = environmentOf('web')
    expect(HOST).toBe('0.0.0.0')
    expect(web).toEqual(environmentOf('worker'))
    for (const [, { volumes }] of ours) expect(volumes).toEqual(['data:/data'])
  })

  test.each(Object.keys(env))('nothing starts without %s', (name) => {
    const { [name]: _left, ...rest } = env
    expect(() => environmentOf('worker', rest)).toThrow(`required variable ${name} is missing`)
  })

  test('our services run without root, capabilities or a writable file system', () => {
    for (const [, each] of ours) {
      expect(each).toMatchObject({ init: true, user: 'node', read_only: true, tmpfs: ['/tmp'] })
      expect(each).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(each.env_file).toEqual([{ path: '.env', required: false }])
    }
  })

  test('whatever is waited for can come true', () => {
    for (const [, { depends_on }] of services) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const target = named(name)
        if (condition === 'service_healthy') expect(target.healthcheck).toHaveProperty('test')
        else expect(target.restart).toBe('no')
      }
    }
    expect(Object.keys(named('web').depends_on)).toEqual(['postgres', 'redis', 'migrate'])
    expect(named('worker').depends_on).toEqual(named('web').depends_on)
  })

  test('every published port is on loopback', () => {
    const ports = services.flatMap(([, each]) => each.ports)
    expect(ports).toEqual(Array(3).fill(expect.stringMatching(/^127\.0\.0\.1:\d+:\d+$/)))
  })

  test('Redis drops nothing, web is ready when /readyz says so, a worker has time to finish', () => {
    const redis = 'redis-server --appendonly yes --maxmemory-policy noeviction'
    expect(named('redis').command.join(' ')).toBe(redis)
    expect(JSON.stringify(named('web').healthcheck)).toContain('/readyz')
    expect(Number.parseInt(named('worker').stop_grace_period ?? '0')).toBeGreaterThanOrEqual(90)
  })

  test('only mailpit is for development', () => {
    const profiles = services.filter(([, each]) => each.profiles.length > 0)
    expect(profiles.map(([name, each]) => [name, each.profiles])).toEqual([['mailpit', ['dev']]])
  })

  test('every volume is named and declared', () => {
    const used = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.replace(/:.*/, '')))
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted())
    expect(named('postgres').volumes).toEqual(['postgres:/var/lib/postgresql'])
  })
})

const instructions = (await read('Dockerfile'))
  .replace(/\\\n/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
const argumentsOf = (keyword: string) =>
  instructions.filter((line) => line.startsWith(`${keyword} `)).map((line) => line.slice(keyword.length + 1))
const copies = argumentsOf('COPY').map((line) => line.split(' ').slice(0, -1))

describe('Dockerfile', () => {
  test('every stage is on Node 24, and the last one is not root', () => {
    for (const from of argumentsOf('FROM')) expect(from).toMatch(/^node:24-slim( AS \w+)?$/)
    expect(argumentsOf('USER')).toEqual(['node'])
    const last = instructions.findLastIndex((line) => line.startsWith('FROM '))
    expect(instructions.indexOf('USER node')).toBeGreaterThan(last)
  })

  test('what is copied is in the repository and let through, and nothing else is', async () => {
    const sources = new Set(copies.filter(([first]) => !first?.startsWith('--')).flat())
    const lines = (await read('.dockerignore')).split('\n').filter((line) => /^[*!]/.test(line))
    for (const source of sources)
      expect([source, existsSync(path.join(root, source))]).toEqual([source, true])
    expect(lines.toSorted()).toEqual(['*', ...[...sources].map((source) => `!${source}`)].toSorted())
  })

  test('what is copied from another stage is made there', () => {
    const staged = copies.flat().filter((word) => /^--from=|^\/app\//.test(word))
    expect(staged).toEqual(['--from=packages', '/app/node_modules', '--from=build', '/app/dist'])
    expect(argumentsOf('RUN')).toContain('npm run build')
  })

  test('the entry point is recap, by default all of it', () => {
    expect(argumentsOf('ENTRYPOINT')).toEqual(['["node", "bin/recap.js"]'])
    expect(argumentsOf('CMD')).toEqual(['["start"]'])
    expect(argumentsOf('VOLUME')).toEqual(['/data'])
  })
})

/** Runs `.ci/run` with nothing but `stubs`, given as shell lines, and a few basic tools on PATH. */
async function runCi(stubs: Record<string, string>): Promise<{ code: number; calls: string; error: string }> {
  const bin = await mkdtemp(path.join(tmpdir(), 'ci-run-'))
  const log = path.join(bin, 'calls')
  await writeFile(log, '')
  for (const name of ['bash', 'dirname', 'env', 'id', 'timeout'])
    await symlink(which(name), path.join(bin, name))
  for (const [name, line] of Object.entries(stubs))
    await writeFile(path.join(bin, name), `#!/bin/sh\necho "${name} $*" >>${log}\n${line}\n`, { mode: 0o755 })
  await writeFile(path.join(bin, 'sudo'), '#!/bin/sh\nshift; exec "$@"\n', { mode: 0o755 })
  const run = spawnSync(path.join(root, '.ci/run'), { env: { PATH: bin }, encoding: 'utf8' })
  const calls = await readFile(log, 'utf8')
  await rm(bin, { recursive: true })
  return { code: run.status ?? -1, calls, error: run.stderr }
}

const which = (name: string) =>
  ['/usr/bin', '/bin'].map((dir) => path.join(dir, name)).find(existsSync) ?? name
const installed = { 'valkey-server': '', chromium: '', spamassassin: '' }

describe('.ci/run', () => {
  test('it is executable, installs nothing that is there, and ends with the exit code of npm test', async () => {
    expect((await stat(path.join(root, '.ci/run'))).mode & 0o111).toBe(0o111)
    const { code, calls } = await runCi({ ...installed, npm: '[ "$1" != test ] || exit 7' })
    expect(calls).toBe('npm ci --no-audit --no-fund\nnpm test\n')
    expect(code).toBe(7)
  })

  test('what is missing is installed, and the tests then require Redis and Chromium', async () => {
    const npm = '[ "$1" != test ] || [ "$REQUIRE_REDIS$REQUIRE_CHROMIUM$CI" = 11true ]'
    const { code, calls } = await runCi({ npm, 'apt-get': '' })
    expect(calls).toMatch(
      /^apt-get .* update\napt-get .* install .*redis-server chromium spamassassin\nnpm ci /,
    )
    expect(code).toBe(0)
  })

  test('it ends with 1 and a reason when apt-get fails', async () => {
    const { code, calls, error } = await runCi({ npm: '', 'apt-get': 'exit 100' })
    expect([code, calls.includes('npm')]).toEqual([1, false])
    expect(error).toContain('apt-get could not install redis-server chromium spamassassin')
  })

  test('it ends with 1 and a reason when npm ci fails or npm is missing', async () => {
    expect(await runCi({ ...installed, npm: 'exit 5' })).toMatchObject({ code: 1 })
    expect((await runCi(installed)).error).toContain('install Node.js')
  })
})
