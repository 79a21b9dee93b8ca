import type { PageMessages } from './page-messages.ts'

export const german: PageMessages = {
  nav: { site: 'Website', allIssues: 'Alle Ausgaben', readIssues: 'Ausgaben lesen' },
  front: {
    title: 'Die Woche in einem Brief',
    text:
      'Einmal in der Woche bringt ein Brief die Nachrichten der letzten sieben Tage: die Kernpunkte jedes Artikels ' +
      'und Links zu dem, was dazugehört. Jeder Brief lässt sich auch hier lesen.',
    stop: {
      title: 'Sie bekommen den Brief und möchten ihn nicht mehr?',
      text: 'Nutzen Sie den Abmeldelink am Ende eines Briefs. Ein Klick auf der Seite, die er öffnet, genügt.',
    },
  },
  signUp: {
    title: 'Per E-Mail bekommen',
    email: 'Ihre E-Mail-Adresse',
    consent: (newsletter) =>
      `Ich möchte ${newsletter} per E-Mail bekommen. Ich kann mich jederzeit mit einem Klick abmelden; meine Adresse wird für nichts anderes benutzt.`,
    leaveEmpty: 'Dieses Feld leer lassen',
    button: 'Anmelden',
    received: {
      title: 'Sehen Sie in Ihr Postfach',
      text:
        'Wenn diese Adresse angemeldet werden kann, ist eine E-Mail an sie unterwegs. Nichts beginnt, bevor Sie dem Link darin ' +
        'folgen. Nach einigen Minuten nichts da? Sehen Sie im Spam-Ordner nach, oder prüfen Sie die Adresse und versuchen Sie es noch einmal.',
    },
    again: 'Noch einmal anmelden',
  },
  confirm: {
    ask: (newsletter) => `${newsletter} abonnieren?`,
    askText: (address) => `Die Briefe gehen an ${address}. Bisher hat nichts begonnen.`,
    button: 'Bestätigen',
    done: { title: 'Sie sind angemeldet', text: 'Vielen Dank. Der nächste Brief geht an Sie.' },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Ein Bestätigungslink gilt sieben Tage. Melden Sie sich noch einmal an, dann kommt ein neuer.',
    },
  },
  leave: {
    ask: (newsletter) => `Von ${newsletter} abmelden?`,
    askText: (address) => `Die Briefe an ${address} enden. Bisher hat sich nichts geändert.`,
    askAnyone: { title: 'Abmelden?', text: 'Die Briefe an Sie enden. Bisher hat sich nichts geändert.' },
    button: 'Abmelden',
    done: 'Sie sind abgemeldet',
    doneText: (address, newsletter) =>
      `${address} bekommt keine Briefe von ${newsletter} mehr. Einer, der schon unterwegs ist, kann noch ankommen.`,
    doneAnyone: 'Sie bekommen keine Briefe mehr. Einer, der schon unterwegs ist, kann noch ankommen.',
    mistake: 'Das war ein Versehen?',
    undo: 'Rückgängig machen und wieder anmelden',
    why: 'Warum gehen Sie? (Sie müssen nichts sagen.)',
    reasons: {
      'too-often': 'Er kommt zu oft',
      'not-relevant': 'Die Themen interessieren mich nicht',
      'never-signed-up': 'Ich habe mich nie angemeldet',
      other: 'Etwas anderes',
    },
    moreWords: 'In Ihren Worten',
    send: 'Antwort senden',
    thanks: { title: 'Vielen Dank', text: 'Ihre Antwort ist gespeichert. Sie bleiben abgemeldet.' },
  },
  back: {
    ask: (newsletter) => `${newsletter} wieder abonnieren?`,
    askText: (address) => `Die Briefe an ${address} gehen weiter. Bisher hat sich nichts geändert.`,
    button: 'Wieder anmelden',
    done: 'Sie sind angemeldet',
    doneText: (newsletter, address) => `Der nächste Brief von ${newsletter} geht an ${address}.`,
  },
  preferences: {
    title: 'Ihre Einstellungen',
    intro: (address, newsletter) => `Was ${address} von ${newsletter} bekommt.`,
    saved: 'Ihre Auswahl ist gespeichert.',
    faults: 'Bitte sehen Sie noch einmal hin',
    topics: 'Themen',
    topicsHint: 'Ohne Auswahl kommen alle.',
    frequency: 'Wie oft',
    weekly: 'Jede Woche',
    monthly: 'Einmal im Monat',
    language: 'Sprache',
    hour: 'Stunde des Tages',
    anyHour: 'Sobald er da ist',
    zone: 'Zeitzone',
    zoneHint: 'Zum Beispiel Europe/Berlin; leer: die des Newsletters.',
    zoneFault:
      'Diese Zeitzone gibt es nicht. Schreiben Sie sie wie Europe/Berlin, oder lassen Sie das Feld leer.',
    choiceFault: 'Wählen Sie eine der angebotenen Antworten.',
    save: 'Speichern',
    link: 'Themen wählen, pausieren oder ändern, wie oft er kommt',
  },
  pause: {
    title: 'Pause',
    text: 'Bis zu dem Tag, den Sie wählen, kommt kein Brief; dann geht es von selbst weiter.',
    length: 'Wie lange',
    weeks: (weeks) => `${weeks} Wochen`,
    untilDate: 'Bis zu einem Datum',
    date: 'Datum',
    dateFault: 'Wählen Sie ein Datum zwischen morgen und in zwei Jahren.',
    button: 'Pausieren',
    until: (date) => `Pause bis ${date}.`,
    open: 'Pause, bis Sie die Briefe wieder aufnehmen.',
    resume: 'Briefe wieder aufnehmen',
  },
  data: {
    title: 'Ihre Daten',
    text: 'Alles, was über Sie gespeichert ist, als Datei.',
    link: 'Meine Daten laden (JSON)',
  },
  erase: {
    title: 'Mich löschen',
    text: 'Ihre Adresse, Auswahl und Vorgeschichte werden endgültig gelöscht, und es kommt kein Brief mehr.',
    link: 'Alles über mich löschen',
    suppress:
      'Nie wieder an diese Adresse schreiben (es bleibt ein Fingerabdruck, der nichts von ihr verrät)',
    button: 'Alles löschen',
    done: {
      title: 'Alles ist gelöscht',
      text: 'Über Sie ist nichts mehr gespeichert. Dieser Link ist nun ungültig.',
    },
  },
  errors: {
    400: {
      title: 'Diese Anfrage war nicht lesbar',
      text: 'Gehen Sie zurück, prüfen Sie Ihre Eingabe und senden Sie sie noch einmal.',
    },
    403: {
      title: 'Das ist nicht erlaubt',
      text: 'Öffnen Sie die Seite von Anfang an und folgen Sie ihren Links.',
    },
    404: {
      title: 'Dieser Link führt nirgendwohin',
      text:
        'Unter dieser Adresse ist nichts. Links in Briefen sind lang und werden manchmal abgeschnitten: Öffnen Sie ihn ' +
        'noch einmal aus dem Brief. Zum Abmelden hilft der Link am Ende des neuesten Briefs.',
    },
    409: {
      title: 'Das wurde inzwischen geändert',
      text: 'Öffnen Sie die Seite noch einmal, um den Stand zu sehen.',
    },
    410: {
      title: 'Das gibt es nicht mehr',
      text: 'Es wurde endgültig entfernt. Im Archiv steht alles, was es noch gibt.',
    },
    413: { title: 'Das ist zu groß', text: 'Senden Sie weniger auf einmal.' },
    415: { title: 'Diese Art von Inhalt wird nicht verstanden', text: 'Senden Sie JSON oder ein Formular.' },
    422: {
      title: 'Das war nicht verständlich',
      text: 'Prüfen Sie, was Sie gesendet haben, und senden Sie es noch einmal.',
    },
    500: {
      title: 'Bei uns ist etwas schiefgegangen',
      text: 'Sie haben nichts falsch gemacht. Versuchen Sie es in einer Minute noch einmal; hilft das nicht, nennen Sie uns die Nummer unten.',
    },
    503: {
      title: 'Das geht gerade nicht',
      text: 'Ein Teil dieses Dienstes ist nicht da. Versuchen Sie es in einer Minute noch einmal; der Link bleibt gültig.',
    },
  },
  requestNumber: 'Nummer dieser Anfrage:',
}
