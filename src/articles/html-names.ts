/** Elements whose text nobody sees, in lower case. */
export const hiddenNames: ReadonlySet<string> = new Set(
  'script style noscript template svg math iframe object head title button select textarea'.split(' '),
)

/** Elements that begin on a line of their own, in lower case. */
export const blockNames: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/** What HTML, and SVG or MathML in it, may name an element; anything else between angle brackets is text. */
export const elementNames: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code ' +
    'col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 ' +
    'h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr ' +
    'noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small ' +
    'source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr ' +
    'xml image path g circle rect line polygon polyline use defs text tspan foreignobject desc symbol'
  ).split(' '),
)
