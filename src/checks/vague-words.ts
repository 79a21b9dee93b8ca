/** Link texts that tell nothing by themselves, in the languages of the letter. */
const vague = new Set(
  [
    'click|click here|here|more|read|read more|learn more|see more|find out more|link|this|this link|this page|go|details|continue|continue reading',
    'hier|hier klicken|klicken sie hier|mehr|mehr lesen|weiterlesen|mehr erfahren|weiter|dieser link',
    'ici|cliquez ici|cliquer ici|plus|lire|lire la suite|en savoir plus|voir plus|ce lien|suite',
    'aquí|haga clic aquí|haz clic aquí|clic aquí|más|leer más|ver más|más información|saber más|este enlace',
    'هنا|اضغط هنا|انقر هنا|المزيد|اقرأ المزيد|اقرا المزيد|تابع القراءة|هذا الرابط',
  ].flatMap((words) => words.split('|')),
)

/** Whether a link text says nothing of where it leads. */
export function isVague(text: string): boolean {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return vague.has(words)
}
