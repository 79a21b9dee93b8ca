/** The words of a language that carry grammar rather than matter, in lower case without accents; English when unknown. */
export function functionWordsOf(language: string): ReadonlySet<string> {
  return lists.get(language) ?? english
}

const english = words(`
  a about above after again against all almost along already also although always am among an and another any are
  aren't around as at away back be became because been before behind being below between both but by can can't cannot
  come could couldn't did didn't do does doesn't doing don't done down during each either else enough even ever every
  few first for from further get gets getting go goes going gone got had hadn't has hasn't have haven't having he he'd
  he'll her here hers herself he's him himself his how however i i'd if i'll i'm in instead into is isn't it it'd it'll
  its it's itself i've just last least less let like made make makes many may maybe me might mine more most much must
  my myself near neither never no nobody none nor not nothing now of off often on once one only onto or other others
  our ours ourselves out over own per perhaps quite rather really said same say says see she she'd she'll she's should
  shouldn't since so some someone something sometimes soon still such take tell than that that's the their theirs them
  themselves then there there's these they they'd they'll they're they've thing things this those though through thus
  to together told too toward towards two under until up upon us use used very was wasn't way we we'd well we'll were
  we're weren't we've what what's when where whether which while who whole whom who's whose why will with within
  without won't would wouldn't yes yet you you'd you'll your you're yours yourself you've`)

const german = words(`
  ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beide beim bereits
  bin bis bist da dabei dadurch dafur dagegen daher damit danach dann daran darauf daraus darf darin daruber darum das
  dass davon dazu dein deine dem den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch
  dort du durch durfen ein eine einem einen einer eines einige er erst es etwa etwas euch euer fur gab ganz gar gegen
  gibt ging hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in
  indem ins ist ja jede jedem jeden jeder jedes jedoch jemand jene jetzt kann kein keine keinen konnen konnte konnten
  machen man mehr mein meine mich mir mit mochte muss mussen musste nach nachdem neben nein nicht nichts noch nun nur ob
  obwohl oder ohne sagt sagte schon sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so sogar solche
  soll sollen sollte sondern sonst sowie uber um und uns unser unter viel viele vom von vor wahrend war waren warum was
  weder weil weiter welche welcher wenn wer werde werden wie wieder will wir wird wo wollen wollte worden wurde wurden
  zu zum zur zwar zwei zwischen`)

const french = words(`
  a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avaient avait avant avec avoir c car ce ceci
  cela celle celles celui cependant ces cet cette ceux chaque chez comme comment contre d dans de deja depuis des deux
  dit donc dont du elle elles en encore entre est et etaient etait etant ete etre eu eux fait faire fois font ici il ils
  j je jusque l la le lequel les leur leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n ne ni non nos
  notre nous on ont or ou par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi puis qu quand que quel
  quelle quelles quels qui quoi s sa sans se selon sera ses si soit son sont sous sur t ta tandis tant te tel telle tes
  toi ton tous tout toute toutes tres trop tu un une va vers voici voila vos votre vous y`)

const spanish = words(`
  a ademas ahi ahora al algo alguien algun alguna algunas alguno algunos alla alli ante antes aquel aquella aquellos
  aqui asi aun aunque bajo bien cada casi como con contra cual cuales cuando cuanto de del desde despues dice dijo donde
  dos durante e el ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos esta estaba estaban
  estado estan estar estas este esto estos fue fueron ha habia habian haber hace hacer hacia han hasta hay he incluso la
  las le les lo los luego mas me mediante menos mi mientras mis mismo misma mucho muchos muy nada ni no nos nosotros
  nuestra nuestro nunca o os otra otras otro otros para pero poco por porque pues que quien quienes se sea segun ser si
  sido siempre sin sino sobre solo son su sus tal tambien tampoco tan tanto te tenia tiene tienen todas todavia todo
  todos tras tu tus u un una unas uno unos usted ustedes va y ya yo`)

const italian = words(`
  a abbiamo ad agli ai al alcune alcuni alla alle allo allora altre altri altro anche ancora avere aveva avevano c che
  chi ci cio cioe come con contro cosa cosi cui d da dagli dai dal dalla dalle dallo davanti degli dei del dell della
  delle dello dentro detto di dopo dove due dunque durante e ecco ed ella era erano essere fa far fare fino fra fu
  furono gia gli ha hai hanno ho i il in infatti insieme invece io l la le lei li lo loro lui ma mai me meno mentre mi
  mia mie mio molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni oltre oppure ora per perche pero
  piu po poco poi prima proprio qual quale quali quando quanto quasi quella quelle quelli quello questa queste questi
  questo qui quindi s se sempre senza si sia sono sopra sotto stata state stati stato su sua sue sugli sui sul sulla
  sulle suo suoi tra tu tutta tutte tutti tutto un una uno verso vi voi`)

const lists = new Map([
  ['en', english],
  ['de', german],
  ['fr', french],
  ['es', spanish],
  ['it', italian],
])

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}
