import { sql } from 'kysely'
import { isAccepted, type Counts, type DeliveryState } from '../record.ts'
import { STATUSES, type Db } from './tables.ts'

/** A dataset with its newest deliveries, in one line of an overview. */
export interface Overview {
  readonly id: number
  readonly name: string
  readonly title: string | null
  readonly owner: string | null
  readonly labels: readonly string[]
  readonly openAlarms: number
  /** Sentences that wait for an editor. */
  readonly proposed: number
  /** Newest last. */
  readonly deliveries: readonly {
    readonly number: number
    readonly state: DeliveryState
    readonly arrivedAt: string
    readonly broken: number
    readonly warnings: number
    readonly unchecked: number
  }[]
  /** What was found out about the newest delivery that was judged. */
  readonly last: {
    readonly state: DeliveryState
    readonly rows: number | null
    readonly setAside: number | null
    readonly outcome: string | null
    readonly counts: Counts
  } | null
}

type Strip = readonly [number, DeliveryState, string, number | null, number | null, number | null]
type Last = readonly [DeliveryState, number | null, number | null, string | null, ...(number | null)[]]

/** All datasets by name with their last deliveries. */
export async function overview(db: Db, last = 30): Promise<readonly Overview[]> {
  const { rows } = await sql<{
    id: number
    name: string
    title: string | null
    owner: string | null
    labels: string
    alarms: number
    proposed: number
    strip: string
    last: string | null
  }>`
    SELECT s.id, s.name, s.title, s.owner, s.labels,
      (SELECT count(*) FROM alarm a WHERE a.dataset_id = s.id AND a.state <> 'closed') AS alarms,
      (SELECT count(*) FROM proposal p WHERE p.dataset_id = s.id AND p.state = 'open') AS proposed,
      (SELECT json_group_array(json_array(number, state, arrived_at, broken, warnings, unchecked)) FROM (
        SELECT number, state, arrived_at, broken, warnings, unchecked FROM delivery d
        WHERE d.dataset_id = s.id ORDER BY d.number DESC LIMIT ${last}
      )) AS strip,
      (SELECT json_array(state, rows, set_aside, outcome, holds, broken, warnings, unchecked, idle) FROM delivery d
        WHERE d.dataset_id = s.id AND d.judged_at IS NOT NULL ORDER BY d.number DESC LIMIT 1) AS last
    FROM dataset s ORDER BY s.name`.execute(db)
  return rows.map(({ id, name, title, owner, labels, alarms, proposed, strip, last: newest }) => ({
    id,
    name,
    title,
    owner,
    labels: JSON.parse(labels) as readonly string[],
    openAlarms: alarms,
    proposed,
    last: newest === null ? null : lastOf(JSON.parse(newest) as Last),
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

function lastOf([state, rows, setAside, outcome, ...counts]: Last): Overview['last'] {
  const [holds = 0, broken = 0, warnings = 0, unchecked = 0, idle = 0] = counts.map((each) => each ?? 0)
  return { state, rows, setAside, outcome, counts: { holds, broken, warnings, unchecked, idle } }
}

/** The newest delivery of a dataset in numbers, for a system that watches numbers. */
export interface Metrics {
  readonly dataset: string
  readonly accepted: boolean
  readonly arrivedAt: string
  readonly rows: number | null
  readonly openAlarms: number
  readonly sentences: readonly {
    readonly sentence: string
    readonly severity: 'must' | 'should'
    readonly status: (typeof STATUSES)[number]
    readonly number: number | null
  }[]
}

/** Of every dataset with a delivery that was judged. */
export async function metricsOf(db: Db): Promise<readonly Metrics[]> {
  const { rows } = await sql<{
    dataset: string
    state: DeliveryState
    arrived: string
    rows: number | null
    alarms: number
    sentences: string
  }>`
    SELECT s.name AS dataset, d.state, d.arrived_at AS arrived, d.rows,
      (SELECT count(*) FROM alarm a WHERE a.dataset_id = s.id AND a.state <> 'closed') AS alarms,
      (SELECT json_group_array(json_array(t.canonical, t.severity, v.status, v.value)) FROM sentence t
        JOIN verdict v ON v.sentence_id = t.id AND v.delivery_id = d.id AND v.rest = 0
        WHERE t.dataset_id = s.id AND t.last_delivery_id >= d.id) AS sentences
    FROM dataset s JOIN delivery d ON d.id = (
      SELECT id FROM delivery WHERE dataset_id = s.id AND judged_at IS NOT NULL ORDER BY number DESC LIMIT 1)
    ORDER BY s.name`.execute(db)
  return rows.map(({ dataset, state, arrived, rows: count, alarms, sentences }) => ({
    dataset,
    accepted: isAccepted({ state }),
    arrivedAt: arrived,
    rows: count,
    openAlarms: alarms,
    sentences: (JSON.parse(sentences) as readonly (readonly [string, 'must' | 'should', number, unknown])[]).map(
      ([sentence, severity, status, value]) => ({
        sentence,
        severity,
        status: STATUSES[status] ?? 'unchecked',
        number: typeof value === 'number' ? value : null,
      }),
    ),
  }))
}
