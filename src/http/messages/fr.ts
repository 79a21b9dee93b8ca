import type { PageMessages } from './page-messages.ts'

export const french: PageMessages = {
  nav: { site: 'Site', allIssues: 'Tous les numéros', readIssues: 'Lire les numéros' },
  front: {
    title: 'La semaine en une lettre',
    text:
      'Une fois par semaine, une lettre apporte les nouvelles des sept derniers jours : les points clés de chaque article ' +
      'et des liens pour aller plus loin. Chaque lettre peut aussi se lire ici.',
    stop: {
      title: 'Vous recevez la lettre et n’en voulez plus ?',
      text: 'Utilisez le lien de désabonnement au bas d’une lettre. Un clic sur la page qu’il ouvre suffit.',
    },
  },
  signUp: {
    title: 'La recevoir par e-mail',
    email: 'Votre adresse e-mail',
    consent: (newsletter) =>
      `Je souhaite recevoir ${newsletter} par e-mail. Je peux partir à tout moment en un clic ; mon adresse ne sert à rien d’autre.`,
    leaveEmpty: 'Laissez ce champ vide',
    button: 'S’abonner',
    received: {
      title: 'Regardez votre boîte de réception',
      text:
        'Si cette adresse peut être abonnée, un e-mail est en route. Rien ne commence avant que vous ne suiviez le lien ' +
        'qu’il contient. Rien après quelques minutes ? Regardez dans les indésirables, ou vérifiez l’adresse et réessayez.',
    },
    again: 'S’abonner de nouveau',
  },
  confirm: {
    ask: (newsletter) => `S’abonner à ${newsletter} ?`,
    askText: (address) => `Les lettres iront à ${address}. Rien n’a encore commencé.`,
    button: 'Confirmer',
    done: { title: 'Vous êtes abonné', text: 'Merci. La prochaine lettre vous sera envoyée.' },
    expired: {
      title: 'Ce lien a expiré',
      text: 'Un lien de confirmation est valable sept jours. Abonnez-vous de nouveau pour en recevoir un autre.',
    },
  },
  leave: {
    ask: (newsletter) => `Se désabonner de ${newsletter} ?`,
    askText: (address) => `Les lettres à ${address} cesseront. Rien n’a encore changé.`,
    askAnyone: {
      title: 'Se désabonner ?',
      text: 'Vous ne recevrez plus les lettres. Rien n’a encore changé.',
    },
    button: 'Se désabonner',
    done: 'Vous êtes désabonné',
    doneText: (address, newsletter) =>
      `${address} ne reçoit plus les lettres de ${newsletter}. Une lettre déjà en route peut encore arriver.`,
    doneAnyone: 'Vous ne recevez plus les lettres. Une lettre déjà en route peut encore arriver.',
    mistake: 'C’était une erreur ?',
    undo: 'Annuler et s’abonner de nouveau',
    why: 'Pourquoi partez-vous ? (Rien ne vous oblige à le dire.)',
    reasons: {
      'too-often': 'Elle arrive trop souvent',
      'not-relevant': 'Les sujets ne m’intéressent pas',
      'never-signed-up': 'Je ne me suis jamais abonné',
      other: 'Autre chose',
    },
    moreWords: 'Avec vos mots',
    send: 'Envoyer la réponse',
    thanks: { title: 'Merci', text: 'Votre réponse est enregistrée. Vous restez désabonné.' },
  },
  back: {
    ask: (newsletter) => `S’abonner de nouveau à ${newsletter} ?`,
    askText: (address) => `Les lettres à ${address} reprendront. Rien n’a encore changé.`,
    button: 'S’abonner de nouveau',
    done: 'Vous êtes abonné',
    doneText: (newsletter, address) => `La prochaine lettre de ${newsletter} ira à ${address}.`,
  },
  preferences: {
    title: 'Vos préférences',
    intro: (address, newsletter) => `Ce que ${address} reçoit de ${newsletter}.`,
    saved: 'Vos choix sont enregistrés.',
    faults: 'Un point demande votre attention',
    topics: 'Sujets',
    topicsHint: 'Sans choix, tous arrivent.',
    frequency: 'Fréquence',
    weekly: 'Chaque semaine',
    monthly: 'Une fois par mois',
    language: 'Langue',
    hour: 'Heure de la journée',
    anyHour: 'Dès sa parution',
    zone: 'Fuseau horaire',
    zoneHint: 'Par exemple Europe/Paris ; vide : celui de la lettre.',
    zoneFault: 'Ce fuseau horaire n’existe pas. Écrivez-le comme Europe/Paris, ou laissez le champ vide.',
    choiceFault: 'Choisissez une des réponses proposées.',
    save: 'Enregistrer',
    link: 'Choisir les sujets, faire une pause ou changer la fréquence',
  },
  pause: {
    title: 'Pause',
    text: 'Aucune lettre jusqu’au jour choisi ; ensuite elles reprennent d’elles-mêmes.',
    length: 'Durée',
    weeks: (weeks) => `${weeks} semaines`,
    untilDate: 'Jusqu’à une date',
    date: 'Date',
    dateFault: 'Choisissez une date entre demain et dans deux ans.',
    button: 'Faire une pause',
    until: (date) => `En pause jusqu’au ${date}.`,
    open: 'En pause jusqu’à ce que vous repreniez les lettres.',
    resume: 'Reprendre les lettres',
  },
  data: {
    title: 'Vos données',
    text: 'Tout ce qui est conservé à votre sujet, dans un fichier.',
    link: 'Télécharger mes données (JSON)',
  },
  erase: {
    title: 'M’effacer',
    text: 'Votre adresse, vos choix et votre historique sont supprimés pour toujours, et aucune lettre n’arrive plus.',
    link: 'Effacer tout ce qui me concerne',
    suppress: 'Ne plus jamais écrire à cette adresse (une empreinte est gardée, qui n’en révèle rien)',
    button: 'Tout effacer',
    done: { title: 'Tout est effacé', text: 'Plus rien n’est conservé à votre sujet. Ce lien ne sert plus.' },
  },
  errors: {
    400: {
      title: 'Cette demande est illisible',
      text: 'Revenez en arrière, vérifiez votre saisie et renvoyez-la.',
    },
    403: { title: 'Ce n’est pas permis', text: 'Ouvrez la page depuis le début et suivez ses liens.' },
    404: {
      title: 'Ce lien ne mène à rien',
      text:
        'Il n’y a rien à cette adresse. Les liens des lettres sont longs et parfois coupés : ouvrez-le encore une fois ' +
        'depuis la lettre. Pour vous désabonner, utilisez le lien au bas de la plus récente.',
    },
    409: { title: 'Cela a changé entre-temps', text: 'Rouvrez la page pour voir où en sont les choses.' },
    410: {
      title: 'Ce n’est plus ici',
      text: 'Cela a été retiré pour toujours. L’archive contient tout ce qui reste.',
    },
    413: { title: 'C’est trop grand', text: 'Envoyez moins à la fois.' },
    415: { title: 'Ce type de contenu n’est pas compris', text: 'Envoyez du JSON ou un formulaire.' },
    422: { title: 'Cela n’a pas été compris', text: 'Vérifiez ce que vous avez envoyé et renvoyez-le.' },
    500: {
      title: 'Quelque chose s’est mal passé chez nous',
      text: 'Vous n’y êtes pour rien. Réessayez dans une minute ; si cela se répète, donnez-nous le numéro ci-dessous.',
    },
    503: {
      title: 'Cela ne marche pas pour le moment',
      text: 'Une partie de ce service est absente. Réessayez dans une minute ; le lien reste valable.',
    },
  },
  requestNumber: 'Numéro de cette demande :',
}
