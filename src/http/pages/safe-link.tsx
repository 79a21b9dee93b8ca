import type { ComponentChildren, VNode } from 'preact'

const safeProtocols = new Set(['http:', 'https:', 'mailto:'])

interface SafeLinkProps {
  readonly href: string
  readonly children: ComponentChildren
}

/** A link whose address comes from outside; `javascript:` and its like become mere text. */
export function SafeLink({ href, children }: SafeLinkProps): VNode {
  const safe = URL.canParse(href) && safeProtocols.has(new URL(href).protocol)
  return safe ? (
    <a href={href} rel="noreferrer nofollow">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )
}
