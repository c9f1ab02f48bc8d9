import { visible, type HistoryPoint } from '@assay/core'
import { useResource } from '../../api/resource.ts'
import { Glyph } from '../../charts/glyph.tsx'
import { HistoryChart } from '../../charts/history.tsx'
import type { AlarmDetailResponse, PageResponse, SessionResponse } from '../../contract.ts'
import { Known } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Time } from '../../parts/time.tsx'
import { useTitle } from '../../parts/title.ts'
import { addresses, api } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'
import { Share } from '../../share/share.tsx'
import { alarmTable } from '../../share/tables.ts'
import { AlarmAnswers } from './alarm-answers.tsx'
import { Answered, shapeOf } from './alarm-line.tsx'
import { Told } from './told.tsx'

/** One alarm: what broke, who said what about it, what was sent where and whether it arrived. */
export function AlarmView({ id, session }: { readonly id: string; readonly session: SessionResponse }) {
  const found = useResource<AlarmDetailResponse>(`/api/alarms/${encodeURIComponent(id)}`)
  useTitle(found.data?.title ?? `Alarm ${id}`)
  return (
    <Known of={found}>
      {(alarm) => (
        <article className="alarm-view">
          <Share name={`alarm ${id}`} csv={() => alarmTable([alarm])} />
          <p className="quiet">
            <Link to={addresses.alarms}>Alarms</Link> ›{' '}
            <Link to={addresses.page(alarm.dataset)}>{visible(alarm.dataset)}</Link>
          </p>
          <h1>
            <Glyph state={shapeOf(alarm)} name={alarm.severity} /> <CodeText>{alarm.title}</CodeText>
          </h1>
          <p className="details">
            since <Time at={alarm.openedAt} as="day-and-time" /> · <Answered of={alarm} />
            {alarm.common === null ? '' : ` · ${visible(alarm.common)}`}
          </p>
          {session.role === 'viewer' ? null : <AlarmAnswers alarm={alarm} />}
          <h2>What broke</h2>
          {alarm.sentences.map((each) => (
            <SentenceOf key={each.sentence} alarm={alarm} of={each} />
          ))}
          <h2>Who was told</h2>
          <Told messages={alarm.messages} untold={alarm.untold} />
          <h2>What happened</h2>
          <ol className="events">
            {alarm.events.map((each, i) => (
              <li key={i}>
                <Time at={each.at} as="day-and-time" /> {DONE[each.what] ?? visible(each.what)}
                {each.by === null ? '' : ` by ${visible(each.by)}`}
                {each.note === null ? null : (
                  <>
                    : <CodeText>{each.note}</CodeText>
                  </>
                )}
              </li>
            ))}
          </ol>
        </article>
      )}
    </Known>
  )
}

/** What somebody did, as it was asked for, in the past. */
const DONE: Readonly<Record<string, string>> = {
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  mute: 'muted',
  unmute: 'unmuted',
  expected: 'called expected',
  release: 'released',
  reject: 'rejected',
}

/** One of its sentences, drawn as on its page: an alarm of one that must hold may tell of others that should. */
function SentenceOf({
  alarm,
  of,
}: {
  readonly alarm: AlarmDetailResponse
  readonly of: AlarmDetailResponse['sentences'][number]
}) {
  const verdicts = useResource<PageResponse>(api(alarm.dataset)).data?.result?.verdicts ?? []
  const severity = verdicts.find(({ canonical }) => canonical === of.sentence)?.severity ?? alarm.severity
  const shape = shapeOf({ ...alarm, severity })
  return (
    <div className={`item ${shape}`}>
      <div className="line">
        <Glyph state={shape} />
        <span className="sentence">
          <Link to={addresses.page(alarm.dataset, null, of.sentence)}>
            <CodeText>{of.sentence}</CodeText>
          </Link>
          {of.why === null ? null : (
            <span className="quiet reason">
              Why it matters: <CodeText>{of.why}</CodeText>
            </span>
          )}
        </span>
        <span className="margin">
          <span className="value">{visible(of.shown)}</span>{' '}
          <span className="beside">
            <CodeText>{of.reason}</CodeText>
          </span>
        </span>
        <span className="picture">
          <HistoryChart points={pointsOf(of)} of={{ severity, share: of.shown.endsWith('%') }} />
        </span>
      </div>
    </div>
  )
}

const pointsOf = ({ history, band }: AlarmDetailResponse['sentences'][number]): readonly HistoryPoint[] =>
  history.map((value, i) => ({
    delivery: i,
    value,
    low: band?.low ?? null,
    high: band?.high ?? null,
    status: i === history.length - 1 ? 'broken' : null,
  }))
