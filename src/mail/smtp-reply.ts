/** A whole reply of a server (RFC 5321 4.2): its code, and its lines as they came, long ones cut short. */
export interface Reply {
  readonly code: number
  readonly text: string
}

/** Takes what the server sends in pieces of any size, and gives back the replies that are whole. */
export interface ReplyReader {
  /** Throws an `EPROTOCOL` error for what is no reply, and for one that does not end. */
  push(chunk: Buffer): Reply[]
}

/** Six hundred lines of RFC 5321's 512 octets would not fit; nor does any server that means well need as much. */
const longestReply = 64 * 1024

/** More of a reply than this is of no use to anybody. */
const keptText = 8192

const lineForm = /^([2-5]\d\d)(?:([ -]).*)?$/s

/** Reads the replies of one connection; its memory is bounded, whatever the server sends. */
export function openReplyReader(): ReplyReader {
  let rest = ''
  let reply = emptyReply
  return {
    push(chunk) {
      const replies: Reply[] = []
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        reply = addLine(reply, line.replace(/\r$/, ''))
        if (!reply.isWhole) continue
        replies.push({ code: reply.code, text: asUtf8(reply.text) })
        reply = emptyReply
      }
      if (rest.length + reply.size > longestReply) throw protocolError('The reply does not end')
      return replies
    },
  }
}

interface PartialReply {
  readonly code: number
  readonly text: string
  readonly size: number
  readonly isWhole: boolean
}

const emptyReply: PartialReply = { code: 0, text: '', size: 0, isWhole: false }

function addLine(reply: PartialReply, line: string): PartialReply {
  const [, digits, separator] = lineForm.exec(line) ?? []
  const code = Number(digits)
  if (digits === undefined || (reply.size > 0 && code !== reply.code)) {
    throw protocolError(`This is no reply of SMTP: ${line.slice(0, 200)}`)
  }
  const size = reply.size + line.length + 2
  if (size > longestReply) throw protocolError('The reply does not end')
  const text = reply.size === 0 ? line : `${reply.text}\r\n${line}`
  return { code, text: text.slice(0, keptText), size, isWhole: separator !== '-' }
}

/** The charset of a reply is nowhere defined; nearly everyone uses UTF-8, which ASCII is as well. */
function asUtf8(text: string): string {
  const decoded = Buffer.from(text, 'latin1').toString('utf8')
  return decoded.includes('�') ? text : decoded
}

function protocolError(message: string): Error {
  return Object.assign(new Error(message), { code: 'EPROTOCOL' })
}
