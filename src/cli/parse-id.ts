import { InvalidArgumentError } from 'commander'

/** Reads the id of a thing as the lists show it. */
export function parseId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number, as the list shows it.')
}
