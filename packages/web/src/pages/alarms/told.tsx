import { counted, visible } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import type { AlarmDetailResponse } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'

type Message = AlarmDetailResponse['messages'][number]

/** Each message with its channel: whether it was taken, and otherwise what its channel said and when it is tried again. */
export function Told({ messages, untold }: Pick<AlarmDetailResponse, 'messages' | 'untold'>) {
  if (untold !== null) return <Untold {...untold} />
  return (
    <div className="scrolls" role="region" tabIndex={0} aria-label="Messages">
      <table className="evidence told">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">arrived</span>
            </th>
            <th scope="col">channel</th>
            <th scope="col">sent</th>
            <th scope="col">what was said</th>
          </tr>
        </thead>
        <tbody>
          {messages.map((each) => (
            <tr key={`${each.channel} ${each.key} ${each.event}`}>
              <td>
                <Glyph
                  state={each.sentAt === null ? 'unchecked' : 'holds'}
                  name={each.sentAt === null ? 'not yet' : 'arrived'}
                />
              </td>
              <td>{visible(each.channel)}</td>
              <td className="long">
                <Sent of={each} />
              </td>
              <td className="long">
                <CodeText>{each.note === null ? each.headline : `${each.headline}: ${each.note}`}</CodeText>{' '}
                <span className="quiet">({visible(each.event)})</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const WHY = {
  'no-channels': 'there is no channel yet',
  'no-route': 'no channel fits this page, its owner and how serious it is',
  'later-channel': 'the channels that fit it came later, and tell what happens from now on',
} as const

function Untold({ why, until }: NonNullable<AlarmDetailResponse['untold']>) {
  if (why === 'quiet')
    return (
      <p className="quiet">
        Nobody: it is not to be told{until === null ? '' : ' until '}
        {until === null ? null : <Time at={until} as="day-and-time" />}.
      </p>
    )
  return (
    <p className="quiet">
      Nobody: {WHY[why]}. Channels and routes are said in <code>assay.yaml</code>, under <code>alarms</code>.
    </p>
  )
}

function Sent({ of }: { readonly of: Message }) {
  const tries = of.attempts > 1 ? `, after ${counted(of.attempts, 'try', 'tries')}` : ''
  if (of.sentAt !== null)
    return (
      <>
        arrived <Time at={of.sentAt} as="day-and-time" />
        {tries}
      </>
    )
  return (
    <>
      {of.lastError === null ? 'waits' : `not taken: ${visible(of.lastError)}`}; next try <Time at={of.nextAt} />
    </>
  )
}
