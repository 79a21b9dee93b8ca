import { setTimeout as delay } from 'node:timers/promises'
import { sendIssue } from '../../../src/delivery/send-issue.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { areSent, readAllBooks } from '../books.ts'
import type { Rig } from '../rig.ts'
import type { Fault } from './fault.ts'

/** A database that comes back older than it was. */
export const restoreFaults: readonly Fault[] = [
  { name: 'an old backup of the database is restored', strike: restoreBackup },
]

/** Slow enough that the issue is still on its way when the backup comes back. */
const slowReplyMs = 1_000

/** How far the log has come is kept every second: what is lost of less than that goes unnoticed. */
const noticedMs = 2_000

/** What went out since the backup must not go out again before an operator says so. */
async function restoreBackup(rig: Rig): Promise<void> {
  await rig.sink.setMode({ kind: 'take', replyMs: slowReplyMs })
  // Who leaves after a backup is forgotten with the rest.
  await waitUntil('all have left who want to', () => rig.haveLeft, 60_000)
  if (areSent((await readAllBooks(rig)) ?? [])) return void rig.missed.push('the backup')
  const restore = await rig.world.backUp()
  const atBackup = countTaken(rig)
  const isFurther = () => countTaken(rig) >= Math.min(atBackup + 50, rig.recipients - 100)
  await waitUntil('more is sent', isFurther, 60_000)
  await delay(noticedMs)
  const copiesBefore = countCopies(rig)
  await restore()
  const books = () => readAllBooks(rig).then((all) => all?.find(({ id }) => id === rig.issueId))
  await waitUntil('the issue is held', async () => (await books())?.status === 'held', 75_000).catch(() => {
    rig.findings.push({ invariant: 'a restored issue is held', told: 'it is not' })
  })
  const copies = countCopies(rig) - copiesBefore
  if (copies > 0) {
    const told = `${copies} mails went out again before anyone released the issue`
    rig.findings.push({ invariant: 'a restored issue is held', told })
  }
  rig.damage.forgotten += countMessages(rig) - ((await books())?.accepted ?? 0)
  await rig.sink.setMode({ kind: 'take' })
  await sendIssue(rig.app.freezing, rig.issueId, 'test')
}

function takenIds({ sink }: Rig): (string | undefined)[] {
  return sink
    .records()
    .filter(({ phase }) => phase === 'taken')
    .map(({ messageId }) => messageId)
}

function countTaken(rig: Rig): number {
  return takenIds(rig).length
}

function countMessages(rig: Rig): number {
  return new Set(takenIds(rig)).size
}

function countCopies(rig: Rig): number {
  return countTaken(rig) - countMessages(rig)
}
