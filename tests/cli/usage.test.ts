import { describe, expect, test } from '@jest/globals'
import { createProgram } from '../../src/cli/program.ts'
import type { Io } from '../../src/cli/io.ts'
import { recap } from './desk.ts'

/** Every command of the program as the words that call it. */
async function findCommandLines(): Promise<string[][]> {
  const { program } = await createProgram({} as Io)
  return program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [[command.name()]]
      : command.commands.map((leaf) => [command.name(), leaf.name()]),
  )
}

describe('wrong use', () => {
  const cases: [string, string[], string][] = [
    ['an unknown command is guessed', ['isue'], 'Did you mean issue?'],
    ['an unknown command of a group is guessed', ['issue', 'biuld'], 'Did you mean build?'],
    ['an unknown option is guessed', ['issue', 'send', '1', '--wiat'], 'Did you mean --wait?'],
    ['a missing argument is named', ['source', 'add'], "missing required argument 'url'"],
    ['too many arguments are refused', ['migrate', 'now'], 'too many arguments'],
    ['a missing option is named', ['subscriber', 'add', 'a@b.example'], '--consent <text>'],
    ['an id that is no number is refused', ['issue', 'show', 'x'], 'must be a number'],
    ['a week that no calendar has is refused', ['issue', 'build', '--week', '2026-W54'], 'such as 2026-W47'],
    ['an unknown worker is refused', ['worker', 'postman'], 'collect, issue, deliver, notices, schedule'],
    ['a setting without a value is refused', ['newsletter', 'set', 'name'], 'name has no value'],
    ['a group without a command explains itself', ['issue'], 'Usage: recap issue'],
    ['no command at all explains the program', [], 'Usage: recap'],
  ]
  test.each(cases)('%s, exit code 2', async (_fact, args, message) => {
    const { code, stdout, stderr } = await recap(args)
    expect(stderr).toContain(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test('the message says where the right use is explained', async () => {
    expect((await recap(['issue', 'show'])).stderr).toContain('See `recap issue show --help`.')
  })
})

const commandLines = await findCommandLines()

describe('help', () => {
  test.each(commandLines.map((words) => [words.join(' '), words] as const))(
    'recap %s explains itself with an example, on standard output',
    async (name, words) => {
      const { code, stdout, stderr } = await recap([...words, '--help'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toContain(`Usage: recap ${name}`)
      expect(stdout).toMatch(new RegExp(`Example:\n {2}recap ${name}`))
    },
  )

  test('the program lists its exit codes', async () => {
    expect((await recap(['--help'])).stdout).toContain('130 interrupted')
  })

  test('the version is the one of the package', async () => {
    expect(await recap(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })
})
