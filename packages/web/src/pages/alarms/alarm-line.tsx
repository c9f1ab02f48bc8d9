import { visible, type State } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import type { AlarmResponse } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'

/** An alarm is drawn as what it is about; one that is over is quiet. */
export const shapeOf = ({ state, severity }: AlarmResponse): State =>
  state === 'closed' ? 'idle' : severity === 'must' ? 'broken' : 'warning'

export function AlarmLine({ of }: { readonly of: AlarmResponse }) {
  return (
    <li className="alarm">
      <Glyph state={shapeOf(of)} name={of.state === 'closed' ? 'over' : of.severity} />
      <div>
        <p>
          <Link to={addresses.alarm(of.id)}>
            <strong>
              <CodeText>{of.title}</CodeText>
            </strong>
          </Link>
          {of.common === null ? null : <span className="quiet"> {visible(of.common)}</span>}
        </p>
        {of.sentences.slice(0, 3).map(({ sentence, shown, reason }) => (
          <p key={sentence} className="small">
            <CodeText>{of.title.endsWith(sentence) ? reason : sentence}</CodeText> <strong>{visible(shown)}</strong>
          </p>
        ))}
        <p className="quiet">
          <Link to={addresses.page(of.dataset)}>{visible(of.dataset)}</Link> · since{' '}
          <Time at={of.openedAt} as="day-and-time" /> · <Answered of={of} />
        </p>
      </div>
    </li>
  )
}

/** Who answered it, and how. */
export function Answered({ of }: { readonly of: AlarmResponse }) {
  const by = of.by === null ? '' : ` by ${visible(of.by)}`
  const note = of.note === null ? '' : `: ${visible(of.note)}`
  if (of.state === 'open') return 'nobody has answered'
  if (of.state === 'closed')
    return (
      <>
        over {of.closedAt === null ? null : <Time at={of.closedAt} as="day-and-time" />}
        {by}
        {note}
      </>
    )
  return (
    <>
      {of.state}
      {by}
      {of.until === null ? null : (
        <>
          {' '}
          until <Time at={of.until} as="day-and-time" />
        </>
      )}
      {note}
    </>
  )
}
