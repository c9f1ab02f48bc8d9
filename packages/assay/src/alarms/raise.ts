import type { AlarmEventRecord, AlarmRecord, OutboxRecord, Outcome } from '../record.ts'
import type { Settings } from '../settings.ts'
import { bodyOf, close, incidents, type Change, type Situation } from './incidents.ts'
import type { Message } from './message.ts'
import { problemsOf, standing, type Histories, type Now, type Problem } from './problems.ts'
import { scheduled, targetName, targetOf, targetsOf, type Target } from './routing.ts'

/** What alarms need of the history, within one transaction of it. */
export interface AlarmStore {
  openAlarms(datasetId?: number): Promise<readonly AlarmRecord[]>
  alarmById(id: number): Promise<AlarmRecord | null>
  /** Causes of closed alarms whose mute has not ended at that time, with the end of it. */
  mutedCauses(datasetId: number, at: string): Promise<ReadonlyMap<string, string>>
  putAlarm(of: Omit<AlarmRecord, 'id' | 'dataset'>): Promise<number>
  changeAlarm(id: number, to: Partial<Omit<AlarmRecord, 'id' | 'dataset' | 'datasetId'>>): Promise<void>
  putAlarmEvent(alarm: number, of: AlarmEventRecord): Promise<void>
  enqueue(
    of: Pick<OutboxRecord, 'alarm' | 'channel' | 'sequence' | 'key' | 'payload' | 'createdAt' | 'nextAt'>,
  ): Promise<void>
  messagesOf(alarm: number, channel?: string): Promise<readonly OutboxRecord[]>
  /** Messages to a channel that were put into the outbox since then, those of a digest left out. */
  queuedSince(channel: string, since: string): Promise<number>
}

/** What is kept in the outbox. */
export interface Payload {
  readonly message: Message
  readonly digest: boolean
}

/** What decides where alarms go, and what they link to. */
export interface Raising {
  readonly settings: Settings['alarms']
  /** `alarms:` of the page. */
  readonly page: readonly string[]
  readonly links: Message['links']
  /** ISO 8601. */
  readonly at: string
}

/** Tells the alarms of a delivery that was judged, or of a person's decision about one. */
export async function raise(store: AlarmStore, outcome: Outcome, histories: Histories, of: Raising): Promise<void> {
  const problems = outcome.result ? problemsOf(outcome.result, histories) : []
  const now = standing(outcome, problems)
  const situation = await situationOf(store, outcome.dataset, problems, now, of, outcome.delivery)
  if (!outcome.result) {
    await tellDecision(store, outcome, situation, of)
    return
  }
  for (const change of incidents(situation)) await keep(store, change, of)
}

/** Tells the alarms of what the clock says: that data is late, or has come. */
export async function raiseLate(
  store: AlarmStore,
  dataset: Outcome['dataset'],
  problems: readonly Problem[],
  now: (key: string) => Now,
  of: Raising,
): Promise<void> {
  for (const change of incidents(await situationOf(store, dataset, problems, now, of, null)))
    await keep(store, change, of)
}

async function situationOf(
  store: AlarmStore,
  dataset: Outcome['dataset'],
  problems: readonly Problem[],
  now: (key: string) => Now,
  of: Raising,
  delivery: Outcome['delivery'] | null,
): Promise<Situation> {
  return {
    dataset,
    delivery,
    problems,
    now,
    open: await store.openAlarms(dataset.id),
    muted: await store.mutedCauses(dataset.id, of.at),
    at: of.at,
    links: of.links,
  }
}

/** A released delivery closes the alarms that it raised: a person has decided. A rejected one leaves them open. */
async function tellDecision(store: AlarmStore, outcome: Outcome, situation: Situation, of: Raising): Promise<void> {
  const { decision, delivery } = outcome
  if (!decision) return
  const note = `Delivery ${String(delivery.number)} was released by ${decision.by}: ${decision.reason}`
  for (const alarm of situation.open.filter((each) => each.lastDelivery === delivery.id)) {
    if (decision.what === 'release') await keep(store, close(alarm, situation, note), of)
    else await store.putAlarmEvent(alarm.id, { at: of.at, what: decision.what, by: decision.by, note: decision.reason })
  }
}

/** Keeps a change of an alarm, and puts what is to be told into the outbox. */
async function keep(store: AlarmStore, change: Change, of: Raising): Promise<void> {
  const { alarm, to, message, event } = change
  const id = alarm?.id ?? (await store.putAlarm(to))
  if (alarm) await store.changeAlarm(id, to)
  if (change.notable) await store.putAlarmEvent(id, { at: of.at, what: event, by: null, note: message.headline })
  if (isQuiet(to, of.at, event)) return
  const targets = targetsOf(of.settings, of.page, message)
  const told = event === 'opened' ? targets : await toldBefore(store, id, targets)
  for (const target of told)
    if (change.notable || inPlace(of.settings, target)) await tell(store, id, target, message, of)
}

/** Nothing is told of an alarm that is muted or snoozed, nor of the end of one whose mute has not ended. */
const isQuiet = (
  alarm: { readonly state: string; readonly until: string | null },
  at: string,
  event: string,
): boolean =>
  alarm.state === 'muted' ||
  alarm.state === 'snoozed' ||
  (event === 'closed' && alarm.until !== null && alarm.until > at)

/** Whoever was told that an alarm was opened is told how it goes on, and whoever a route names since then. */
async function toldBefore(store: AlarmStore, alarm: number, targets: readonly Target[]): Promise<readonly Target[]> {
  const before = new Set((await store.messagesOf(alarm)).map((each) => each.channel))
  const named = targets.map(targetName)
  return [...targets, ...[...before].filter((each) => !named.includes(each)).map(targetOf)]
}

/** Channels that change what they said, or are read by machines, hear everything. */
const inPlace = (settings: Settings['alarms'], { channel }: Target): boolean => {
  const kind = settings.channels[channel]?.kind
  return kind === 'slack-bot' || kind === 'webhook'
}

const WEEK = 7 * 86_400_000

async function tell(store: AlarmStore, alarm: number, target: Target, message: Message, of: Raising): Promise<void> {
  const channel = targetName(target)
  const before = await store.messagesOf(alarm, channel)
  const at = new Date(of.at)
  const sent = await store.queuedSince(channel, new Date(at.getTime() - WEEK).toISOString())
  const { nextAt, digest } = scheduled(of.settings, message.severity, sent, at)
  const sequence = (before.at(-1)?.sequence ?? 0) + 1
  const name = `${message.dataset}#${String(alarm)}`
  const payload: Payload = { message: { ...message, alarm: name }, digest }
  await store.enqueue({
    alarm,
    channel,
    sequence,
    key: `${name}-${channel}-${String(sequence)}`,
    payload,
    createdAt: of.at,
    nextAt,
  })
}

export interface Word {
  readonly what: 'acknowledge' | 'snooze' | 'mute' | 'unmute' | 'expected'
  readonly by: string
  readonly note: string | null
  /** End of a snooze or mute, ISO 8601. */
  readonly until: string | null
}

const STATE = {
  acknowledge: 'acknowledged',
  snooze: 'snoozed',
  mute: 'muted',
  unmute: 'open',
  expected: 'acknowledged',
} as const

const SAID = { acknowledge: 'acknowledged', unmute: 'unmuted', expected: 'called expected' } as const

/** A person's word about an alarm. False when there is no such alarm, or it is closed. */
export async function sayOf(store: AlarmStore, id: number, word: Word, of: Raising): Promise<boolean> {
  const alarm = await store.alarmById(id)
  if (!alarm || (alarm.state === 'closed' && word.what !== 'mute' && word.what !== 'unmute')) return false
  const closed = alarm.state === 'closed'
  await store.changeAlarm(id, {
    ...(closed ? {} : { state: STATE[word.what] }),
    until: word.until,
    by: word.by,
    note: word.note,
    changedAt: of.at,
  })
  await store.putAlarmEvent(id, { at: of.at, what: word.what, by: word.by, note: word.note })
  const { what } = word
  if (closed || what === 'snooze' || what === 'mute') return true
  const said = word.note === null ? '' : `: ${word.note}`
  const message = {
    ...bodyOf(alarm).message,
    event: 'updated' as const,
    at: of.at,
    note: `${SAID[what]} by ${word.by}${said}`,
  }
  for (const target of await toldBefore(store, id, []))
    if (inPlace(of.settings, target)) await tell(store, id, target, message, of)
  return true
}

/** Alarms whose snooze or mute has ended are open again, and told again where they still stand. */
export async function wake(store: AlarmStore, of: (alarm: AlarmRecord) => Raising, at: string): Promise<void> {
  for (const alarm of await store.openAlarms()) {
    if (alarm.until === null || alarm.until > at || (alarm.state !== 'snoozed' && alarm.state !== 'muted')) continue
    await store.changeAlarm(alarm.id, { state: 'open', until: null, changedAt: at })
    await store.putAlarmEvent(alarm.id, { at, what: 'woken', by: null, note: null })
    const raising = of(alarm)
    const { message } = bodyOf(alarm)
    const targets = targetsOf(raising.settings, raising.page, message)
    const note = `It still stands; it was ${alarm.state} until now.`
    for (const target of await toldBefore(store, alarm.id, targets))
      await tell(store, alarm.id, target, { ...message, event: 'updated', at, note }, raising)
  }
}
