import { errorText } from '../../errors.ts'

/** What a check found: whether it is well, what is the case, and how to mend or better it. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
  readonly mend: string | null
}

export function well(check: string, detail: string, hint: string | null = null): Finding {
  return { check, ok: true, detail, mend: hint }
}

export function ill(check: string, detail: string, mend: string): Finding {
  return { check, ok: false, detail, mend }
}

/** Runs a check; one that throws has found that its thing is broken. */
export async function examine(check: string, mend: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (error) {
    return ill(check, errorText(error).replace(/\s+/g, ' '), mend)
  }
}
