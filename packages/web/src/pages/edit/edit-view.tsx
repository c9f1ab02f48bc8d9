import { lazy, Suspense, useMemo, useState } from 'react'
import { useResource } from '../../api/resource.ts'
import type { ColumnsResponse, SessionResponse, TextResponse } from '../../contract.ts'
import { vocabularyOf, type Vocabulary } from '../../editor/vocabulary.ts'
import { Known, Waiting } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { usePlace } from '../../routing/location.ts'
import { Proposals } from '../living/proposals.tsx'
import { AddSentence } from './add-sentence.tsx'
import { Versions } from './versions.tsx'

interface EditProps {
  readonly dataset: string
  readonly session: SessionResponse
}

/** A sentence to add, the whole page to edit, and all of its versions. */
export function EditView({ dataset, session }: EditProps) {
  useTitle(`Edit ${dataset}`)
  const page = useResource<TextResponse>(api(dataset, '/text'))
  const columns = useResource<ColumnsResponse>(api(dataset, '/columns'))
  return (
    <>
      <h1>{session.role === 'viewer' ? 'Propose a sentence' : 'Say something'}</h1>
      <p className="quiet">
        <Link to={addresses.page(dataset)}>{dataset}</Link> ·{' '}
        <Link to={addresses.columns(dataset)}>choose a column instead</Link>
      </p>
      <Known of={page}>
        {(text) => (
          <Known of={columns}>
            {(known) => <Editors dataset={dataset} page={text} columns={known} session={session} />}
          </Known>
        )}
      </Known>
    </>
  )
}

function Editors({
  dataset,
  page,
  columns,
  session,
}: EditProps & { readonly page: TextResponse; readonly columns: ColumnsResponse }) {
  const vocabulary = useMemo(() => vocabularyOf(dataset, columns), [dataset, columns])
  const begun = usePlace().query.get('sentence') ?? ''
  return (
    <>
      <AddSentence key={begun} dataset={dataset} page={page} vocabulary={vocabulary} begun={begun} />
      <Proposals dataset={dataset} editor={session.role !== 'viewer'} />
      <WholePage dataset={dataset} page={page} vocabulary={vocabulary} />
      <Versions dataset={dataset} page={page} />
    </>
  )
}

const PageEditor = lazy(async () => ({ default: (await import('./page-editor.tsx')).PageEditor }))

interface WholePageProps {
  readonly dataset: string
  readonly page: TextResponse
  readonly vocabulary: Vocabulary
}

/** The page as text, for those who ask for it. */
function WholePage(props: WholePageProps) {
  const [open, setOpen] = useState(false)
  return (
    <section aria-labelledby="whole" className="whole">
      <h2 id="whole">The page</h2>
      {open ? (
        <Suspense fallback={<Waiting />}>
          <PageEditor {...props} />
        </Suspense>
      ) : (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {props.page.editable ? 'Edit the whole page' : 'Show the whole page'}
        </button>
      )}
    </section>
  )
}
