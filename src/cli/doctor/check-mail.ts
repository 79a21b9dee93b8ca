import type { Config } from '../../config.ts'
import { dkimRecord, dkimStrength } from '../../dkim-key.ts'
import { isLoopback } from '../../loopback.ts'
import { examineServer, type ServerReport } from '../../mail/examine-server.ts'
import { parseSmtpUrl } from '../../smtp-url.ts'
import { examine, ill, well, type Finding } from './finding.ts'

/** One finding for every server of SMTP_URL, in their order. */
export async function* checkMail({ smtpUrls, dataDir }: Config): AsyncGenerator<Finding> {
  if (smtpUrls.length === 0) {
    const hint = 'Set SMTP_URL to mail real people.'
    yield well('mail', `no SMTP_URL: mail is captured under ${dataDir}/inbox and reaches nobody`, hint)
  }
  for (const url of smtpUrls) {
    yield await examine('mail', 'Check SMTP_URL: host, port, user and password.', async () =>
      findingOf(await examineServer(url)),
    )
  }
}

function findingOf({ label, isLoggedIn, isEncrypted, offersUtf8, largestMessage }: ServerReport): Finding {
  const size = largestMessage === null ? '' : `, messages up to ${Math.floor(largestMessage / 2 ** 20)} MiB`
  const parts = [
    `${label} ${isLoggedIn ? 'takes our login' : 'takes mail without a login'}`,
    isEncrypted ? 'encrypted' : 'not encrypted',
    offersUtf8 ? 'with SMTPUTF8' : 'without SMTPUTF8',
  ]
  const isOpen = !isEncrypted && !isLoopback(parseSmtpUrl(`smtp://${label}`).host)
  const hint =
    'Use smtps: or a server with STARTTLS, and require-tls=true: others can read mail and login on the way.'
  return well('mail', `${parts.join(', ')}${size}`, isOpen ? hint : null)
}

/** A signature can be checked only when DNS holds the record of its key. */
export function checkDkim({ dkim }: Config): Finding {
  if (!dkim) return well('dkim', 'mail is not signed here: the mail server must sign it')
  const { bits, isRecommended } = dkimStrength(dkim)
  const { name, value } = dkimRecord(dkim)
  const record = `DNS must hold ${name} TXT "${value}"`
  const hint = isRecommended ? record : `Use a key of 2048 bits or more. ${record}`
  return well('dkim', `signs for ${dkim.domain} with a key of ${bits} bits`, hint)
}

/** Readers follow these links from anywhere, so only https to a public name serves them. */
export function checkPublicUrl({ publicUrl, smtpUrls }: Config): Finding {
  const { protocol, hostname } = new URL(publicUrl)
  const mend = 'Set PUBLIC_URL to the https address that readers reach.'
  if (isLoopback(hostname)) {
    const detail = `${publicUrl} is this machine: the links in mail open nowhere else`
    const mailStaysHere = smtpUrls.every((url) => isLoopback(new URL(url).hostname))
    return mailStaysHere ? well('public-url', detail, mend) : ill('public-url', detail, mend)
  }
  if (protocol === 'https:') return well('public-url', publicUrl)
  return ill(
    'public-url',
    `${publicUrl} is not https: mail programs refuse one-click unsubscribing without it`,
    mend,
  )
}
