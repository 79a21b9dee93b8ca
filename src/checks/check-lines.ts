import { fail, ok, warn, type Finding } from './finding.ts'
import type { OpenedLetter } from './finished-letter.ts'

const longestSubject = 60
const shortestPreheader = 40
const longestPreheader = 90

/** Judges the two lines that a reader sees in the inbox: the subject, and the preheader beside it. */
export function checkLines({ subject, preheader }: OpenedLetter): Finding[] {
  return [checkSubject(subject), checkPreheader(preheader)]
}

function checkSubject(subject: string): Finding {
  const length = lengthOf(subject)
  const mend = '`recap issue set` gives the issue another subject.'
  if (subject.trim() === '')
    return fail('subject', { detail: 'the subject is empty', where: 'subject', mend })
  const detail = `the subject has ${length} characters`
  if (length <= longestSubject) return ok('subject', detail)
  return warn('subject', { detail: `${detail}; phones show ${longestSubject} at most`, where: subject, mend })
}

function checkPreheader(preheader: string): Finding {
  const length = lengthOf(preheader)
  const detail = `the preheader has ${length} characters`
  if (length >= shortestPreheader && length <= longestPreheader) return ok('preheader', detail)
  return warn('preheader', {
    detail: `${detail}; ${shortestPreheader} to ${longestPreheader} fill the line`,
    where: preheader,
    mend: '`recap issue set` gives the issue another preheader.',
  })
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
