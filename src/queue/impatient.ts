import { AppError } from '../errors.ts'
import { within } from '../within.ts'

/** Calls that would wait for as long as a server is away. */
type Calls = <Result>(call: () => Promise<Result>) => Promise<Result>

/**
 * Gives each call so many milliseconds. While one that took longer is still not answered, the others are not even
 * made, so that none pile up for the day when the server is back; all of these are `unreachable`.
 */
export function impatient(ms: number): Calls {
  let unanswered = 0
  return async (call) => {
    if (unanswered > 0) throw queueAway()
    const answer = call()
    return within(ms, answer, () => {
      unanswered += 1
      const heard = (): void => void (unanswered -= 1)
      answer.then(heard, heard)
      return queueAway()
    })
  }
}

export function queueAway(): AppError {
  return new AppError(
    'unreachable',
    'The queue does not answer. What it does not hear of is found in the database and done all the same.',
  )
}
