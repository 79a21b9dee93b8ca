import MailComposer from 'nodemailer/lib/mail-composer'

/** One mail to one person, complete: the same values give the same bytes. */
export interface OutgoingMail {
  readonly from: string
  readonly to: string
  readonly replyTo: string | null
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly messageId: string
  readonly date: Date
  readonly headers: Readonly<Record<string, string>>
}

/** The MIME message of a mail (RFC 5322): text first, HTML second, boundaries made from the Message-ID. */
export async function composeMessage(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: { name: '', address: mail.to },
    ...(mail.replyTo !== null && { replyTo: mailbox(mail.replyTo) }),
    subject: mail.subject,
    html: withCrlf(mail.html),
    text: withCrlf(mail.text),
    messageId: mail.messageId,
    date: mail.date,
    headers: mail.headers,
    baseBoundary: mail.messageId.replace(/[^a-z0-9]/gi, '').slice(0, 32),
    // Bodies come from memory alone: a path or URL in a mail field must never be opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** `Name <address>` as one mailbox, whatever the name holds: a colon or comma in it must not make it a list. */
function mailbox(text: string): { name: string; address: string } {
  const match = /^([^<>]*)<([^<>]*)>\s*$/.exec(text)
  if (!match) return { name: '', address: text.trim() }
  const [, name = '', address = ''] = match
  const quoted = /^"(.*)"$/s.exec(name.trim())
  const spoken = quoted?.[1]?.replace(/\\(.)/gs, '$1') ?? name
  return { name: spoken.replace(/\p{Cc}+/gu, ' ').trim(), address: address.trim() }
}

/** RFC 5322 2.3: CR and LF stand in a message only together. */
function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n')
}
