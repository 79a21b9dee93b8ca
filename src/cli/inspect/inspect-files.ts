import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError, errorCode, errorText } from '../../errors.ts'
import { exitCodes, Interrupted } from '../exit-codes.ts'
import { printObject } from '../print.ts'
import type { Session } from '../session.ts'

/** What a look at one file gives; throws for a file that it cannot make anything of. */
export type Look = (body: Uint8Array, url: string) => object

/**
 * Prints what `look` gives for each file, one after the other in their order. A file that cannot be processed has its
 * error in its line, and the exit code is 6 at the end.
 */
export async function inspectFiles(
  session: Session,
  look: Look,
  { files, url }: { files: readonly string[]; url: string },
): Promise<number> {
  let failed = 0
  for (const file of files) {
    if (session.io.stopping.aborted) throw new Interrupted('interrupted')
    const line = await inspect(path.resolve(session.io.cwd, file), look, url)
    if (!line.ok) failed++
    await printObject(session, { file, ...line })
  }
  return failed === 0 ? exitCodes.done : exitCodes.partlyDone
}

type Line =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }

async function inspect(file: string, look: Look, url: string): Promise<Line> {
  try {
    return { ok: true, ...look(await readBytes(file), url) }
  } catch (error) {
    return { ok: false, error: { code: errorCode(error), message: errorText(error) } }
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new AppError('not_found', `${file} cannot be read; check its name and whether you may read it.`, {
      cause,
    })
  }
}
