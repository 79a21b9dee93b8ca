import { z } from 'zod'

const fault = z.strictObject({
  field: z.string().describe('where it is, such as keyPoints[2]'),
  message: z.string(),
})

/** What is wrong with a field. */
export type Fault = z.output<typeof fault>

/** What became of one pushed article; `rejected` changed nothing and lists the faults. */
export const pushResult = z.strictObject({
  index: z.int().nonnegative().describe('its place in the request, from 0'),
  externalId: z.string().nullable(),
  status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  id: z.int().optional().describe('its number in Recap'),
  url: z.string().optional().describe('its address as stored, without tracking parameters'),
  errors: z.array(fault).optional(),
})

export type PushResult = z.output<typeof pushResult>
