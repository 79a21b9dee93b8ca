/** The abbreviations of a language, written as in print without their last full stop. */
export interface Abbreviations {
  /** Never the end of a sentence: a name or a word always follows. */
  readonly inner: ReadonlySet<string>
  /** The end of a sentence only when a word follows that opens sentences. */
  readonly either: ReadonlySet<string>
  /** No end of a sentence before a number. */
  readonly beforeNumber: ReadonlySet<string>
}

/** The list for a language; a language without a list gets the English one. */
export function abbreviationsOf(language: string): Abbreviations {
  return lists.get(language) ?? english
}

const english: Abbreviations = {
  inner: words(
    `Mr Mrs Ms Mx Messrs Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Lieut Col Sgt Capt Cmdr Cpl Pvt Maj Adm Brig Rev
    Hon Pres Supt Det Insp Atty Fr Amb Mt Ft vs v viz cf e.g i.e approx Jan Feb Apr Aug Sept Oct Nov Dec`,
  ),
  either: words(
    `St Ave Blvd Rd Inc Corp Co Cos Ltd Bros Jr Sr Esq Ph.D al etc Sep Mar Jun Jul Mon Tue Tues Wed Thu Thurs Fri
    Sat Sun Dept Univ Assn Assoc est Calif Fla Mass Mich Minn Conn Ariz Colo Pa Va Wash Ill Tenn Ky Ga Okla Tex Ala`,
  ),
  beforeNumber: words('No Nos no nos Vol vol Fig fig Sec Ch Art pp p c ca Op'),
}

const german: Abbreviations = {
  inner: words(
    `Hr Fr Frl Dr Prof Dipl Ing Mag St bzw ca vgl inkl exkl evtl ggf sog insb bspw geb gest verh Jan Feb Febr Apr Aug
    Sept Okt Nov Dez z.B z.T d.h u.a v.a i.d.R o.g s.o vs med phil jur rer nat habil`,
  ),
  either: words('Mio Mrd Tsd Std Min Sek Str usw etc Co Jr Sr Jh Jhd Mon Ges Inc Ltd Corp Abb'),
  beforeNumber: words('Nr Nrn Abs Art S Bd Kap Ziff Bl Rn'),
}

const french: Abbreviations = {
  inner: words(
    `M MM Mr Mme Mmes Mlle Mlles Dr Drs Pr Me Mgr St Ste Sts cf p.ex env éd av janv févr avr juil sept oct nov déc
    vs gén col lt cap`,
  ),
  either: words('etc Cie Co Jr Sr bd hab dép apr Inc Ltd Corp al'),
  beforeNumber: words('n no nos p pp art vol chap fig tél'),
}

const spanish: Abbreviations = {
  inner: words(
    `Sr Sra Srta Sres Sras Dr Dra Dres D Dña Da Ud Uds Vd Prof Profa Ing Lic Arq Gral Cnel Cap Tte Sto Sta Excmo Excma
    Ilmo Mons Hnos EE FF JJ RR vs cf p.ej ej aprox ene feb abr ago sept oct nov dic Avda Av`,
  ),
  either: words('UU AA OO HH etc Cía Jr Inc Ltd Corp Ltda S.A al dept'),
  beforeNumber: words('núm Núm núms No pág págs art arts vol cap fig tel n'),
}

const italian: Abbreviations = {
  inner: words(
    `Sig Sig.ra Sig.na Sigg Dott Dott.ssa Dr Prof Prof.ssa Proff Avv Ing Arch Geom Rag On on Sen Gen Col Cap Ten Mons Rev
    Cav Comm Egr Gent Ill St vs cfr ca es p.es`,
  ),
  either: words(
    'ecc etc S.p.A S.r.l Spa Srl Jr Inc Ltd Corp al tel gen feb mar apr mag giu lug ago set ott nov dic',
  ),
  beforeNumber: words('n nr art artt pag pagg p pp vol cap fig tel'),
}

const lists = new Map([
  ['en', english],
  ['de', german],
  ['fr', french],
  ['es', spanish],
  ['it', italian],
])

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
