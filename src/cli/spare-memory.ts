import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the heap near what is in use: the space for young objects grows no further, and old ones are looked through
 * once they have grown by a third. What streams a million lines gains nothing from more of either, and by default
 * would hold two hundred MiB of lines that are long done.
 */
export function spareMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=33')
}

/** Lets the heap grow again as it does by default. */
export function growMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=2')
  setFlagsFromString('--heap-growing-percent=0')
}
