import { clipped, type AlarmSentence, type Message } from './message.ts'

/** Several alarms in one message: what each said last. */
export function digestOf(messages: readonly Message[]): Message {
  const last = new Map(messages.map((each) => [each.alarm, each]))
  const all = [...last.values()]
  const [first] = all
  const at = all.map((each) => each.at).sort()
  const over = all.filter((each) => each.event === 'closed').length
  return {
    event: 'digest',
    alarm: 'digest',
    severity: 'should',
    dataset: [...new Set(all.map((each) => each.dataset))].join(', '),
    headline: `${String(all.length)} ${all.length === 1 ? 'warning' : 'warnings'} beyond the budget${over > 0 ? `, ${String(over)} of them over` : ''}`,
    delivery: null,
    sentences: all.slice(0, 20).map(sentenceOf),
    more: Math.max(0, all.length - 20),
    common: null,
    rows: null,
    owner: null,
    since: at[0] ?? first?.since ?? '',
    at: at.at(-1) ?? '',
    cure: null,
    note: null,
    links: first?.links ?? [],
  }
}

function sentenceOf(of: Message): AlarmSentence {
  const [worst] = of.sentences
  return {
    sentence: clipped(of.headline),
    shown: of.event === 'closed' ? '' : (worst?.shown ?? ''),
    bound: worst?.bound ?? '',
    reason: of.event === 'closed' ? 'it is over' : (worst?.reason ?? ''),
    why: null,
    history: worst?.history ?? [],
    band: worst?.band ?? null,
  }
}
