import type { AlarmEventRecord, AlarmRecord } from '../record.ts'
import type { Db, Tx } from './tables.ts'

const select = (db: Db) =>
  db
    .selectFrom('alarm as a')
    .innerJoin('dataset as s', 's.id', 'a.dataset_id')
    .selectAll('a')
    .select('s.name as dataset')

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const record = (row: Row): AlarmRecord => ({
  id: row.id,
  dataset: row.dataset,
  datasetId: row.dataset_id,
  cause: row.cause,
  severity: row.severity,
  title: row.title,
  state: row.state,
  until: row.until,
  by: row.by,
  note: row.note,
  openedAt: row.opened_at,
  changedAt: row.changed_at,
  closedAt: row.closed_at,
  firstDelivery: row.first_delivery_id,
  lastDelivery: row.last_delivery_id,
  body: JSON.parse(row.body) as unknown,
})

const columns = (of: Partial<Omit<AlarmRecord, 'id' | 'dataset' | 'datasetId'>>) => ({
  ...(of.cause === undefined ? {} : { cause: of.cause }),
  ...(of.severity === undefined ? {} : { severity: of.severity }),
  ...(of.title === undefined ? {} : { title: of.title }),
  ...(of.state === undefined ? {} : { state: of.state }),
  ...(of.until === undefined ? {} : { until: of.until }),
  ...(of.by === undefined ? {} : { by: of.by }),
  ...(of.note === undefined ? {} : { note: of.note }),
  ...(of.openedAt === undefined ? {} : { opened_at: of.openedAt }),
  ...(of.changedAt === undefined ? {} : { changed_at: of.changedAt }),
  ...(of.closedAt === undefined ? {} : { closed_at: of.closedAt }),
  ...(of.firstDelivery === undefined ? {} : { first_delivery_id: of.firstDelivery }),
  ...(of.lastDelivery === undefined ? {} : { last_delivery_id: of.lastDelivery }),
  ...(of.body === undefined ? {} : { body: JSON.stringify(of.body) }),
})

/** Gives the id of the new alarm. Fails when the page has an alarm of this cause that is not closed. */
export async function putAlarm(tx: Tx, of: Omit<AlarmRecord, 'id' | 'dataset'>): Promise<number> {
  const { id } = await tx
    .insertInto('alarm')
    .values({
      dataset_id: of.datasetId,
      cause: of.cause,
      severity: of.severity,
      title: of.title,
      state: of.state,
      until: of.until,
      by: of.by,
      note: of.note,
      opened_at: of.openedAt,
      changed_at: of.changedAt,
      closed_at: of.closedAt,
      first_delivery_id: of.firstDelivery,
      last_delivery_id: of.lastDelivery,
      body: JSON.stringify(of.body),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function changeAlarm(
  tx: Tx,
  id: number,
  to: Partial<Omit<AlarmRecord, 'id' | 'dataset' | 'datasetId'>>,
): Promise<void> {
  await tx.updateTable('alarm').set(columns(to)).where('id', '=', id).execute()
}

export async function alarmById(db: Db, id: number): Promise<AlarmRecord | null> {
  const row = await select(db).where('a.id', '=', id).executeTakeFirst()
  return row ? record(row) : null
}

/** Alarms that are not closed, of one dataset or of all; oldest first. */
export async function openAlarms(db: Db, datasetId?: number): Promise<readonly AlarmRecord[]> {
  const rows = await select(db)
    .where('a.state', '<>', 'closed')
    .$if(datasetId !== undefined, (query) => query.where('a.dataset_id', '=', datasetId ?? 0))
    .orderBy('a.id')
    .execute()
  return rows.map(record)
}

/** All alarms, newest first, below the id `before`. */
export async function alarmsOf(
  db: Db,
  of: { readonly datasetId?: number; readonly limit: number; readonly before?: number },
): Promise<readonly AlarmRecord[]> {
  const rows = await select(db)
    .$if(of.datasetId !== undefined, (query) => query.where('a.dataset_id', '=', of.datasetId ?? 0))
    .$if(of.before !== undefined, (query) => query.where('a.id', '<', of.before ?? 0))
    .orderBy('a.id', 'desc')
    .limit(of.limit)
    .execute()
  return rows.map(record)
}

/** Causes of closed alarms whose mute has not ended at that time, with the end of it. */
export async function mutedCauses(db: Db, datasetId: number, at: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('alarm')
    .select(['cause', (eb) => eb.fn.max('until').as('until')])
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'closed')
    .where('until', '>', at)
    .groupBy('cause')
    .execute()
  return new Map(rows.map((row) => [row.cause, row.until ?? at]))
}

export async function putAlarmEvent(tx: Tx, alarmId: number, of: AlarmEventRecord): Promise<void> {
  await tx
    .insertInto('alarm_event')
    .values({ alarm_id: alarmId, ...of })
    .execute()
}

/** Oldest first. */
export async function alarmEvents(db: Db, alarmId: number): Promise<readonly AlarmEventRecord[]> {
  return db
    .selectFrom('alarm_event')
    .select(['at', 'what', 'by', 'note'])
    .where('alarm_id', '=', alarmId)
    .orderBy('id')
    .execute()
}
