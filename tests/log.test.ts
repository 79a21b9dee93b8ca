import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'

test('a log tells of an error its name, code, message and cause, and nothing that hangs on it', () => {
  const script = `
    import { createLogger } from './src/log.ts'
    const cause = new Error('refused'); cause.cause = cause
    const error = Object.assign(new TypeError('cut', { cause }), { code: '57P01', client: { secretKey: 4711 } })
    createLogger('info').warn({ err: error }, 'the queue reports an error')`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  const { err } = JSON.parse(stderr) as { err: Record<string, unknown> }
  expect(err).toMatchObject({ type: 'TypeError', code: '57P01', message: 'cut' })
  expect(err['cause']).toContain('refused')
  expect(Object.keys(err).toSorted()).toEqual(['cause', 'code', 'message', 'stack', 'type'])
})
