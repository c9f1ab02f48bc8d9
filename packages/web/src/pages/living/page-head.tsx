import { counted, fileSize, STATE_OF_DELIVERY, stateOf, visible } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import { Strip } from '../../charts/strip.tsx'
import { useRunning } from '../../api/live.ts'
import { useResource } from '../../api/resource.ts'
import type { DeliveryResponse, PageResponse, ProposalsResponse } from '../../contract.ts'
import { Time } from '../../parts/time.tsx'
import { CodeText } from '../../parts/text.tsx'
import { WORD_OF_DELIVERY } from '../../parts/words.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { Decided } from '../deliveries/decided.tsx'
import { Decisions } from '../deliveries/decisions.tsx'

export function PageHead({ page, editor }: { readonly page: PageResponse; readonly editor: boolean }) {
  const { dataset, title, owner, delivery, due, strip } = page
  const running = useRunning(dataset)
  return (
    <header className="page-head">
      <h1>{visible(title ?? dataset)}</h1>
      <p className="quiet">
        {visible([dataset, ...(owner === null ? [] : [owner])].join(' · '))}
        {due?.next == null ? null : (
          <>
            {' · '}next due <Time at={due.next} as="until" />
          </>
        )}
        {due?.late ? (
          <>
            {' · '}
            <strong className="late">late{due.due === null ? '' : ', was due '}</strong>
            {due.due === null ? null : <Time at={due.due} />}
          </>
        ) : null}
      </p>
      <div className="strip-box">
        <Strip dataset={dataset} deliveries={strip} late={due?.late === true} shown={delivery?.number} linked />
      </div>
      <Neighbours page={page} />
      {delivery === null ? null : <Delivery page={page} delivery={delivery} />}
      {running === undefined ? null : (
        <p className="quiet" role="status">
          {visible(running)}
        </p>
      )}
      {delivery === null || !editor ? null : (
        <div className="actions">
          <Decisions dataset={dataset} delivery={delivery} current={page.current} />
        </div>
      )}
      <nav className="ways" aria-label={`About ${title ?? dataset}`}>
        <Link to={addresses.deliveries(dataset)}>Deliveries</Link>
        {delivery === null || delivery.number < 2 ? null : (
          <Link to={addresses.compare(dataset, before(page, delivery), delivery.number)}>
            Compare with delivery {before(page, delivery)}
          </Link>
        )}
        <Link to={addresses.columns(dataset)}>Columns</Link>
        <Link to={addresses.edit(dataset)}>{editor ? 'Edit, or add a sentence' : 'Propose a sentence'}</Link>
      </nav>
    </header>
  )
}

/** To the delivery before and the one after, also by a finger, for which the bars are too narrow. */
function Neighbours({ page: { dataset, strip, delivery } }: { readonly page: PageResponse }) {
  const at = strip.findIndex(({ number }) => number === delivery?.number)
  const [earlier, later] = [strip[at - 1], strip[at + 1]]
  if (at < 0 || (earlier === undefined && later === undefined)) return null
  return (
    <nav className="neighbours" aria-label="Other deliveries">
      {earlier === undefined ? null : (
        <Link to={addresses.page(dataset, earlier.number)}>← delivery {earlier.number}</Link>
      )}
      {later === undefined ? null : <Link to={addresses.page(dataset, later.number)}>delivery {later.number} →</Link>}
    </nav>
  )
}

/** What a delivery is best held against: the accepted one, or else the one before. */
const before = ({ current }: PageResponse, { number }: DeliveryResponse): number =>
  current !== null && current < number ? current : number - 1

function Delivery({ page, delivery }: { readonly page: PageResponse; readonly delivery: DeliveryResponse }) {
  const { number, arrivedAt, rows, bytes, state, setAside, current } = delivery
  return (
    <>
      <p className="small">
        <span className="quiet">delivery {number} · </span>
        <strong>
          <Time at={arrivedAt} as="day-and-time" />
        </strong>
        <span className="quiet">
          {rows === null ? '' : ` · ${counted(rows, 'row')}`} · {fileSize(bytes)} · {visible(delivery.source)}
          {setAside !== null && setAside > 0 ? ' · ' : ''}
          {setAside !== null && setAside > 0 ? (
            <Link to={addresses.setAside(page.dataset, number)}>{counted(setAside, 'row')} set aside</Link>
          ) : null}
          {current ? ' · current' : page.current === null ? '' : ` · delivery ${String(page.current)} is current`}
        </span>
      </p>
      <p className="outcome">
        <Glyph state={STATE_OF_DELIVERY[state]} name={WORD_OF_DELIVERY[state]} />{' '}
        <CodeText>{headlineOf(delivery)}</CodeText>
      </p>
      <Jumps page={page} />
      <Decided decisions={delivery.decisions} />
    </>
  )
}

/** What became of it; of one that a person decided about, that first. */
function headlineOf({ state, outcome }: DeliveryResponse): string {
  const word = WORD_OF_DELIVERY[state]
  if (outcome === null) return word
  return state === 'released' || state === 'rejected' ? `${state}; it was ${outcome}` : outcome
}

/** From the headline to the first that it speaks of, with the focus. */
function Jumps({ page }: { readonly page: PageResponse }) {
  const { result, waiting } = page
  const states = result?.verdicts.map(stateOf) ?? []
  const [broken, warnings] = (['broken', 'warning'] as const).map((of) => states.filter((each) => each === of).length)
  const proposed = useResource<ProposalsResponse>(api(page.dataset, '/proposals')).data?.proposals.length ?? 0
  const mistakes =
    (result?.document.filter(({ kind }) => kind === 'mistake').length ?? 0) +
    waiting.filter(({ kind }) => kind === 'mistake').length
  const jumps = [
    ...(broken ? [{ to: '.document details.broken > summary', words: 'To the first broken sentence' }] : []),
    ...(warnings ? [{ to: '.document details.warning > summary', words: counted(warnings, 'warning') }] : []),
    ...(mistakes > 0 ? [{ to: '.document .mistake', words: `${counted(mistakes, 'line')} ${mistakes === 1 ? 'is no sentence' : 'are no sentences'}` }] : []), // prettier-ignore
    ...(proposed > 0 ? [{ to: '.proposals .item', words: `${counted(proposed, 'sentence')} proposed, ${proposed === 1 ? 'waits' : 'wait'} for an editor` }] : []), // prettier-ignore
  ]
  if (jumps.length === 0) return null
  return (
    <ul className="jumps">
      {jumps.map(({ to, words }) => (
        <li key={to}>
          <button type="button" className="plain" onClick={() => jumpTo(to)}>
            {words}
          </button>
        </li>
      ))}
    </ul>
  )
}

function jumpTo(what: string): void {
  const found = document.querySelector<HTMLElement>(what)
  found?.scrollIntoView({ block: 'start' })
  found?.focus({ preventScroll: true })
}
