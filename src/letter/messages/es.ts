import type { Messages, NoticeMessages } from './messages.ts'
import type { Wording } from './wording.ts'

const notices: NoticeMessages = {
  confirm: (name) => ({
    subject: `Por confirmar: ${name}`,
    preheader: 'Un clic y el próximo número es suyo. Si no fue usted, no haga nada.',
    heading: 'Confirme su suscripción',
    paragraphs: [`Alguien pidió recibir ${name} en esta dirección. Si fue usted, confírmelo aquí.`],
    action: 'Confirmar la suscripción',
    note: 'El enlace vale 7 días. Si no fue usted, no haga nada: no recibirá ningún otro mensaje.',
  }),
  welcome: (name, weekday) => ({
    subject: `Le damos la bienvenida: ${name}`,
    preheader: `Su suscripción está confirmada. El próximo número llega el ${weekday}.`,
    heading: `Le damos la bienvenida a ${name}`,
    paragraphs: [
      `Su suscripción está confirmada. Cada ${weekday} recibirá la semana en puntos clave, con enlaces para seguir leyendo.`,
    ],
    action: 'Leer números anteriores',
    note: 'Los enlaces de abajo son suyos: cambie lo que recibe, haga una pausa o dese de baja cuando quiera.',
  }),
  preferences: (name) => ({
    subject: `Sus preferencias están guardadas: ${name}`,
    preheader: 'Desde el próximo número, la carta llegará como usted eligió.',
    heading: 'Sus preferencias están guardadas',
    paragraphs: [`Desde el próximo número, ${name} llegará como usted eligió.`],
    action: 'Ver mis preferencias',
    note: 'Si no cambió nada, quizá alguien tenga una de sus cartas: compruébelo y corríjalo.',
  }),
  whyConfirm: (name) =>
    `Recibe este único mensaje porque esta dirección se escribió en el formulario de suscripción de ${name}.`,
}

/** The catalogue in Spanish. */
export function spanish({ number, plural }: Wording): Messages {
  const count = (stories: number) => plural(stories, { one: '# noticia', other: '# noticias' })
  const minutes = (value: number) => `${number(value)} min`
  return {
    issueNumber: (value) => `N.º ${number(value)}`,
    weekTitle: (week) => `La semana del ${week}`,
    count,
    countAndTime: (stories, time) => `${count(stories)}, unos ${minutes(time)}`,
    minutes,
    subject: (leadTitle, others) => `${leadTitle} y ${number(others)} más`,
    promise: 'la semana en puntos clave, con enlaces para seguir leyendo',
    quietSubject: (newsletter) => `${newsletter}: una semana tranquila`,
    emptyWeek: 'Una semana tranquila: no se publicó nada nuevo. La próxima carta llegará como siempre.',
    shortWeek: 'Fue una semana tranquila, así que esta carta es breve.',
    stories: 'También esta semana',
    inBrief: 'En breve',
    related: 'Relacionado',
    alsoCovered: 'También lo cuentan',
    automatic: 'puntos elegidos automáticamente',
    readOnWeb: 'Leer en la web',
    preferences: 'Preferencias',
    unsubscribe: 'Darse de baja',
    sentTo: (address) => `Enviado a ${address}`,
    why: (name, day) => `Recibe esta carta porque se suscribió a ${name} el ${day}.`,
    whyConfirmed: (name, day) =>
      `Recibe esta carta porque se suscribió a ${name} y lo confirmó por correo el ${day}.`,
    notices,
  }
}
