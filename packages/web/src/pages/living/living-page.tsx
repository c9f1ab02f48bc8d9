import { visible } from '@assay/core'
import { useResource } from '../../api/resource.ts'
import type { DeliveryResult, PageResponse, PageResult, SessionResponse } from '../../contract.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { usePlace } from '../../routing/location.ts'
import { Share } from '../../share/share.tsx'
import { verdictTable } from '../../share/tables.ts'
import { Document } from './document.tsx'
import { PageHead } from './page-head.tsx'
import { Proposals } from './proposals.tsx'

/** The page as it was written, each sentence lit by its verdict on one delivery: the newest, or that of the address. */
export function LivingPage({ dataset, session }: { readonly dataset: string; readonly session: SessionResponse }) {
  const { query } = usePlace()
  const asked = query.get('delivery')
  const page = useResource<PageResponse>(api(dataset))
  const earlier = useResource<DeliveryResult>(
    asked === null ? null : api(dataset, `/deliveries/${encodeURIComponent(asked)}`),
  )
  useTitle(page.data?.title ?? dataset)
  const editor = session.role !== 'viewer'
  return (
    <Known of={page}>
      {(known) => (
        <article className="living">
          {asked === null ? (
            <Shown page={known} editor={editor} />
          ) : (
            <Known of={earlier}>
              {({ delivery, result }) => <Shown page={{ ...known, delivery, result, waiting: [] }} editor={editor} />}
            </Known>
          )}
          <Proposals dataset={dataset} editor={editor} />
        </article>
      )}
    </Known>
  )
}

function Shown({ page, editor }: { readonly page: PageResponse; readonly editor: boolean }) {
  return (
    <>
      {page.result === null ? null : <ShareOf page={page} result={page.result} />}
      <PageHead page={page} editor={editor} />
      {page.result === null ? <Unjudged page={page} /> : <Document page={page} result={page.result} editor={editor} />}
    </>
  )
}

const ShareOf = ({ page, result }: { readonly page: PageResponse; readonly result: PageResult }) => (
  <Share name={page.dataset} csv={() => verdictTable(result)} />
)

const Unjudged = ({ page }: { readonly page: PageResponse }) =>
  page.delivery === null ? (
    <Empty title="Nothing was delivered yet.">
      Put data where the source of the page says, or <Link to={addresses.edit(page.dataset)}>look at the page</Link>.
    </Empty>
  ) : (
    <Empty title={`Of delivery ${String(page.delivery.number)} no verdicts are kept.`}>
      {page.delivery.outcome === null ? 'It was not judged.' : visible(page.delivery.outcome)}
    </Empty>
  )
