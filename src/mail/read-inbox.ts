import { open, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser'
import { arrivalOf, isInboxId } from './inbox-id.ts'

const newest = 100
const headBytes = 64 * 1024
const extension = '.eml'

/** A captured mail as its headers tell it; `date` is the time of arrival when they tell none. */
interface InboxEntry {
  readonly id: string
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly date: Date
}

/** A captured mail in whole; `unsubscribeUrl` is the web address of List-Unsubscribe (RFC 2369). */
export interface InboxMail extends InboxEntry {
  readonly html: string | undefined
  readonly text: string | undefined
  readonly unsubscribeUrl: string | undefined
  readonly source: Buffer
}

/** How many mails a folder holds, and the newest 100 of them, newest first. */
export interface InboxList {
  readonly total: number
  readonly mails: readonly InboxEntry[]
}

/** Lists a folder of captured mails; it reads only the heads of those it shows. A missing folder is empty. */
export async function listInbox(folder: string): Promise<InboxList> {
  const names = await readdir(folder).catch(ignoreMissing)
  const ids = (names ?? [])
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .filter(isInboxId)
    .toSorted()
    .toReversed()
  const mails = await Promise.all(ids.slice(0, newest).map((id) => readEntry(folder, id)))
  return { total: ids.length, mails: mails.filter((mail) => mail !== undefined) }
}

/** A captured mail, or undefined when there is none of that id or the text is no id at all. */
export async function findInboxMail(folder: string, id: string): Promise<InboxMail | undefined> {
  if (!isInboxId(id)) return undefined
  const source = await readFile(fileOf(folder, id)).catch(ignoreMissing)
  if (!source) return undefined
  const mail = await simpleParser(source)
  return {
    ...entryOf(id, mail),
    html: mail.html || undefined,
    text: mail.text,
    unsubscribeUrl: unsubscribeUrlOf(mail),
    source,
  }
}

async function readEntry(folder: string, id: string): Promise<InboxEntry | undefined> {
  const file = await open(fileOf(folder, id)).catch(ignoreMissing)
  if (!file) return undefined
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes) })
    return entryOf(id, await simpleParser(headOf(buffer.subarray(0, bytesRead))))
  } finally {
    await file.close()
  }
}

/** Everything up to the first empty line: parsing the body is what takes the time. */
function headOf(start: Buffer): Buffer {
  const end = start.indexOf('\r\n\r\n')
  return end === -1 ? start : start.subarray(0, end + 4)
}

function entryOf(id: string, mail: ParsedMail): InboxEntry {
  return {
    id,
    subject: mail.subject ?? '',
    from: addressText(mail.from),
    to: addressText(mail.to),
    date: mail.date ?? arrivalOf(id),
  }
}

function addressText(addresses: AddressObject | AddressObject[] | undefined): string {
  return [addresses ?? []]
    .flat()
    .map((address) => address.text)
    .join(', ')
}

function unsubscribeUrlOf(mail: ParsedMail): string | undefined {
  const header = mail.headerLines.find(({ key }) => key === 'list-unsubscribe')
  return header?.line.replace(/\s+/g, '').match(/<(https?:[^>]+)>/i)?.[1]
}

function fileOf(folder: string, id: string): string {
  return path.join(folder, id + extension)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
