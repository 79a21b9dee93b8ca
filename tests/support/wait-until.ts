import { setTimeout as delay } from 'node:timers/promises'

/** Waits until a condition holds; fails with its description after the time given. */
export async function waitUntil(
  description: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until: ${description}`)
    await delay(25)
  }
}
