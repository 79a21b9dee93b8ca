import { isRelatedLabel } from './section-labels.ts'

const longest = 400

const aside = [
  /^(?:photo(?:graph|s)?|image|picture|pictured|caption|credit|foto|bild|bilder|photographie|crédit|imagen|fotografía|immagine)\b[^.:|]{0,40}[:|]/i,
  /^(?:©|\(c\) ?\d|copyright (?:©|\(c\)|\d))/i,
  /^(?:By|BY|Von|Par|Por|Di|Da) \p{Lu}(?![^\n]*[.!?]["”]?$)[^\n]{1,100}$/u,
  /^(?:published|(?:last )?updated|posted|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)(?: (?:on|at|am|le|el|il))?:? (?:\p{L}{3,10}\.? )?\d.{0,50}$/iu,
  /^(?:read(?: this| also| more[^:]{0,40})?|more|watch(?: this)?|listen|see|opinion|analysis|video|photos|gallery|editor['’]s note|lesen sie (?:auch|mehr)|video|lire|regarder|à écouter|leer|lea|vea|leggi|guarda) ?:/i,
  /^(?:please )?(?:click|tap (?:here|to|on)|subscribe|sign up|follow (?:us|him|her|me|@)|e-?mail (?:us|your)|join us|klicken sie|abonnieren sie|melden sie sich|folgen sie|cliquez|abonnez-vous|inscrivez-vous|suivez|haga clic|suscríbase|suscríbete|síguenos|siga|clicca|iscriviti|abbonati|seguici)\b/i,
  /^(?:this|the) (?:article|story|post|column|piece) (?:(?:was|has been) )?(?:(?:originally|first|also) )?(?:published|appeared|updated|produced|corrected)\b/i,
  /^(?:the )?(?:opinions|views) expressed\b/i,
  /[(/|] ?(?:AP|AFP|dpa|EFE|ANSA|Reuters|Getty(?: Images)?|Shutterstock|Bloomberg|Imago|picture alliance)(?: Photo)?(?:\/[^()]{1,60})?[).]*$/,
]

const notice = [
  /\b(?:contributed to (?:this|the) (?:report|story|article)|reported from \p{Lu}[^.]{1,80}\.$|wrote (?:and reported )?from \p{Lu}[^.]{1,60}\.$)/u,
  /\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati)\b/i,
  /\bclick here\b|\S@\S+\.\S/i,
]

/**
 * Whether a paragraph stands beside an article rather than in it: a caption, a byline, a pointer to another story, a call
 * to subscribe (en, de, fr, es, it). Paragraphs of more than 400 UTF-16 units are text.
 */
export function isAside(paragraph: string): boolean {
  if (paragraph.length > longest) return false
  const label = /^[^:]{1,60}/.exec(paragraph)?.[0] ?? ''
  return isRelatedLabel(label) || aside.some((pattern) => pattern.test(paragraph))
}

/** The same of one sentence, which may stand in a paragraph of the article: a credit, a note on rights, "click here". */
export function isFurniture(sentence: string): boolean {
  if (sentence.length > longest) return false
  return isAside(sentence) || notice.some((pattern) => pattern.test(sentence))
}
