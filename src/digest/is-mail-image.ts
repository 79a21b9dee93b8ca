/** Formats that some mail programs do not show; a mail is better without a picture than with a broken one. */
const unshown = /\.(?:svgz?|webp|avif|heic|jxl)$|[?&;](?:format|fm|f)=(?:svg|webp|avif)\b/i

/** Whether the picture at an address can stand in a mail: JPEG, PNG or GIF, as far as its address tells. */
export function isMailImage(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && !unshown.test(url.pathname) && !unshown.test(url.search)
}
