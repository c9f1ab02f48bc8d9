import { visible } from '@assay/core'
import { Fragment } from 'react'

/** One line of text in which what stands between backticks is code. */
export function CodeText({ children }: { readonly children: string }) {
  const parts = children.split('`')
  const closed = parts.length % 2 === 1
  return parts.map((part, i) => {
    if (i % 2 === 1 && (closed || i < parts.length - 1)) return <code key={i}>{visible(part)}</code>
    return <Fragment key={i}>{i % 2 === 1 ? `\`${visible(part)}` : visible(part)}</Fragment>
  })
}
