// Loaded before a program, it writes the most memory that the program ever held (KiB) and its processor time
// (microseconds) to USAGE_FILE at its end.
import { writeFileSync } from 'node:fs'
import process from 'node:process'

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  writeFileSync(
    process.env.USAGE_FILE,
    JSON.stringify({ peakKiB: maxRSS, cpuUs: userCPUTime + systemCPUTime }),
  )
})
