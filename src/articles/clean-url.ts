const trackingNames = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id mc_cid mc_eid mkt_tok igshid igsh _hsenc _hsmi ' +
    'hsctatracking oly_anon_id oly_enc_id vero_id vero_conv wickedid rb_clickid s_cid ml_subscriber ml_subscriber_hash cmpid ocid ncid ' +
    'spm at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 xtor ga_source ga_medium ga_campaign ga_term ga_content'
  ).split(' '),
)

const trackingPrefixes = /^(?:utm_|mtm_|matomo_|pk_|piwik_|hsa_|__hs|trk_)/

/**
 * An absolute http(s) address without tracking parameters and without its fragment (but for `#!`); null when the
 * text is no such address. `base` resolves relative references, as in a link of that page.
 */
export function cleanUrl(text: string, base?: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null
  const url = new URL(trimmed, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const names = new Set(url.searchParams.keys())
  const tracking = [...names].filter((name) => isTracking(name, url))
  for (const name of tracking) url.searchParams.delete(name)
  if (!url.hash.startsWith('#!')) url.hash = ''
  url.username = ''
  url.password = ''
  return url.href.length <= 2000 ? url.href : null
}

function isTracking(name: string, url: URL): boolean {
  const lower = name.toLowerCase()
  if (lower === 'ref') return namesHost(url.searchParams.get(name) ?? '', url.hostname)
  return trackingNames.has(lower) || trackingPrefixes.test(lower)
}

/** `?ref=example.com` on example.com says where the reader came from; any other `ref` may be part of the address. */
function namesHost(value: string, hostname: string): boolean {
  const host = hostname.replace(/^www\./, '')
  return value.toLowerCase().replace(/^www\./, '') === host
}
