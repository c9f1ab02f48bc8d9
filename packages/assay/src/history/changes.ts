import type { DeliveryState } from '../record.ts'
import type { Db } from './tables.ts'

/** How far what happened was told: the newest ids. */
export interface Told {
  readonly alarmEvent: number
  readonly decision: number
}

/** What happened since, whoever did it: another process, the clock, or a person. */
export interface Changes {
  readonly told: Told
  readonly alarms: readonly { readonly id: number; readonly dataset: string }[]
  readonly deliveries: readonly { readonly dataset: string; readonly number: number; readonly state: DeliveryState }[]
}

/** Nothing of the past needs to be told. */
export async function toldSoFar(db: Db): Promise<Told> {
  const newest = async (table: 'alarm_event' | 'decision') =>
    (await db.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0
  return { alarmEvent: await newest('alarm_event'), decision: await newest('decision') }
}

export async function changesSince(db: Db, since: Told): Promise<Changes> {
  const told = await toldSoFar(db)
  const alarms =
    told.alarmEvent === since.alarmEvent
      ? []
      : await db
          .selectFrom('alarm_event as e')
          .innerJoin('alarm as a', 'a.id', 'e.alarm_id')
          .innerJoin('dataset as s', 's.id', 'a.dataset_id')
          .select(['a.id', 's.name as dataset'])
          .distinct()
          .where('e.id', '>', since.alarmEvent)
          .where('e.id', '<=', told.alarmEvent)
          .execute()
  const deliveries =
    told.decision === since.decision
      ? []
      : await db
          .selectFrom('decision as c')
          .innerJoin('delivery as d', 'd.id', 'c.delivery_id')
          .innerJoin('dataset as s', 's.id', 'd.dataset_id')
          .select(['s.name as dataset', 'd.number', 'd.state'])
          .distinct()
          .where('c.id', '>', since.decision)
          .where('c.id', '<=', told.decision)
          .execute()
  return { told, alarms, deliveries }
}
