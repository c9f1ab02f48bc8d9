import type { OutboxRecord } from '../record.ts'
import { Undelivered, type Channel } from './channel.ts'
import { digestOf } from './digest.ts'
import type { Payload } from './raise.ts'

/** What the sender needs of the history; each call is a transaction of its own. */
export interface OutboxStore {
  /** Messages that are due, oldest first; until `leaseUntil` nobody else is given them. */
  claim(now: string, limit: number, leaseUntil: string): Promise<readonly OutboxRecord[]>
  /** Messages of an alarm to a channel, oldest first. */
  messagesOf(alarm: number, channel: string): Promise<readonly OutboxRecord[]>
  sent(id: number, of: { readonly at: string; readonly reference: string | null }): Promise<void>
  failed(id: number, of: { readonly error: string; readonly nextAt: string }): Promise<void>
}

/** A message that is being sent is left alone for so long; after a crash it is sent again then, once. */
const LEASE_MS = 120_000
const AT_ONCE = 20

export interface Sent {
  readonly channel: string
  readonly key: string
  /** Null when it was taken. */
  readonly error: string | null
}

/**
 * Sends what is due, in the order of each alarm and channel, and gives what came of it. What is not taken is tried again later:
 * never given up, never sooner than the channel said.
 */
export async function sendDue(
  store: OutboxStore,
  channelNamed: (name: string) => Channel | null,
  clock: () => Date = () => new Date(),
): Promise<readonly Sent[]> {
  const now = clock()
  const due = await store.claim(now.toISOString(), AT_ONCE, new Date(now.getTime() + LEASE_MS).toISOString())
  const channels = [...new Set(due.map((each) => each.channel))]
  const done = await Promise.all(
    channels.map((name) =>
      toChannel(
        store,
        channelNamed(name),
        due.filter((each) => each.channel === name),
        clock,
      ),
    ),
  )
  return done.flat()
}

async function toChannel(
  store: OutboxStore,
  channel: Channel | null,
  messages: readonly OutboxRecord[],
  clock: () => Date,
): Promise<readonly Sent[]> {
  const digest = messages.filter((each) => payloadOf(each).digest)
  const single = messages.filter((each) => !payloadOf(each).digest).map((each) => [each])
  const result: Sent[] = []
  for (const batch of [...single, ...(digest.length > 0 ? [digest] : [])])
    result.push(...(await sendBatch(store, channel, batch, clock)))
  return result
}

async function sendBatch(
  store: OutboxStore,
  channel: Channel | null,
  batch: readonly OutboxRecord[],
  clock: () => Date,
): Promise<readonly Sent[]> {
  const [head] = batch
  if (!head) return []
  let error: string | null = null
  try {
    const first = await firstOf(store, head)
    if (!channel) throw new Undelivered(`there is no channel ${head.channel} in the configuration`, { permanent: true })
    const payload = payloadOf(head)
    const message = payload.digest ? digestOf(batch.map((each) => payloadOf(each).message)) : payload.message
    const reference = await channel.send(message, { key: head.key, first: payload.digest ? null : first })
    for (const each of batch) await store.sent(each.id, { at: clock().toISOString(), reference })
  } catch (cause) {
    if (!(cause instanceof Undelivered)) throw cause
    error = cause.message
    for (const each of batch)
      await store.failed(each.id, { error, nextAt: new Date(clock().getTime() + backOff(each, cause)).toISOString() })
  }
  return batch.map((each) => ({ channel: each.channel, key: each.key, error }))
}

/** What the channel called the first message of the alarm. An earlier one that is still to be sent goes first. */
async function firstOf(store: OutboxStore, message: OutboxRecord): Promise<string | null> {
  if (message.alarm === null) return null
  const all = await store.messagesOf(message.alarm, message.channel)
  const waiting = all.find(
    (each) => each.sequence < message.sequence && each.sentAt === null && !payloadOf(each).digest,
  )
  if (waiting) throw new Undelivered(`message ${String(waiting.sequence)} of the alarm goes first`)
  return all.find((each) => each.sentAt !== null && each.reference !== null)?.reference ?? null
}

const payloadOf = (of: OutboxRecord): Payload => of.payload as Payload

const FIRST_MS = 5_000
const LONGEST_MS = 15 * 60_000
const PERMANENT_MS = 60 * 60_000

/** Twice as long each time, up to a quarter of an hour; an hour for what a person must mend first. */
function backOff({ attempts }: OutboxRecord, fault: Undelivered): number {
  const wait = fault.permanent ? PERMANENT_MS : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20))
  return Math.max(wait, (fault.retryAfterSeconds ?? 0) * 1000)
}
