import { plainText } from './plain-text.ts'
import type { Fault } from './push-result.ts'

/** A fault as zod tells it; `keys` are those that nobody knows. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: unknown
}

const mostFaults = 50

/** Names the field of each fault as a programmer would write it: `related[0].url`. The first 50 are told. */
export function nameFaults(issues: readonly SchemaIssue[]): Fault[] {
  return issues.flatMap(faultsOf).slice(0, mostFaults)
}

function faultsOf({ path, message, keys }: SchemaIssue): Fault[] {
  if (!Array.isArray(keys)) return [{ field: fieldName(path), message }]
  return keys.map((key) => ({ field: fieldName([...path, String(key)]), message: 'is not a known field' }))
}

/** Keys come from outside, so they are cleaned and cut. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) => (/^\d+$/.test(String(part)) ? `[${String(part)}]` : `.${plainText(String(part), 100)}`))
    .join('')
  return name.replace(/^\./, '')
}
