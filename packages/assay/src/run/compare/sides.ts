import {
  duckdb,
  name as quote,
  number,
  speakable,
  sql,
  type Environment,
  type Page,
  type Speakable,
  type Sql,
} from '@assay/core'
import type { Engine, EngineRow } from '../../engines/engine.ts'
import type { Snapshot } from '../../reading/snapshot.ts'
import { datasetFacts } from '../dataset.ts'

export interface Two<T> {
  readonly before: T
  readonly after: T
}

export const both = <T, U>({ before, after }: Two<T>, of: (each: T) => U): Two<U> => ({
  before: of(before),
  after: of(after),
})

export async function bothInTurn<T, U>({ before, after }: Two<T>, of: (each: T) => Promise<U>): Promise<Two<U>> {
  const first = await of(before)
  return { before: first, after: await of(after) }
}

/** One of two deliveries that are compared, in the engine. */
export interface Side {
  readonly snapshot: Snapshot
  readonly environment: Environment
  readonly columns: readonly Speakable[]
  /** Rows that could be read. */
  readonly rows: number
}

export function sideOf(page: Page, snapshot: Snapshot): Side {
  const dataset = datasetFacts(page, snapshot, new Map())
  return {
    snapshot,
    environment: { dialect: duckdb, now: '1970-01-01T00:00:00Z', dataset, others: new Map(), last: null },
    columns: speakable(snapshot.columns),
    rows: snapshot.rows - snapshot.unreadable,
  }
}

/** The same, over another relation with the same columns. */
const sideOn = (side: Side, relation: string): Side => ({
  ...side,
  environment: { ...side.environment, dataset: { ...side.environment.dataset, relation } },
})

/** So many rows of each are looked at to tell kinds and forms, and so many cells of them. */
const MOST_ROWS = 50_000
const MOST_CELLS = 10_000_000

/** A part of the rows, chosen by a hash of their places so that it is the same in every run; all of them where they are few. */
export async function sampleOf(engine: Engine, side: Side, table: string): Promise<Side> {
  const most = Math.min(MOST_ROWS, Math.ceil(MOST_CELLS / Math.max(1, side.columns.length)))
  if (side.rows <= most) return side
  const { relation } = side.environment.dataset
  const share = number(Math.ceil((1e6 * most) / side.rows))
  const some = sql`hash(r.__assay_row, r.__assay_file, 7) % 1000000 < ${share}`
  const all = { text: relation } as Sql
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE ${quote(table)} AS SELECT * FROM ${all} AS r WHERE ${some}`.text)
  const [row] = await engine.query(sql`SELECT count(*) AS n FROM ${quote(table)}`.text)
  return { ...sideOn(side, quote(table).text), rows: Number(row?.n ?? 0) }
}

/** Columns in parts, so that no statement is too large. */
export function chunks<T>(of: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(of.length / size) }, (_, i) => of.slice(i * size, (i + 1) * size))
}

export const CHUNK = 200

/** Rows by their `name`. */
export function byName(rows: readonly EngineRow[]): ReadonlyMap<string, readonly EngineRow[]> {
  const found = new Map<string, EngineRow[]>()
  for (const row of rows) {
    const name = String(row.name)
    const known = found.get(name)
    if (known) known.push(row)
    else found.set(name, [row])
  }
  return found
}
