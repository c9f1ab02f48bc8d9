import type { OutboxRecord } from '../record.ts'
import type { Db, Tables, Tx } from './tables.ts'
import { sql, type Selectable } from 'kysely'

const record = (row: Selectable<Tables['outbox']>): OutboxRecord => ({
  id: row.id,
  alarm: row.alarm_id,
  channel: row.channel,
  sequence: row.sequence,
  key: row.key,
  payload: JSON.parse(row.payload) as unknown,
  createdAt: row.created_at,
  attempts: row.attempts,
  nextAt: row.next_at,
  sentAt: row.sent_at,
  lastError: row.last_error,
  reference: row.reference,
})

/** Puts a message into the outbox, in the transaction of what it tells about. The same key again changes nothing. */
export async function enqueue(
  tx: Tx,
  of: Pick<OutboxRecord, 'alarm' | 'channel' | 'sequence' | 'key' | 'payload' | 'createdAt' | 'nextAt'>,
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      alarm_id: of.alarm,
      channel: of.channel,
      sequence: of.sequence,
      key: of.key,
      payload: JSON.stringify(of.payload),
      created_at: of.createdAt,
      attempts: 0,
      next_at: of.nextAt,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** A clock that was ahead by less than this has not jumped: another process may only have looked at it a little later. */
const JUMP_MS = 60_000

/**
 * Messages that are not sent and whose time has come, oldest first; nobody else is given them until `leaseUntil`. What was
 * written down later than it is now comes at once: the clock was ahead then, and its times mean nothing.
 */
export async function claimMessages(
  tx: Tx,
  now: string,
  limit: number,
  leaseUntil: string,
): Promise<readonly OutboxRecord[]> {
  const ahead = new Date(Date.parse(now) + JUMP_MS).toISOString()
  const rows = await tx
    .selectFrom('outbox')
    .selectAll()
    .where('sent_at', 'is', null)
    .where((eb) => eb.or([eb('next_at', '<=', now), eb(eb.fn.coalesce('tried_at', 'created_at'), '>', ahead)]))
    .orderBy('id')
    .limit(limit)
    .execute()
  const ids = rows.map((each) => each.id)
  if (ids.length > 0)
    await tx.updateTable('outbox').set({ next_at: leaseUntil, tried_at: now }).where('id', 'in', ids).execute()
  return rows.map(record)
}

/** When the next unsent message is due; null when all are sent. */
export async function nextDue(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.min('next_at').as('next'))
    .where('sent_at', 'is', null)
    .executeTakeFirst()
  return row?.next ?? null
}

/** How many messages wait for their channel. */
export async function unsentMessages(db: Db): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('sent_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Messages of an alarm to a channel, or of it to all channels; oldest first. */
export async function messagesOf(db: Db, alarm: number, channel?: string): Promise<readonly OutboxRecord[]> {
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('alarm_id', '=', alarm)
    .$if(channel !== undefined, (query) => query.where('channel', '=', channel ?? ''))
    .orderBy('id')
    .execute()
  return rows.map(record)
}

/** How many messages to a channel were put into the outbox since then, those of a digest left out. */
export async function queuedSince(db: Db, channel: string, since: string): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('channel', '=', channel)
    .where('created_at', '>=', since)
    .where(sql`json_extract(payload, '$.digest')`, 'is not', 1)
    .executeTakeFirstOrThrow()
  return row.n
}

export async function messageSent(
  tx: Tx,
  id: number,
  of: { readonly at: string; readonly reference: string | null },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set((eb) => ({ sent_at: of.at, reference: of.reference, last_error: null, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function messageFailed(
  tx: Tx,
  id: number,
  of: { readonly error: string; readonly nextAt: string },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set((eb) => ({ last_error: of.error, next_at: of.nextAt, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
