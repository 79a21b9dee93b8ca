import type { Browser } from 'playwright-core'
import { AppError } from '../errors.ts'

const startTimeoutMs = 30_000

/** Starts a Chromium that reaches no host by itself; it is `unreachable` when it does not start. */
export async function startChromium(executablePath: string): Promise<Browser> {
  // Only a preview needs it, so nothing else waits until it is loaded.
  const { chromium } = await import('playwright-core')
  try {
    return await chromium.launch({
      executablePath,
      args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--disable-background-networking', '--disable-sync'],
      // Chromium refuses to sandbox what root runs.
      chromiumSandbox: process.getuid?.() !== 0,
      timeout: startTimeoutMs,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
  } catch (cause) {
    // The error tells the whole log of the start; its first line says enough.
    const [reason = ''] = cause instanceof Error ? cause.message.split('\n') : []
    throw new AppError('unreachable', `${executablePath} does not start (${reason}).`)
  }
}
