import { sql } from 'kysely'
import type { DeliveryState } from '../record.ts'
import type { Db } from './tables.ts'

/** A dataset with its newest deliveries, in one line of an overview. */
export interface Overview {
  readonly id: number
  readonly name: string
  readonly title: string | null
  readonly owner: string | null
  readonly openAlarms: number
  /** Newest last. */
  readonly deliveries: readonly {
    readonly number: number
    readonly state: DeliveryState
    readonly arrivedAt: string
    readonly broken: number
    readonly warnings: number
    readonly unchecked: number
  }[]
}

type Strip = readonly [number, DeliveryState, string, number | null, number | null, number | null]

/** All datasets by name with their last deliveries. */
export async function overview(db: Db, last = 30): Promise<readonly Overview[]> {
  const { rows } = await sql<{
    id: number
    name: string
    title: string | null
    owner: string | null
    alarms: number
    strip: string
  }>`
    SELECT s.id, s.name, s.title, s.owner,
      (SELECT count(*) FROM alarm a WHERE a.dataset_id = s.id AND a.state <> 'closed') AS alarms,
      (SELECT json_group_array(json_array(number, state, arrived_at, broken, warnings, unchecked)) FROM (
        SELECT * FROM delivery d WHERE d.dataset_id = s.id ORDER BY d.number DESC LIMIT ${last}
      )) AS strip
    FROM dataset s ORDER BY s.name`.execute(db)
  return rows.map(({ id, name, title, owner, alarms, strip }) => ({
    id,
    name,
    title,
    owner,
    openAlarms: alarms,
    deliveries: (JSON.parse(strip) as readonly Strip[])
      .map(([number, state, arrivedAt, broken, warnings, unchecked]) => ({
        number,
        state,
        arrivedAt,
        broken: broken ?? 0,
        warnings: warnings ?? 0,
        unchecked: unchecked ?? 0,
      }))
      .reverse(),
  }))
}
