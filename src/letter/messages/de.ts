import type { Messages, NoticeMessages } from './messages.ts'
import type { Wording } from './wording.ts'

const notices: NoticeMessages = {
  confirm: (name) => ({
    subject: `Bitte bestätigen: ${name}`,
    preheader: 'Ein Klick, und die nächste Ausgabe kommt. Waren Sie es nicht, tun Sie nichts.',
    heading: 'Bitte bestätigen Sie Ihr Abonnement',
    paragraphs: [
      `Jemand möchte ${name} an diese Adresse bekommen. Wenn Sie das waren, bestätigen Sie es bitte hier.`,
    ],
    action: 'Abonnement bestätigen',
    note: 'Der Link gilt 7 Tage. Waren Sie es nicht, tun Sie nichts: Sie bekommen keine weitere Mail von uns.',
  }),
  welcome: (name, weekday) => ({
    subject: `Willkommen: ${name}`,
    preheader: `Ihr Abonnement ist bestätigt. Die nächste Ausgabe kommt am ${weekday}.`,
    heading: `Willkommen bei ${name}`,
    paragraphs: [
      `Ihr Abonnement ist bestätigt. Jeden ${weekday} bekommen Sie die Woche in Kernpunkten, mit Links zum Weiterlesen.`,
    ],
    action: 'Frühere Ausgaben lesen',
    note: 'Die Links unten gehören Ihnen: Ändern Sie, was Sie bekommen, machen Sie Pause, oder gehen Sie, wann Sie wollen.',
  }),
  preferences: (name) => ({
    subject: `Ihre Einstellungen sind gespeichert: ${name}`,
    preheader: 'Ab der nächsten Ausgabe kommt der Brief so, wie Sie es gewählt haben.',
    heading: 'Ihre Einstellungen sind gespeichert',
    paragraphs: [`Ab der nächsten Ausgabe kommt ${name} so, wie Sie es gewählt haben.`],
    action: 'Meine Einstellungen ansehen',
    note: 'Wenn Sie nichts geändert haben, hat vielleicht jemand einen Ihrer Briefe: Sehen Sie nach und stellen Sie es richtig.',
  }),
  whyConfirm: (name) =>
    `Sie bekommen diese eine Mail, weil diese Adresse im Anmeldeformular von ${name} eingetragen wurde.`,
}

/** The catalogue in German. */
export function german({ number, plural }: Wording): Messages {
  const count = (stories: number) => plural(stories, { one: '# Meldung', other: '# Meldungen' })
  const minutes = (value: number) => `${number(value)} Min.`
  return {
    issueNumber: (value) => `Nr. ${number(value)}`,
    weekTitle: (week) => `Die Woche vom ${week}`,
    count,
    countAndTime: (stories, time) => `${count(stories)}, etwa ${minutes(time)}`,
    minutes,
    subject: (leadTitle, others) => `${leadTitle} und ${number(others)} mehr`,
    promise: 'die Woche in Kernpunkten, mit Links zum Weiterlesen',
    quietSubject: (newsletter) => `${newsletter}: eine ruhige Woche`,
    emptyWeek: 'Eine ruhige Woche: Es ist nichts Neues erschienen. Der nächste Brief kommt wie gewohnt.',
    shortWeek: 'Es war eine ruhige Woche, darum ist dieser Brief kurz.',
    stories: 'Außerdem diese Woche',
    inBrief: 'In Kürze',
    related: 'Zum Thema',
    alsoCovered: 'Auch berichtet',
    automatic: 'Punkte automatisch gewählt',
    readOnWeb: 'Im Web lesen',
    preferences: 'Einstellungen',
    unsubscribe: 'Abbestellen',
    sentTo: (address) => `Gesendet an ${address}`,
    why: (name, day) => `Sie bekommen diesen Brief, weil Sie ${name} am ${day} abonniert haben.`,
    whyConfirmed: (name, day) =>
      `Sie bekommen diesen Brief, weil Sie ${name} abonniert und das am ${day} per Mail bestätigt haben.`,
    notices,
  }
}
