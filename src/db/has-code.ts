/** Whether a thrown value carries this `code`, such as `EEXIST` of Node or `28P01` of PostgreSQL. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
