import { visible } from '@assay/core'
import type { Nodes, Parents } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { useMemo, type ReactNode } from 'react'

/** Prose in Markdown as elements: HTML in it is shown as text, pictures as their description; nothing is loaded. */
export function Prose({ markdown }: { readonly markdown: string }) {
  const tree = useMemo(() => fromMarkdown(visible(markdown, 'lines')), [markdown])
  return <div className="prose">{childrenOf(tree)}</div>
}

const childrenOf = (of: Parents): ReactNode => of.children.map((child, i) => <Node key={i} of={child} />)

function Node({ of }: { readonly of: Nodes }): ReactNode {
  switch (of.type) {
    case 'text':
    case 'html':
      return of.value
    case 'paragraph':
      return <p>{childrenOf(of)}</p>
    case 'heading':
      return <p>{<strong>{childrenOf(of)}</strong>}</p>
    case 'emphasis':
      return <em>{childrenOf(of)}</em>
    case 'strong':
      return <strong>{childrenOf(of)}</strong>
    case 'inlineCode':
      return <code>{of.value}</code>
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{of.value}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{childrenOf(of)}</blockquote>
    case 'list':
      return of.ordered ? <ol start={of.start ?? 1}>{childrenOf(of)}</ol> : <ul>{childrenOf(of)}</ul>
    case 'listItem':
      return <li>{childrenOf(of)}</li>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'link':
      return <Elsewhere url={of.url}>{childrenOf(of)}</Elsewhere>
    case 'image':
    case 'imageReference':
      return of.alt ?? ''
    default:
      return 'children' in of ? childrenOf(of) : null
  }
}

/** Only web addresses are links; of anything else the text stays. */
function Elsewhere({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  if (!/^https?:\/\//i.test(url)) return children
  return (
    <a href={url} rel="noopener noreferrer nofollow" target="_blank">
      {children}
    </a>
  )
}
