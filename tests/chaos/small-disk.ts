import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'

/** A disk in memory that can be filled to the last byte. */
export interface SmallDisk {
  fill(): void
  free(): void
  unmount(): void
}

const megabytes = 700

/** Mounts a small disk on a folder; undefined where that is not allowed, as it is to root alone. */
export function mountSmallDisk(folder: string): SmallDisk | undefined {
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder])
  if (mounted.status !== 0) return undefined
  chmodSync(folder, 0o755)
  const ballast = path.join(folder, 'ballast')
  return {
    fill: () => writeUntilFull(ballast),
    free: () => rmSync(ballast, { force: true }),
    unmount: () => void spawnSync('umount', ['-l', folder]),
  }
}

function writeUntilFull(file: string): void {
  const fd = openSync(file, 'w')
  try {
    for (const size of [1024 * 1024, 4096, 1]) writeAll(fd, Buffer.alloc(size))
  } finally {
    closeSync(fd)
  }
}

/** Writes the same piece until the disk takes no more of it. */
function writeAll(fd: number, piece: Buffer): void {
  try {
    for (;;) writeSync(fd, piece)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
