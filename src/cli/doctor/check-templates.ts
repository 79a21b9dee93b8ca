import type { Config } from '../../config.ts'
import { getNewsletter } from '../../digest/ensure-newsletter.ts'
import { letterSender } from '../../digest/letter-sender.ts'
import { renderIssue } from '../../digest/render-issue.ts'
import { findTemplates } from '../../letter/find-templates.ts'
import { readLetterTemplates } from '../../letter/letter-templates.ts'
import { renderNotice, type Notice } from '../../letter/render-notice.ts'
import { newSlotPrefix } from '../../mail/slots.ts'
import { examine, well, type Finding } from './finding.ts'
import type { Ledger } from './ledger.ts'

const noticeKinds: readonly Notice['kind'][] = ['confirm', 'welcome', 'preferences']

/** Compiles every kind of mail in the newsletter's own look, before a reader waits for it. */
export function checkTemplates({ db }: Ledger, { publicUrl }: Config): Promise<Finding> {
  return examine('templates', 'Put the templates folder back as the package has it.', async () => {
    const templates = await readLetterTemplates(findTemplates())
    const newsletter = await getNewsletter(db)
    const prefix = newSlotPrefix()
    const notice = { sender: letterSender(newsletter), weekday: newsletter.weekday }
    for (const kind of noticeKinds) await renderNotice({ ...notice, kind }, prefix, templates)
    const words = { number: null, subject: null, preheader: null, note: null }
    const window = { window_start: new Date(0), window_end: new Date() }
    const issue = { ...words, ...window, slug: 'sample', slot_prefix: prefix }
    await renderIssue({ templates, publicUrl }, { issue, newsletter, items: [] })
    return well('templates', 'the letter and its notices compile')
  })
}
