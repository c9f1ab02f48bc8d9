import { visible } from '@assay/core'
import { useMemo, useRef, useState } from 'react'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import type {
  ColumnResponse,
  ColumnsResponse,
  SessionResponse,
  SuggestionsResponse,
  TextResponse,
} from '../../contract.ts'
import type { EditorHandle } from '../../editor/code-editor.tsx'
import { vocabularyOf } from '../../editor/vocabulary.ts'
import { Known } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { AddSentence } from '../edit/add-sentence.tsx'
import { saidOn } from '../edit/places.ts'
import { Share } from '../../share/share.tsx'
import { columnTable } from '../../share/tables.ts'
import { Profile } from './profile.tsx'
import { Suggestions } from './suggestions.tsx'

interface ColumnProps {
  readonly dataset: string
  readonly column: string
  readonly session: SessionResponse
}

/** What a column is like, and what could be said of it: by a suggestion, or by limits drawn into its distribution. */
export function ColumnView({ dataset, column, session }: ColumnProps) {
  useTitle(`${column} of ${dataset}`)
  const [begun, begin] = useState('')
  const [typed, setTyped] = useState('')
  const editor = useRef<EditorHandle>(null)
  const page = useResource<TextResponse>(api(dataset, '/text')).data
  const columns = useResource<ColumnsResponse>(api(dataset, '/columns')).data
  const vocabulary = useMemo(() => (columns ? vocabularyOf(dataset, columns) : null), [dataset, columns])
  const said = useMemo(
    () => (page && vocabulary ? saidOn(page.text, vocabulary.grammar) : () => false),
    [page, vocabulary],
  )
  const profile = useResource<ColumnResponse>(api(dataset, `/columns/${encodeURIComponent(column)}`))
  const suggested = useResource<SuggestionsResponse>(withQuery(api(dataset, '/suggestions'), { column }))
  return (
    <>
      {profile.data ? <ShareOf dataset={dataset} profile={profile.data} /> : null}
      <h1>
        <code>{visible(column)}</code>
      </h1>
      <p className="quiet">
        <Link to={addresses.page(dataset)}>{dataset}</Link> · <Link to={addresses.columns(dataset)}>all columns</Link>
      </p>
      <Known of={profile}>{(known) => <Profile of={known} typed={typed} onLimits={begin} />}</Known>
      {page === undefined || vocabulary === null ? null : (
        <AddSentence {...{ dataset, page, vocabulary, begun, editor }} about={column} onText={setTyped} />
      )}
      <section aria-labelledby="suggested" className="suggested">
        <h2 id="suggested">What could be said</h2>
        <Known of={suggested}>
          {(known) => (
            <Suggestions
              dataset={dataset}
              sentences={known.sentences.filter(({ sentence }) => !said(sentence))}
              editor={session.role !== 'viewer'}
              take={(sentence) => editor.current?.write(sentence)}
            />
          )}
        </Known>
      </section>
    </>
  )
}

const ShareOf = ({ dataset, profile }: { readonly dataset: string; readonly profile: ColumnResponse }) => (
  <Share name={`${dataset} ${profile.column.name}`} csv={() => columnTable(profile)} />
)
