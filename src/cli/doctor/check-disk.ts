import { statfs } from 'node:fs/promises'
import type { Config } from '../../config.ts'
import { examine, ill, well, type Finding } from './finding.ts'

const leastGigabytes = 1

export function checkDisk({ dataDir }: Config): Promise<Finding> {
  const mend = 'Free some space, or set DATA_DIR to a folder on another disk.'
  return examine('disk', mend, async () => {
    const { bavail, bsize } = await statfs(dataDir)
    const gigabytes = (bavail * bsize) / 1e9
    const detail = `${gigabytes.toFixed(1)} GB free in ${dataDir}`
    return gigabytes >= leastGigabytes ? well('disk', detail) : ill('disk', detail, mend)
  })
}
