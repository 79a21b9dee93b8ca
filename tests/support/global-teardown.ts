import { started } from './started.ts'

export default async function globalTeardown(): Promise<void> {
  for (const close of started.toReversed()) await close()
}
