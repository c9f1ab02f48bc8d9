import { z } from 'zod'
import { counted } from '@assay/core'
import type { AlarmRecord, AlarmState } from '../record.ts'
import type { Message } from './message.ts'
import { causes, LATE, UNREADABLE, type Now, type Problem } from './problems.ts'

/** What alarms are opened, changed and closed; pure, so that it can be done in the transaction that keeps the verdicts. */

/** What an alarm keeps of its cause. */
const bodySchema = z.object({
  /** Keys of the problems. */
  problems: z.array(z.string()),
  columns: z.array(z.string()),
  failing: z.number().nullable(),
  /** What was last said of it, for when it is said again. */
  message: z.custom<Message>((of) => typeof of === 'object' && of !== null),
})
export type AlarmBody = z.infer<typeof bodySchema>
export const bodyOf = (alarm: Pick<AlarmRecord, 'body'>): AlarmBody => bodySchema.parse(alarm.body)

export interface Situation {
  readonly dataset: {
    readonly id: number
    readonly name: string
    readonly title: string | null
    readonly owner: string | null
  }
  /** Null for what is judged by the clock. */
  readonly delivery: {
    readonly id: number
    readonly number: number
    readonly source: string
    readonly arrivedAt: string
    readonly state: string
    readonly setAside: number | null
  } | null
  readonly problems: readonly Problem[]
  /** How the matter of a problem stands, by its key. */
  readonly now: (key: string) => Now
  /** Alarms of the page that are not closed. */
  readonly open: readonly AlarmRecord[]
  /** Causes that are muted although their alarm is closed, with the end of it. */
  readonly muted: ReadonlyMap<string, string>
  /** ISO 8601. */
  readonly at: string
  readonly links: Message['links']
}

export type Change = {
  readonly event: 'opened' | 'updated' | 'closed'
  /** Null: a new alarm. */
  readonly alarm: AlarmRecord | null
  readonly to: Omit<AlarmRecord, 'id' | 'dataset'>
  readonly message: Message
  /** Worth a new message; otherwise only what can be changed in place is brought up to date. */
  readonly notable: boolean
}

/** One alarm for each page and cause: opened by a new one, brought up to date while it lasts, closed when all of it recovered. */
export function incidents(of: Situation): readonly Change[] {
  const taken = new Set<AlarmRecord>()
  const changes: Change[] = []
  for (const group of matched(causes(of.problems), of.open)) {
    const alarm = group.alarm && !taken.has(group.alarm) ? group.alarm : null
    if (alarm) taken.add(alarm)
    changes.push(alarm ? update(alarm, group.problems, of) : open(group.problems, of, changes))
  }
  for (const alarm of of.open) {
    if (taken.has(alarm)) continue
    const stands = bodyOf(alarm).problems.map(of.now)
    // what is broken of it has joined another alarm
    if (!stands.includes('unknown')) changes.push(close(alarm, of, null))
  }
  return changes
}

interface Matched {
  readonly problems: readonly Problem[]
  readonly alarm: AlarmRecord | null
}

/** The open alarm of each cause: one that was opened for a problem of it, or blames one of its columns. Causes that meet in one alarm are one. */
function matched(groups: readonly (readonly Problem[])[], open: readonly AlarmRecord[]): readonly Matched[] {
  const result: Matched[] = []
  for (const problems of groups) {
    const alarm =
      open.find((each) => bodyOf(each).problems.some((key) => problems.some((problem) => problem.key === key))) ??
      open.find((each) => bodyOf(each).columns.some((column) => problems.some((p) => p.columns.includes(column)))) ??
      null
    const known = alarm === null ? -1 : result.findIndex((each) => each.alarm === alarm)
    if (known < 0) result.push({ problems, alarm })
    else result[known] = { alarm, problems: [...(result[known]?.problems ?? []), ...problems] }
  }
  return result
}

function open(problems: readonly Problem[], of: Situation, changes: readonly Change[]): Change {
  const used = new Set([...of.open.map((each) => each.cause), ...changes.map((each) => each.to.cause)])
  const cause = causeName(problems, used)
  const until = of.muted.get(cause) ?? null
  const message = messageOf('opened', problems, of, of.at, null)
  return {
    event: 'opened',
    alarm: null,
    notable: true,
    message,
    to: {
      datasetId: of.dataset.id,
      cause,
      severity: message.severity,
      title: message.headline,
      state: until === null ? 'open' : 'muted',
      until,
      by: null,
      note: null,
      openedAt: of.at,
      changedAt: of.at,
      closedAt: null,
      firstDelivery: of.delivery?.id ?? null,
      lastDelivery: of.delivery?.id ?? null,
      body: bodyWith(problems, message),
    },
  }
}

/** Tells the causes of a page apart: the columns that are to blame, or the problem itself. */
function causeName(problems: readonly Problem[], used: ReadonlySet<string>): string {
  const columns = [...new Set(problems.flatMap((each) => each.columns))].sort()
  const name = columns.length > 0 ? columns.join(', ') : (problems[0]?.key ?? '')
  return used.has(name) ? `${name}: ${problems[0]?.key ?? ''}` : name
}

const bodyWith = (problems: readonly Problem[], message: Message): AlarmBody => ({
  problems: problems.map((each) => each.key),
  columns: [...new Set(problems.flatMap((each) => each.columns))],
  failing: worstShare(problems),
  message,
})
const worstShare = (problems: readonly Problem[]): number | null => {
  const shares = problems.flatMap((each) => each.failing ?? [])
  return shares.length > 0 ? Math.max(...shares) : null
}

/** So many times as many failing rows are worth telling again. */
const WORSE = 2

function update(alarm: AlarmRecord, problems: readonly Problem[], of: Situation): Change {
  const before = bodyOf(alarm)
  const message = messageOf('updated', problems, of, alarm.openedAt, alarm.note)
  const worse = alarm.severity === 'should' && message.severity === 'must'
  const joined = problems.some((each) => !before.problems.includes(each.key))
  const share = worstShare(problems)
  const more = share !== null && before.failing !== null && share > WORSE * before.failing
  // somebody who knows of it is told again only when it is more serious than what they know
  const state: AlarmState = alarm.state === 'acknowledged' && worse ? 'open' : alarm.state
  return {
    event: 'updated',
    alarm,
    notable: worse || (state !== 'acknowledged' && (joined || more)),
    message,
    to: {
      ...recordOf(alarm),
      severity: message.severity,
      title: message.headline,
      state,
      changedAt: of.at,
      lastDelivery: of.delivery?.id ?? alarm.lastDelivery,
      body: {
        ...bodyWith(problems, message),
        // a rise is measured from what was last told
        failing: more || before.failing === null ? share : before.failing,
      },
    },
  }
}

/** Closes an alarm; `note` says why, when it did not recover by itself. */
export function close(alarm: AlarmRecord, of: Situation, note: string | null): Change {
  const { message: last } = bodyOf(alarm)
  const what = last.sentences[0]?.sentence ?? alarm.cause
  const message: Message = {
    ...last,
    event: 'closed',
    headline: note === null ? `${nameOf(of)} has recovered: ${what}` : `${nameOf(of)}: closed. ${what}`,
    delivery: deliveryOf(of) ?? last.delivery,
    common: null,
    rows: null,
    cure: null,
    note: note ?? `It lasted ${lasted(alarm.openedAt, of.at)}.`,
    at: of.at,
  }
  return {
    event: 'closed',
    alarm,
    notable: true,
    message,
    to: {
      ...recordOf(alarm),
      state: 'closed',
      note: note ?? alarm.note,
      changedAt: of.at,
      closedAt: of.at,
      lastDelivery: of.delivery?.id ?? alarm.lastDelivery,
    },
  }
}

function recordOf({ id: _, dataset: __, ...alarm }: AlarmRecord): Omit<AlarmRecord, 'id' | 'dataset'> {
  return alarm
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const
/** How long from one instant to another, in its largest whole unit: "3 hours". */
function lasted(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from))
  for (const [unit, one] of UNITS) {
    const n = Math.round(ms / one)
    if (ms >= one) return `${String(n)} ${unit}${n === 1 ? '' : 's'}`
  }
  return 'less than a minute'
}

const nameOf = (of: Situation): string => of.dataset.title ?? of.dataset.name
const deliveryOf = (of: Situation): Message['delivery'] =>
  of.delivery && { number: of.delivery.number, source: of.delivery.source, arrivedAt: of.delivery.arrivedAt }

const SENTENCES = 5

function messageOf(
  event: 'opened' | 'updated',
  problems: readonly Problem[],
  of: Situation,
  since: string,
  note: string | null,
): Message {
  const sentences = problems.flatMap((each) => each.sentence ?? [])
  const withRows = problems.find((each) => each.rows !== null)
  return {
    event,
    alarm: '',
    severity: problems.some((each) => each.severity === 'must') ? 'must' : 'should',
    dataset: of.dataset.name,
    headline: headlineOf(problems, of),
    delivery: deliveryOf(of),
    sentences: sentences.slice(0, SENTENCES),
    more: Math.max(0, sentences.length - SENTENCES),
    common: withRows?.commonText ?? null,
    rows: withRows?.rows ?? null,
    owner: of.dataset.owner,
    since,
    at: of.at,
    cure: problems.find((each) => each.cure !== null)?.cure ?? null,
    note,
    links: of.links,
  }
}

function headlineOf(problems: readonly Problem[], of: Situation): string {
  const [worst] = problems
  const name = nameOf(of)
  if (worst?.key === UNREADABLE) return `${name} could not be read`
  if (worst?.key === LATE) return `${name} has not arrived`
  const what = `${worst?.key ?? ''}${problems.length > 1 ? `, and ${String(problems.length - 1)} more` : ''}`
  // a warning is not why
  if (problems.every((each) => each.severity === 'should')) return `${name}: ${what}`
  if (of.delivery?.state === 'held') return `${name} is held: ${what}`
  if (of.delivery?.state === 'set-aside')
    return `${name} was accepted without ${counted(of.delivery.setAside ?? 0, 'row')}: ${what}`
  return `${name}: ${what}`
}
