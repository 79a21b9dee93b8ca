import { expect, test } from '@jest/globals'
import { leaveOnDisk } from '../support/leave-on-disk.ts'
import { openSend } from './open-send.ts'

test.each([
  ['whose bell rang', 'deliver'],
  ['that was found by looking', 'deliverAll'],
] as const)('a chunk %s is mailed to nobody who left while the database was away', async (_how, way) => {
  const send = await openSend(3)
  await leaveOnDisk(send.stage, 'reader2@readers.example')
  for (const _ of [1, 2]) await send[way]()
  expect(await send.books()).toMatchObject({ status: 'done', accepted: 2, skipped: 1 })
  expect(send.sink.mails.map(({ to }) => to).toSorted()).toEqual([
    'reader1@readers.example',
    'reader3@readers.example',
  ])
})
