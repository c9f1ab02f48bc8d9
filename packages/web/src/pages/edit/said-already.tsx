import { columnsQuoted, readSentence } from '@assay/core'
import { useId, useMemo } from 'react'
import type { Vocabulary } from '../../editor/vocabulary.ts'
import { Few } from '../../parts/few.tsx'
import { CodeText } from '../../parts/text.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { itemsOf } from './places.ts'

interface SaidProps {
  /** The text of the page. */
  readonly page: string
  /** The columns that it is about. */
  readonly about: readonly string[]
  readonly vocabulary: Vocabulary
}

const AT_FIRST = 5

/** What the page says about some columns already, so that nothing is said twice, or once more and narrower. */
export function SaidAlready({ page, about, vocabulary }: SaidProps) {
  const id = useId()
  const items = useMemo(
    () => [...new Set(itemsOf(page))].map((text) => ({ text, columns: columnsQuoted(text) })),
    [page],
  )
  const said = items
    .map(({ text, columns }) => ({ text, shared: columns.filter((name) => about.includes(name)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
  if (said.length === 0) return null
  return (
    <section className="said small" aria-labelledby={id}>
      <h3 id={id}>The page says already</h3>
      <ul>
        <Few
          most={AT_FIRST}
          items={said.map(({ text }) => (
            <Item key={text} text={text} of={vocabulary} />
          ))}
        />
      </ul>
    </section>
  )
}

/** A sentence, with the way to its verdict. */
function Item({ text, of }: { readonly text: string; readonly of: Vocabulary }) {
  const read = useMemo(() => readSentence(text, of.grammar), [text, of.grammar])
  const said = <CodeText>{text}</CodeText>
  if (!read.ok) return <li>{said}</li>
  const address = `${addresses.page(of.dataset)}#${encodeURIComponent(read.sentence.canonical)}`
  return (
    <li>
      <Link to={address}>{said}</Link>
    </li>
  )
}
