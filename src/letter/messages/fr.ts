import type { Messages, NoticeMessages } from './messages.ts'
import type { Wording } from './wording.ts'

const notices: NoticeMessages = {
  confirm: (name) => ({
    subject: `À confirmer : ${name}`,
    preheader: 'Un clic, et le prochain numéro est à vous. Si ce n’était pas vous, ne faites rien.',
    heading: 'Confirmez votre abonnement',
    paragraphs: [
      `Quelqu’un a demandé à recevoir ${name} à cette adresse. Si c’était vous, confirmez-le ici.`,
    ],
    action: 'Confirmer l’abonnement',
    note: 'Le lien est valable 7 jours. Si ce n’était pas vous, ne faites rien : vous ne recevrez aucun autre message.',
  }),
  welcome: (name, weekday) => ({
    subject: `Bienvenue : ${name}`,
    preheader: `Votre abonnement est confirmé. Le prochain numéro arrive ${weekday}.`,
    heading: `Bienvenue à ${name}`,
    paragraphs: [
      `Votre abonnement est confirmé. Chaque ${weekday}, vous recevrez la semaine en points clés, avec des liens pour aller plus loin.`,
    ],
    action: 'Lire les numéros précédents',
    note: 'Les liens ci-dessous sont les vôtres : modifiez ce que vous recevez, faites une pause ou partez quand vous voulez.',
  }),
  preferences: (name) => ({
    subject: `Vos préférences sont enregistrées : ${name}`,
    preheader: 'Dès le prochain numéro, la lettre arrivera comme vous l’avez choisi.',
    heading: 'Vos préférences sont enregistrées',
    paragraphs: [`Dès le prochain numéro, ${name} arrivera comme vous l’avez choisi.`],
    action: 'Voir mes préférences',
    note: 'Si vous n’avez rien changé, quelqu’un a peut-être une de vos lettres : vérifiez et corrigez.',
  }),
  whyConfirm: (name) =>
    `Vous recevez ce seul message parce que cette adresse a été saisie dans le formulaire d’inscription de ${name}.`,
}

/** The catalogue in French. */
export function french({ number, plural }: Wording): Messages {
  const count = (stories: number) => plural(stories, { one: '# article', other: '# articles' })
  const minutes = (value: number) => `${number(value)} min`
  return {
    issueNumber: (value) => `N° ${number(value)}`,
    weekTitle: (week) => `La semaine du ${week}`,
    count,
    countAndTime: (stories, time) => `${count(stories)}, environ ${minutes(time)}`,
    minutes,
    subject: (leadTitle, others) =>
      `${leadTitle}, et ${plural(others, { one: '# autre', other: '# autres' })}`,
    promise: 'la semaine en points clés, avec des liens pour aller plus loin',
    quietSubject: (newsletter) => `${newsletter} : une semaine calme`,
    emptyWeek: 'Une semaine calme : rien de nouveau n’a paru. La prochaine lettre arrivera comme d’habitude.',
    shortWeek: 'La semaine a été calme ; cette lettre est donc courte.',
    stories: 'Aussi cette semaine',
    inBrief: 'En bref',
    related: 'À lire aussi',
    alsoCovered: 'Également traité par',
    automatic: 'points choisis automatiquement',
    readOnWeb: 'Lire sur le web',
    preferences: 'Préférences',
    unsubscribe: 'Se désabonner',
    sentTo: (address) => `Envoyé à ${address}`,
    why: (name, day) => `Vous recevez cette lettre parce que vous vous êtes abonné à ${name} le ${day}.`,
    whyConfirmed: (name, day) =>
      `Vous recevez cette lettre parce que vous vous êtes abonné à ${name} et l’avez confirmé par e-mail le ${day}.`,
    notices,
  }
}
