import { setTimeout as sleep } from 'node:timers/promises'
import type { AlarmStore, Histories, Raising, Sent, Word } from '../alarms/index.ts'
import { Failure } from '../failure.ts'
import type { DatasetRecord, Outcome } from '../record.ts'
import type * as store from '../history/index.ts'
import type { Store, Watching } from './watching.ts'

/** What alarms need of the history, on one transaction of it. */
export function alarmStore(store: Store, tx: store.Tx): AlarmStore {
  return {
    openAlarms: (dataset) => store.openAlarms(tx, dataset),
    alarmById: (id) => store.alarmById(tx, id),
    mutedCauses: (dataset, at) => store.mutedCauses(tx, dataset, at),
    putAlarm: (of) => store.putAlarm(tx, of),
    changeAlarm: (id, to) => store.changeAlarm(tx, id, to),
    putAlarmEvent: (id, of) => store.putAlarmEvent(tx, id, of),
    enqueue: (of) => store.enqueue(tx, of),
    messagesOf: (alarm, channel) => store.messagesOf(tx, alarm, channel),
    queuedSince: (channel, since) => store.queuedSince(tx, channel, since),
  }
}

/** So many deliveries are drawn in the picture of an alarm. */
const PICTURED = 30

/** Where the alarms of a dataset go, and what they link to. */
export function raisingOf(
  { project: { settings }, clock }: Pick<Watching, 'project' | 'clock'>,
  dataset: Pick<DatasetRecord, 'name' | 'alarms'>,
): Raising {
  const board = settings.server.url
  return {
    settings: settings.alarms,
    page: dataset.alarms,
    links:
      board === undefined
        ? []
        : [{ label: 'Open the page', url: `${board.replace(/\/$/, '')}/d/${encodeURIComponent(dataset.name)}` }],
    at: clock().toISOString(),
  }
}

/** Tells the alarms of an outcome, in the transaction that keeps it. */
export async function alarmOf(watching: Watching, tx: store.Tx, outcome: Outcome): Promise<void> {
  const { store, parts } = watching
  if (await isPast(store, tx, outcome)) return
  const { raise } = await parts.alarms()
  await raise(
    alarmStore(store, tx),
    outcome,
    await histories(watching, tx, outcome),
    raisingOf(watching, outcome.dataset),
  )
}

/** What an older delivery comes to when it is judged again says nothing about how things are now. */
async function isPast(store: Store, tx: store.Tx, { dataset, delivery, decision }: Outcome): Promise<boolean> {
  if (decision?.what !== 'replay') return false
  return store.isJudgedAfter(tx, dataset.id, delivery.number)
}

/** The numbers of what is broken; those that hold are in no picture. */
async function histories({ store }: Watching, tx: store.Tx, { dataset, result }: Outcome): Promise<Histories> {
  if (!result?.verdicts.some((each) => each.status !== 'holds')) return new Map()
  const series = await store.seriesOf(tx, { datasetId: dataset.id, last: PICTURED })
  return new Map(
    series.map((each) => [each.canonical, each.points.map(({ value }) => (typeof value === 'number' ? value : null))]),
  )
}

/** Sends the messages that are due, and says of each what came of it. */
export async function sendMessages(watching: Watching): Promise<readonly Sent[]> {
  const { store, history, project, clock, parts, say } = watching
  if ((await store.nextDue(history.db)) === null) return []
  const { sendDue, channelNamed } = await parts.alarms()
  const sent = await sendDue(
    {
      claim: (now, limit, until) => history.write((tx) => store.claimMessages(tx, now, limit, until)),
      messagesOf: (alarm, channel) => store.messagesOf(history.db, alarm, channel),
      sent: (id, of) => history.write((tx) => store.messageSent(tx, id, of)),
      failed: (id, of) => history.write((tx) => store.messageFailed(tx, id, of)),
    },
    (name) => channelNamed(project.settings.alarms, name),
    clock,
  )
  for (const { channel, key, error } of sent)
    say({
      level: error === null ? 'info' : 'error',
      dataset: null,
      delivery: null,
      text: error === null ? `told ${channel}: ${key}` : `${channel} was not told ${key}, it is tried again: ${error}`,
    })
  return sent
}

/** Snoozed and muted alarms whose time is over. */
export async function wakeAlarms(watching: Watching): Promise<void> {
  const { store, history, clock, parts } = watching
  const at = clock().toISOString()
  const waking = (await store.openAlarms(history.db)).filter((each) => each.until !== null && each.until <= at)
  if (waking.length === 0) return
  const { wake } = await parts.alarms()
  const datasets = new Map((await store.allDatasets(history.db)).map((each) => [each.id, each]))
  await history.write((tx) =>
    wake(
      alarmStore(store, tx),
      (alarm) => raisingOf(watching, datasets.get(alarm.datasetId) ?? { name: alarm.dataset, alarms: [] }),
      at,
    ),
  )
}

/** How often the outbox and the ends of snoozes are looked at. */
const TELLING_MS = 2000

/** Sends what is due as it comes, until it is told to stop; beside the judging, which may take long. */
export async function tellOn(watching: Watching, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await telling(watching)
    await sleep(TELLING_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Wakes and sends once. A history that cannot be written to now is tried again. */
export async function telling(watching: Watching): Promise<void> {
  try {
    await wakeAlarms(watching)
    await sendMessages(watching)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    watching.say({ level: 'error', dataset: null, delivery: null, text: error.message })
  }
}

/** A person's word about an alarm. False when there is no such alarm, or it is closed. */
export async function sayOfAlarm(watching: Watching, id: number, word: Word): Promise<boolean> {
  const { store, history, parts } = watching
  const { sayOf } = await parts.alarms()
  const alarm = await store.alarmById(history.db, id)
  if (!alarm) return false
  const dataset = await store.datasetNamed(history.db, alarm.dataset)
  const raising = raisingOf(watching, dataset ?? { name: alarm.dataset, alarms: [] })
  return history.write((tx) => sayOf(alarmStore(store, tx), id, word, raising))
}
