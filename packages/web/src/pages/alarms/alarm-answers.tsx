import { useId, useState } from 'react'
import { send } from '../../api/request.ts'
import { know, refresh } from '../../api/resource.ts'
import type { AlarmDetailResponse, AlarmResponse } from '../../contract.ts'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'

type What = 'acknowledge' | 'snooze' | 'mute' | 'unmute' | 'expected'

const SAYS: Readonly<Record<What, { readonly name: string; readonly means: string }>> = {
  acknowledge: { name: 'Acknowledge', means: 'Others see that you look after it.' },
  snooze: { name: 'Snooze', means: 'Nobody is told again until then, unless it becomes more serious.' },
  mute: { name: 'Mute', means: 'Nobody is told of this cause until then, also when it is over and comes again.' },
  unmute: { name: 'Unmute', means: 'From now on it is told again.' },
  expected: { name: 'This is expected', means: 'The alarm is over, and its numbers are learnt from as usual.' },
}

const HOURS = [
  [1, '1 hour'],
  [4, '4 hours'],
  [24, '1 day'],
  [72, '3 days'],
  [168, '1 week'],
] as const

/** What a person can say about an alarm as it stands. */
export function AlarmAnswers({ alarm }: { readonly alarm: AlarmDetailResponse }) {
  const [asked, ask] = useState<What | null>(null)
  return (
    <div className="actions">
      {possible(alarm).map((what) => (
        <button key={what} type="button" className="button" onClick={() => ask(what)}>
          {SAYS[what].name}
        </button>
      ))}
      {asked === null ? null : <Answer alarm={alarm} what={asked} onDone={() => ask(null)} />}
    </div>
  )
}

function possible({ state }: AlarmResponse): readonly What[] {
  if (state === 'closed') return []
  if (state === 'muted') return ['unmute', 'expected']
  return [...(state === 'open' ? (['acknowledge'] as const) : []), 'snooze', 'mute', 'expected']
}

interface AnswerProps {
  readonly alarm: AlarmDetailResponse
  readonly what: What
  readonly onDone: () => void
}

function Answer({ alarm, what, onDone }: AnswerProps) {
  const [hours, setHours] = useState<number>(4)
  const lasts = what === 'snooze' || what === 'mute'
  const path = `/api/alarms/${String(alarm.id)}`
  const answer = async (note: string) => {
    const until = lasts ? new Date(Date.now() + hours * 3_600_000).toISOString() : null
    know(path, await send<AlarmDetailResponse>('POST', path, { what, note: note === '' ? null : note, until }))
    refresh((each) => each.startsWith('/api/alarms?') || each.startsWith('/api/overview'))
  }
  return (
    <ReasonDialog
      title={SAYS[what].name}
      action={SAYS[what].name}
      also={lasts ? <HowLong hours={hours} choose={setHours} /> : null}
      optional
      onReason={answer}
      onDone={onDone}
    >
      {SAYS[what].means}
    </ReasonDialog>
  )
}

function HowLong({ hours, choose }: { readonly hours: number; readonly choose: (hours: number) => void }) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>For</label>
      <select id={id} value={hours} onChange={(event) => choose(Number(event.target.value))}>
        {HOURS.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </>
  )
}
