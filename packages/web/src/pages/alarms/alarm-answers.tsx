import { useId, useState, type FormEvent } from 'react'
import { Problem, send } from '../../api/request.ts'
import { know, refresh } from '../../api/resource.ts'
import type { AlarmDetailResponse, AlarmResponse } from '../../contract.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Failed } from '../../parts/states.tsx'

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
  const [note, setNote] = useState('')
  const [hours, setHours] = useState<number>(4)
  const [problem, setProblem] = useState<Problem | null>(null)
  const id = useId()
  const lasts = what === 'snooze' || what === 'mute'
  const answer = async (event: FormEvent) => {
    event.preventDefault()
    const until = lasts ? new Date(Date.now() + hours * 3_600_000).toISOString() : null
    try {
      const said = { what, note: note.trim() === '' ? null : note.trim(), until }
      know(
        `/api/alarms/${String(alarm.id)}`,
        await send<AlarmDetailResponse>('POST', `/api/alarms/${String(alarm.id)}`, said),
      )
      refresh((path) => path.startsWith('/api/alarms?') || path.startsWith('/api/overview'))
      onDone()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  return (
    <Dialog title={SAYS[what].name} onClose={onDone}>
      <form onSubmit={(event) => void answer(event)}>
        <p>{SAYS[what].means}</p>
        {lasts ? (
          <>
            <label htmlFor={`${id}hours`}>For</label>
            <select id={`${id}hours`} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {HOURS.map(([each, name]) => (
                <option key={each} value={each}>
                  {name}
                </option>
              ))}
            </select>
          </>
        ) : null}
        <label htmlFor={`${id}note`}>Note, if there is one</label>
        <textarea
          id={`${id}note`}
          rows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {problem === null ? null : <Failed problem={problem} />}
        <div className="actions">
          <button type="submit" className="button first">
            {SAYS[what].name}
          </button>
          <button type="button" className="button" onClick={onDone}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}
