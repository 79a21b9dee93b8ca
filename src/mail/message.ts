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
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo !== null && { replyTo: mail.replyTo }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
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
