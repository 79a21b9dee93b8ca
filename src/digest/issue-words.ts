import { closestName } from '../closest-name.ts'
import { AppError } from '../errors.ts'
import { noteTokens } from '../letter/note-tokens.ts'
import { oneLine } from '../sender.ts'

export const issueWordNames = ['subject', 'preheader', 'note'] as const

/** Which of an issue's words an operator may write. */
export type IssueWordName = (typeof issueWordNames)[number]

/** The name as an operator wrote it; `bad_input` guesses what was meant. */
export function readIssueWordName(name: string): IssueWordName {
  const known = issueWordNames.find((each) => each === name)
  if (known) return known
  const guess = closestName(name, issueWordNames)
  const hint = guess ? `did you mean ${guess}?` : `there are ${issueWordNames.join(', ')}.`
  throw new AppError('bad_input', `An issue has no ${name} to set: ${hint}`)
}

/** The words as they are kept, null for none; `bad_input` says what is wrong with them. */
export function readIssueWords(name: IssueWordName, value: string): string | null {
  if (value.trim() === '') return null
  if (name === 'note') {
    noteTokens(value)
    return value.trim()
  }
  const result = oneLine.safeParse(value)
  if (result.success) return result.data
  throw new AppError(
    'bad_input',
    `The ${name} ${result.error.issues.map(({ message }) => message).join(', ')}.`,
  )
}
