import type { PageMessages } from './page-messages.ts'

export const spanish: PageMessages = {
  nav: { site: 'Sitio', allIssues: 'Todos los números', readIssues: 'Leer los números' },
  front: {
    title: 'La semana en una carta',
    text:
      'Una vez por semana, una carta trae las noticias de los últimos siete días: los puntos clave de cada artículo y ' +
      'enlaces para seguir leyendo. Todas las cartas se pueden leer también aquí.',
    stop: {
      title: '¿Recibe la carta y ya no la quiere?',
      text: 'Use el enlace de baja al pie de cualquier carta. Basta un clic en la página que abre.',
    },
  },
  signUp: {
    title: 'Recibirla por correo',
    email: 'Su dirección de correo',
    consent: (newsletter) =>
      `Quiero recibir ${newsletter} por correo. Puedo darme de baja en cualquier momento con un clic; mi dirección no se usa para nada más.`,
    leaveEmpty: 'Deje este campo vacío',
    button: 'Suscribirme',
    received: {
      title: 'Mire su bandeja de entrada',
      text:
        'Si esta dirección se puede suscribir, un correo va en camino. Nada empieza hasta que siga el enlace que contiene. ' +
        '¿Nada después de unos minutos? Mire en la carpeta de correo no deseado, o revise la dirección e inténtelo otra vez.',
    },
    again: 'Suscribirme otra vez',
  },
  confirm: {
    ask: (newsletter) => `¿Suscribirse a ${newsletter}?`,
    askText: (address) => `Las cartas irán a ${address}. Todavía no ha empezado nada.`,
    button: 'Confirmar',
    done: { title: 'La suscripción está hecha', text: 'Gracias. La próxima carta será para usted.' },
    expired: {
      title: 'Este enlace ha caducado',
      text: 'Un enlace de confirmación vale siete días. Suscríbase otra vez y recibirá uno nuevo.',
    },
  },
  leave: {
    ask: (newsletter) => `¿Darse de baja de ${newsletter}?`,
    askText: (address) => `Las cartas a ${address} terminarán. Todavía no ha cambiado nada.`,
    askAnyone: {
      title: '¿Darse de baja?',
      text: 'Dejará de recibir las cartas. Todavía no ha cambiado nada.',
    },
    button: 'Darme de baja',
    done: 'La baja está hecha',
    doneText: (address, newsletter) =>
      `${address} no recibe más cartas de ${newsletter}. Una que ya está en camino puede llegar todavía.`,
    doneAnyone: 'No recibirá más cartas. Una que ya está en camino puede llegar todavía.',
    mistake: '¿Fue un error?',
    undo: 'Deshacer y suscribirme otra vez',
    why: '¿Por qué se va? (No tiene que decirlo.)',
    reasons: {
      'too-often': 'Llega demasiado a menudo',
      'not-relevant': 'Los temas no me interesan',
      'never-signed-up': 'Nunca me suscribí',
      other: 'Otra cosa',
    },
    moreWords: 'Con sus palabras',
    send: 'Enviar la respuesta',
    thanks: { title: 'Gracias', text: 'Su respuesta está guardada. La baja sigue en pie.' },
  },
  back: {
    ask: (newsletter) => `¿Suscribirse otra vez a ${newsletter}?`,
    askText: (address) => `Las cartas a ${address} continuarán. Todavía no ha cambiado nada.`,
    button: 'Suscribirme otra vez',
    done: 'La suscripción está hecha',
    doneText: (newsletter, address) => `La próxima carta de ${newsletter} irá a ${address}.`,
  },
  preferences: {
    title: 'Sus preferencias',
    intro: (address, newsletter) => `Lo que ${address} recibe de ${newsletter}.`,
    saved: 'Su elección está guardada.',
    faults: 'Algo necesita su atención',
    topics: 'Temas',
    topicsHint: 'Si no elige ninguno, llegan todos.',
    frequency: 'Con qué frecuencia',
    weekly: 'Cada semana',
    monthly: 'Una vez al mes',
    language: 'Idioma',
    hour: 'Hora del día',
    anyHour: 'En cuanto salga',
    zone: 'Zona horaria',
    zoneHint: 'Por ejemplo Europe/Madrid; vacío: la del boletín.',
    zoneFault: 'No existe esa zona horaria. Escríbala como Europe/Madrid, o deje el campo vacío.',
    choiceFault: 'Elija una de las respuestas ofrecidas.',
    save: 'Guardar',
    link: 'Elegir temas, hacer una pausa o cambiar la frecuencia',
  },
  pause: {
    title: 'Pausa',
    text: 'No llega ninguna carta hasta el día que elija; después vuelven por sí solas.',
    length: 'Cuánto tiempo',
    weeks: (weeks) => `${weeks} semanas`,
    untilDate: 'Hasta una fecha',
    date: 'Fecha',
    dateFault: 'Elija una fecha entre mañana y dentro de dos años.',
    button: 'Hacer una pausa',
    until: (date) => `En pausa hasta el ${date}.`,
    open: 'En pausa hasta que vuelva a tomar las cartas.',
    resume: 'Volver a recibir las cartas',
  },
  data: {
    title: 'Sus datos',
    text: 'Todo lo que se guarda sobre usted, en un archivo.',
    link: 'Descargar mis datos (JSON)',
  },
  erase: {
    title: 'Borrarme',
    text: 'Su dirección, sus elecciones y su historial se borran para siempre, y no llega ninguna carta más.',
    link: 'Borrar todo sobre mí',
    suppress: 'No escribir nunca más a esta dirección (queda una huella que no dice nada de ella)',
    button: 'Borrar todo',
    done: { title: 'Todo está borrado', text: 'Ya no se guarda nada sobre usted. Este enlace ya no sirve.' },
  },
  errors: {
    400: {
      title: 'Esta petición no se pudo leer',
      text: 'Vuelva atrás, revise lo que escribió y envíelo otra vez.',
    },
    403: { title: 'Esto no está permitido', text: 'Abra la página desde el principio y siga sus enlaces.' },
    404: {
      title: 'Este enlace no funciona',
      text:
        'No hay nada en esta dirección. Los enlaces de las cartas son largos y a veces se cortan: ábralo otra vez desde ' +
        'la carta. Para darse de baja, use el enlace al pie de la más reciente.',
    },
    409: {
      title: 'Esto cambió mientras tanto',
      text: 'Abra la página otra vez para ver cómo está todo ahora.',
    },
    410: {
      title: 'Esto ya no está aquí',
      text: 'Se retiró para siempre. El archivo tiene todo lo que queda.',
    },
    413: { title: 'Esto es demasiado grande', text: 'Envíe menos de una vez.' },
    415: { title: 'Este tipo de contenido no se entiende', text: 'Envíe JSON o un formulario.' },
    422: { title: 'Esto no se entendió', text: 'Revise lo que envió y envíelo otra vez.' },
    500: {
      title: 'Algo falló de nuestro lado',
      text: 'Usted no hizo nada mal. Inténtelo en un minuto; si ocurre otra vez, díganos el número de abajo.',
    },
    503: {
      title: 'Esto no funciona ahora mismo',
      text: 'Falta una parte de este servicio. Inténtelo en un minuto; el enlace sigue siendo válido.',
    },
  },
  requestNumber: 'Número de esta petición:',
}
