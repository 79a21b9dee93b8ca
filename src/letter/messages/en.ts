import type { Messages, NoticeMessages } from './messages.ts'
import type { Wording } from './wording.ts'

const notices: NoticeMessages = {
  confirm: (name) => ({
    subject: `Please confirm: ${name}`,
    preheader: 'One click, and the next issue is yours. If it was not you, do nothing.',
    heading: 'Please confirm your subscription',
    paragraphs: [`Someone asked for ${name} to be sent to this address. If that was you, confirm it here.`],
    action: 'Confirm subscription',
    note: 'The link works for 7 days. If it was not you, do nothing: you will get no further mail from us.',
  }),
  welcome: (name, weekday) => ({
    subject: `Welcome to ${name}`,
    preheader: `Your subscription is confirmed. The next issue comes on ${weekday}.`,
    heading: `Welcome to ${name}`,
    paragraphs: [
      `Your subscription is confirmed. Every ${weekday} you get the week in key points, with links to read on.`,
    ],
    action: 'Read earlier issues',
    note: 'The links below are yours: change what you get, take a break, or leave whenever you like.',
  }),
  preferences: (name) => ({
    subject: `Your preferences are saved: ${name}`,
    preheader: 'From the next issue on, the letter comes the way you chose.',
    heading: 'Your preferences are saved',
    paragraphs: [`From the next issue on, ${name} comes the way you chose.`],
    action: 'See my preferences',
    note: 'If you changed nothing, someone else may have one of your letters: look and set it right.',
  }),
  whyConfirm: (name) =>
    `You get this one mail because this address was entered in the sign-up form of ${name}.`,
}

/** The catalogue in English. */
export function english({ number, plural }: Wording): Messages {
  const count = (stories: number) => plural(stories, { one: '# story', other: '# stories' })
  const minutes = (value: number) => `${number(value)} min`
  return {
    issueNumber: (value) => `No. ${number(value)}`,
    weekTitle: (week) => `The week of ${week}`,
    count,
    countAndTime: (stories, time) => `${count(stories)}, about ${minutes(time)}`,
    minutes,
    subject: (leadTitle, others) => `${leadTitle}, and ${number(others)} more`,
    promise: 'the week in key points, with links to read on',
    quietSubject: (newsletter) => `${newsletter}: a quiet week`,
    emptyWeek: 'A quiet week: nothing new was published. The next letter comes as usual.',
    shortWeek: 'It was a quiet week, so this letter is a short one.',
    stories: 'Also this week',
    inBrief: 'In brief',
    related: 'Related',
    alsoCovered: 'Also covered',
    automatic: 'points picked automatically',
    readOnWeb: 'Read on the web',
    preferences: 'Preferences',
    unsubscribe: 'Unsubscribe',
    sentTo: (address) => `Sent to ${address}`,
    why: (name, day) => `You get this because you signed up for ${name} on ${day}.`,
    whyConfirmed: (name, day) =>
      `You get this because you signed up for ${name} and confirmed it by mail on ${day}.`,
    notices,
  }
}
