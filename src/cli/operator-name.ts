import { userInfo } from 'node:os'

/** Who runs the command, for the record of what operators do: `operator ann`. */
export function operatorName(): string {
  try {
    return `operator ${userInfo().username}`
  } catch {
    // A user without a name, as in many containers.
    return 'operator'
  }
}
