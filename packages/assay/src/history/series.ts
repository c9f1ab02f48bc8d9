import { sql } from 'kysely'
import type { VerdictRecord } from '../record.ts'
import { STATUSES, type Db, type Unit } from './tables.ts'

type Status = VerdictRecord['status']

/** One sentence of a page with its number over the deliveries. */
export interface SentenceSeries {
  readonly sentence: number
  readonly canonical: string
  readonly text: string
  readonly reading: string
  readonly severity: 'must' | 'should'
  readonly bound: string
  readonly unit: Unit
  readonly line: number
  /** Oldest first. */
  readonly points: readonly Point[]
}

export interface Point {
  readonly delivery: number
  /** Null where the sentence was not judged, but its measure was taken later from the kept snapshot. */
  readonly status: Status | null
  readonly value: number | string | null
  readonly counted: number | null
  readonly failing: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface SeriesQuery {
  readonly datasetId: number
  /** At most so many deliveries, the newest. */
  readonly last: number
  /** Only deliveries below this number. */
  readonly before?: number
  /** Also sentences that are no longer on the page. */
  readonly all?: true
}

/** The sentences of a dataset's page, in its order, each with its points. */
export async function seriesOf(db: Db, of: SeriesQuery): Promise<readonly SentenceSeries[]> {
  const window = await windowOf(db, of)
  if (window === null) return []
  const sentences = await db
    .selectFrom('sentence')
    .select([
      'id',
      'canonical',
      'text',
      'reading',
      'severity',
      'bound',
      'unit',
      'line',
      'measure_id',
      'first_delivery_id',
    ])
    .where('dataset_id', '=', of.datasetId)
    .where('last_delivery_id', '>=', of.all ? window.from : window.judged)
    .orderBy('line')
    .orderBy('id')
    .execute()
  const numbers = new Map(window.deliveries.map((each) => [each.id, each.number]))
  const points = await judgedPoints(
    db,
    sentences.map((each) => each.id),
    window.from,
    numbers,
  )
  const result: SentenceSeries[] = []
  for (const each of sentences) {
    const { id, measure_id, first_delivery_id, ...said } = each
    const judged = points.get(id) ?? []
    const earlier =
      first_delivery_id > window.from
        ? await measuredPoints(db, measure_id, window.from, first_delivery_id, numbers)
        : []
    result.push({ sentence: id, ...said, points: [...earlier, ...judged] })
  }
  return result
}

interface Window {
  readonly from: number
  /** The newest delivery that was judged. */
  readonly judged: number
  readonly deliveries: readonly { readonly id: number; readonly number: number }[]
}

async function windowOf(db: Db, of: SeriesQuery): Promise<Window | null> {
  const deliveries = await db
    .selectFrom('delivery')
    .select(['id', 'number', 'judged_at'])
    .where('dataset_id', '=', of.datasetId)
    .where('judged_at', 'is not', null)
    .$if(of.before !== undefined, (query) => query.where('number', '<', of.before ?? 0))
    .orderBy('number', 'desc')
    .limit(of.last)
    .execute()
  const [newest] = deliveries
  const from = deliveries.at(-1)?.id
  return newest && from !== undefined ? { from, judged: newest.id, deliveries } : null
}

interface Columns {
  readonly id: number
  readonly deliveries: string
  readonly statuses: string
  readonly values: string
  readonly counted: string
  readonly failing: string
  readonly lows: string
  readonly highs: string
}

/** A few texts for each sentence: many times faster to hand over than a row for each point. The key keeps them in order. */
async function judgedPoints(
  db: Db,
  sentences: readonly number[],
  from: number,
  numbers: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, readonly Point[]>> {
  if (sentences.length === 0) return new Map()
  const { rows } = await sql<Columns>`
    SELECT sentence_id AS id, json_group_array(delivery_id) AS deliveries, json_group_array(status) AS statuses,
      json_group_array(value) AS "values", json_group_array(counted) AS counted, json_group_array(failing) AS failing,
      json_group_array(low) AS lows, json_group_array(high) AS highs
    FROM verdict
    WHERE sentence_id IN (SELECT value FROM json_each(${JSON.stringify(sentences)})) AND delivery_id >= ${from} AND rest = 0
    GROUP BY sentence_id`.execute(db)
  return new Map(rows.map((row) => [row.id, pointsOf(row, numbers)]))
}

function pointsOf(row: Columns, numbers: ReadonlyMap<number, number>): readonly Point[] {
  const list = <T>(text: string) => JSON.parse(text) as readonly T[]
  const statuses = list<number>(row.statuses)
  const values = list<number | string | null>(row.values)
  const [counted, failing] = [list<number | null>(row.counted), list<number | null>(row.failing)]
  const [lows, highs] = [list<number | null>(row.lows), list<number | null>(row.highs)]
  const points: Point[] = []
  for (const [i, id] of list<number>(row.deliveries).entries()) {
    const delivery = numbers.get(id)
    if (delivery === undefined) continue
    points.push({
      delivery,
      status: STATUSES[statuses[i] ?? 0] ?? null,
      value: values[i] ?? null,
      counted: counted[i] ?? null,
      failing: failing[i] ?? null,
      low: lows[i] ?? null,
      high: highs[i] ?? null,
    })
  }
  return points
}

/** Before a sentence stood on the page: its measure, where the snapshots were measured later. */
async function measuredPoints(
  db: Db,
  measureId: number,
  from: number,
  until: number,
  numbers: ReadonlyMap<number, number>,
): Promise<readonly Point[]> {
  const rows = await db
    .selectFrom('measurement')
    .select(['delivery_id', 'value', 'counted', 'failing'])
    .where('measure_id', '=', measureId)
    .where('delivery_id', '>=', from)
    .where('delivery_id', '<', until)
    .where('rest', '=', 0)
    .orderBy('delivery_id')
    .execute()
  return rows.flatMap(({ delivery_id, value, counted, failing }) => {
    const number = numbers.get(delivery_id)
    return number === undefined
      ? []
      : [{ delivery: number, status: null, value, counted, failing, low: null, high: null }]
  })
}
