/** How a locale writes numbers and picks plural forms. */
export interface Wording {
  readonly number: (value: number) => string
  /** The form that a number takes, with the number in the place of `#`. */
  readonly plural: (value: number, forms: PluralForms) => string
}

type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** Numbers and plural forms of a BCP 47 locale (Unicode CLDR). */
export function wordingOf(locale: string): Wording {
  const numbers = new Intl.NumberFormat(locale)
  const rules = new Intl.PluralRules(locale)
  return {
    number: (value) => numbers.format(value),
    plural: (value, forms) =>
      (forms[rules.select(value)] ?? forms.other).replaceAll('#', () => numbers.format(value)),
  }
}
