import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig, type Config, type Environment } from '../config.ts'
import { findPort } from './find-port.ts'

const usualPort = 3000

/**
 * Settings under which the demo can do no harm: its own folder, its own database, a captured inbox and loopback
 * addresses only, whatever the environment says. The port of an earlier demo in the same folder is taken again.
 */
export async function demoSettings(env: Environment): Promise<Config> {
  const dataDir = env['DATA_DIR'] || (await makeTemporaryFolder())
  const config = loadConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: env['LOG_LEVEL'] ?? 'warn',
    FETCH_ALLOW: '127.0.0.1',
  })
  const port = await choosePort(config.dataDir, env)
  return { ...config, port, publicUrl: `http://127.0.0.1:${port}` }
}

/** Run by root, PostgreSQL belongs to another user, who has to get in. */
async function makeTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'recap-demo-'))
  await chmod(folder, 0o755)
  return folder
}

async function choosePort(dataDir: string, env: Environment): Promise<number> {
  const file = path.join(dataDir, 'demo-port')
  const before = await readFile(file, 'utf8').catch(() => '')
  const port = await findPort(
    [Number(env['PORT']) || 0, Number(before) || 0, usualPort].filter((wanted) => wanted > 0),
  )
  await writeFile(file, String(port))
  return port
}
