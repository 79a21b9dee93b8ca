/** The table that holds the recipients of one issue, a partition of `delivery`. */
export function partitionName(issueId: number): string {
  return `delivery_${issueId}`
}
