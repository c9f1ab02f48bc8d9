import { counted } from '@assay/core'
import { useState } from 'react'
import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import type { AlarmResponse, AlarmsResponse } from '../../contract.ts'
import { useLatest } from '../../parts/latest.ts'
import { Empty, Known } from '../../parts/states.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { usePlace } from '../../routing/location.ts'
import { Share } from '../../share/share.tsx'
import { alarmTable } from '../../share/tables.ts'
import { AlarmLine } from './alarm-line.tsx'

const AT_ONCE = 50

/** What is open, and below it what was; with `?dataset=` only of one. */
export function Alarms() {
  useTitle('Alarms')
  const dataset = usePlace().query.get('dataset')
  const [limit, setLimit] = useState(AT_ONCE)
  const open = useResource<AlarmsResponse>(withQuery('/api/alarms', { open: 'true', dataset }))
  const all = useLatest(useResource<AlarmsResponse>(withQuery('/api/alarms', { dataset, limit })))
  return (
    <Known of={open}>
      {({ alarms }) => (
        <>
          <Share
            name="alarms"
            csv={() => alarmTable([...alarms, ...(all.data?.alarms.filter(({ state }) => state === 'closed') ?? [])])}
          />
          <h1>{headline(alarms)}</h1>
          {dataset === null ? null : (
            <p className="quiet">
              of {dataset} · <Link to={addresses.alarms}>all alarms</Link>
            </p>
          )}
          <List alarms={worstFirst(alarms)} />
          <Known of={all}>{(known) => <Past alarms={known.alarms.filter(({ state }) => state === 'closed')} />}</Known>
          {(all.data?.alarms.length ?? 0) < limit || limit >= 500 ? null : (
            <p className="more">
              <button type="button" className="button" onClick={() => setLimit(Math.min(500, limit + AT_ONCE))}>
                {counted(AT_ONCE)} more
              </button>
            </p>
          )}
        </>
      )}
    </Known>
  )
}

function headline(alarms: readonly AlarmResponse[]): string {
  if (alarms.length === 0) return 'No alarm is open.'
  const unanswered = alarms.filter(({ state }) => state === 'open').length
  const of = counted(alarms.length, 'open alarm')
  if (unanswered === 0) return `${of}, and somebody has answered ${alarms.length === 1 ? 'it' : 'each'}.`
  return unanswered === alarms.length
    ? `${of}; nobody has answered ${alarms.length === 1 ? 'it' : 'any'}.`
    : `${of}; nobody has answered ${counted(unanswered)} of them.`
}

const worstFirst = (alarms: readonly AlarmResponse[]): readonly AlarmResponse[] =>
  [...alarms].sort((a, b) => Number(b.severity === 'must') - Number(a.severity === 'must'))

const List = ({ alarms }: { readonly alarms: readonly AlarmResponse[] }) => (
  <ul className="alarms">
    {alarms.map((each) => (
      <AlarmLine key={each.id} of={each} />
    ))}
  </ul>
)

const Past = ({ alarms }: { readonly alarms: readonly AlarmResponse[] }) => (
  <section className="past-alarms" aria-labelledby="past-alarms">
    <h2 id="past-alarms">Past</h2>
    {alarms.length === 0 ? (
      <Empty title="Nothing has been over yet.">
        An alarm is closed by itself when its sentences hold again. Where alarms go is said in <code>assay.yaml</code>.
      </Empty>
    ) : (
      <List alarms={alarms} />
    )}
  </section>
)
