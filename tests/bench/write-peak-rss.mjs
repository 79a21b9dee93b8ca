// Loaded before a program, it writes the most memory that the program ever held (KiB) to PEAK_RSS_FILE at its end.
import { writeFileSync } from 'node:fs'
import process from 'node:process'

process.on('exit', () => writeFileSync(process.env.PEAK_RSS_FILE, String(process.resourceUsage().maxRSS)))
