/** The part of MJML 5 that Recap calls; the package brings no types of its own. */
declare module 'mjml' {
  interface MjmlOptions {
    readonly validationLevel: 'strict' | 'soft' | 'skip'
    readonly fonts: Readonly<Record<string, string>>
    readonly minify: boolean
    readonly minifyOptions: { readonly minifyCss: false }
    readonly ignoreIncludes: boolean
  }
  function mjml2html(source: string, options: MjmlOptions): Promise<{ readonly html: string }>
  export = mjml2html
}
