/**
 * Places at which a test may stop a process for good, in the order of a send. Within a dialogue (after RCPT, mid-body,
 * after the dot) the mail server of the test knows the place better than we do.
 */
export const failpointNames = [
  'during freeze',
  'during doorbell add',
  'before attempt is committed',
  'after attempt is committed',
  'after reply before journal',
  'after journal before flush',
  'during finalise',
] as const
export type FailpointName = (typeof failpointNames)[number]

/** Called at each named place of the delivery; what it does is its owner's affair. */
export type Failpoint = (name: FailpointName) => void

/** The failpoint of every real process. */
export const noFailpoint: Failpoint = () => undefined

/** Acts the nth time that a named place is reached, and never else. */
export function failpointAt(name: FailpointName, nth: number, act: () => void): Failpoint {
  let left = nth
  return (reached) => {
    if (reached !== name) return
    left -= 1
    if (left === 0) act()
  }
}
