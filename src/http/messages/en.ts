import type { PageMessages } from './page-messages.ts'

export const english: PageMessages = {
  nav: { site: 'Site', allIssues: 'All issues', readIssues: 'Read the issues' },
  front: {
    title: 'The week in one letter',
    text:
      'Once a week, one letter brings the news of the past seven days: the key points of each article and links ' +
      'to what belongs to it. Every letter can be read here, too.',
    stop: {
      title: 'You get the letter and want it to stop?',
      text: 'Use the unsubscribe link at the foot of any letter. One click on the page it opens is enough.',
    },
  },
  signUp: {
    title: 'Get it by mail',
    email: 'Your mail address',
    consent: (newsletter) =>
      `I want to get ${newsletter} by mail. I can leave at any time with one click; my address is used for nothing else.`,
    leaveEmpty: 'Leave this field empty',
    button: 'Subscribe',
    received: {
      title: 'Check your inbox',
      text:
        'If this address can be subscribed, a mail is on its way to it. Nothing starts before you follow the link in it. ' +
        'Nothing there after some minutes? Look into the spam folder, or check how the address was written and try again.',
    },
    again: 'Sign up again',
  },
  confirm: {
    ask: (newsletter) => `Subscribe to ${newsletter}?`,
    askText: (address) => `The letters will go to ${address}. Nothing has started so far.`,
    button: 'Confirm',
    done: { title: 'You are subscribed', text: 'Thank you. The next letter goes to you.' },
    expired: {
      title: 'This link has expired',
      text: 'A link to confirm is good for seven days. Sign up again, and a new one is mailed to you.',
    },
  },
  leave: {
    ask: (newsletter) => `Unsubscribe from ${newsletter}?`,
    askText: (address) => `The letters to ${address} will end. Nothing has changed so far.`,
    askAnyone: { title: 'Unsubscribe?', text: 'The letters to you will end. Nothing has changed so far.' },
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    doneText: (address, newsletter) =>
      `${address} gets no more letters of ${newsletter}. One that is already on its way may still arrive.`,
    doneAnyone: 'You get no more letters. One that is already on its way may still arrive.',
    mistake: 'That was a mistake?',
    undo: 'Undo and subscribe again',
    why: 'Why do you leave? (You need not say.)',
    reasons: {
      'too-often': 'It comes too often',
      'not-relevant': 'It is not about what I care for',
      'never-signed-up': 'I never signed up',
      other: 'Something else',
    },
    moreWords: 'In your own words',
    send: 'Send the answer',
    thanks: { title: 'Thank you', text: 'Your answer has been kept. You stay unsubscribed.' },
  },
  back: {
    ask: (newsletter) => `Subscribe to ${newsletter} again?`,
    askText: (address) => `The letters to ${address} will go on. Nothing has changed so far.`,
    button: 'Subscribe again',
    done: 'You are subscribed',
    doneText: (newsletter, address) => `The next letter of ${newsletter} goes to ${address}.`,
  },
  preferences: {
    title: 'Your preferences',
    intro: (address, newsletter) => `What ${address} gets from ${newsletter}.`,
    saved: 'Your choices are saved.',
    faults: 'Something needs your attention',
    topics: 'Topics',
    topicsHint: 'With none chosen, all of them come.',
    frequency: 'How often',
    weekly: 'Every week',
    monthly: 'Once a month',
    language: 'Language',
    hour: 'Hour of the day',
    anyHour: 'As soon as it is out',
    zone: 'Time zone',
    zoneHint: 'Such as Europe/Berlin; empty: the one of the newsletter.',
    zoneFault: 'There is no such time zone. Write it like Europe/Berlin, or leave it empty.',
    choiceFault: 'Choose one of the answers offered.',
    save: 'Save',
    link: 'Choose topics, pause, or change how often it comes',
  },
  pause: {
    title: 'Pause',
    text: 'No letter comes until the day you choose; then they start again by themselves.',
    length: 'For how long',
    weeks: (weeks) => `${weeks} weeks`,
    untilDate: 'Until a date',
    date: 'Date',
    dateFault: 'Choose a date from tomorrow to two years from now.',
    button: 'Pause',
    until: (date) => `Paused until ${date}.`,
    open: 'Paused until you take the letters up again.',
    resume: 'Take the letters up again',
  },
  data: {
    title: 'Your data',
    text: 'Everything kept about you, as a file.',
    link: 'Download my data (JSON)',
  },
  erase: {
    title: 'Erase me',
    text: 'Your address, choices and history are deleted for good, and no letter comes any more.',
    link: 'Erase everything about me',
    suppress: 'Never write to this address again (a fingerprint of it is kept, which tells nothing of it)',
    button: 'Erase everything',
    done: {
      title: 'Everything is erased',
      text: 'Nothing about you is kept any more. This link is now dead.',
    },
  },
  errors: {
    400: {
      title: 'This request could not be read',
      text: 'Go back, check what you entered, and send it again.',
    },
    403: { title: 'This is not allowed', text: 'Open the page from the start and follow its links.' },
    404: {
      title: 'This link does not work',
      text:
        'Nothing is at this address. Links in letters are long and get cut off at times: open it from the letter ' +
        'once more. To stop the letters, use the unsubscribe link at the foot of the newest one.',
    },
    409: {
      title: 'This was changed in the meantime',
      text: 'Open the page again to see how things stand now.',
    },
    410: {
      title: 'This is no longer here',
      text: 'It has been taken away for good. The archive has everything that is left.',
    },
    413: { title: 'This is too large', text: 'Send less at once.' },
    415: { title: 'This kind of content is not understood', text: 'Send it as JSON or as a form.' },
    422: { title: 'This could not be understood', text: 'Check what you sent, and send it again.' },
    500: {
      title: 'Something went wrong on our side',
      text: 'You did nothing wrong. Try again in a minute; if it happens again, tell us the number below.',
    },
    503: {
      title: 'This does not work right now',
      text: 'A part of this service is away. Try again in a minute; the link stays good.',
    },
  },
  requestNumber: 'Number of this request:',
}
