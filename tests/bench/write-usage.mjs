// Loaded before a program, it writes the most memory that the program ever held (KiB) and its processor time
// (microseconds) to USAGE_FILE at its end.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

const statusFile = '/proc/self/status'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  writeFileSync(
    process.env.USAGE_FILE,
    JSON.stringify({ peakKiB: peakKiB(), cpuUs: userCPUTime + systemCPUTime }),
  )
})

/** What getrusage tells begins with the memory of the program that started this one, so /proc is asked where it is. */
function peakKiB() {
  if (!existsSync(statusFile)) return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(statusFile, 'utf8'))[1])
}
