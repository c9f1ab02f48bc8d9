import {
  cellName,
  compareForms,
  comparedCells,
  duckdb,
  join,
  kindRead,
  name as quote,
  shapesQuery,
  sql,
  text,
  type Forms,
  type Speakable,
  type Sql,
} from '@assay/core'
import type { Engine, EngineRow } from '../../engines/engine.ts'
import { both, byName, chunks, CHUNK, type Side, type Two } from './sides.ts'

/** What a column of one delivery holds, from a sample of its rows. */
export interface Held {
  readonly kind: string
  readonly present: number
  readonly different: number
  readonly rows: number
  /** Numbers with a fraction. */
  readonly fractions: boolean
}

/** So much of a column must read as one kind. */
const NEARLY = 0.95

/** What the columns of a sample hold: texts that nearly all read as numbers or times are such. */
export async function heldIn(engine: Engine, side: Side): Promise<ReadonlyMap<string, Held>> {
  const { zone, numbers } = side.environment.dataset
  const kind = kindRead(sql`value`, duckdb, { zone, ...(numbers ? { numbers } : {}) })
  const counts = KINDS.map((each) => sql`count_if(kind = ${text(each)}) AS ${quote(each)}`)
  const all = sql`count(*) AS n, count(DISTINCT value) AS d, count_if(contains(value, '.')) AS f`
  const found = new Map<string, Held>()
  for (const chunk of chunks(side.columns, CHUNK)) {
    const read = sql`SELECT name, value, ${kind} AS kind FROM (${longTexts(side, chunk)})`
    const rows = await engine.query(
      sql`SELECT name, ${all}, ${join(counts, sql`, `)} FROM (${read}) GROUP BY name`.text,
    )
    const named = byName(rows)
    for (const [i, each] of chunk.entries()) found.set(each.name, heldBy(each, named.get(`v${String(i)}`)?.[0], side))
  }
  return found
}

const KINDS = ['number', 'date', 'timestamp'] as const

function heldBy(column: Speakable, row: EngineRow | undefined, side: Side): Held {
  const count = (what: string): number => Number(row?.[what] ?? 0)
  return {
    kind: column.kind === 'text' ? kindOf(column, count, side) : column.kind,
    present: count('n'),
    different: count('d'),
    rows: side.rows,
    fractions: count('f') > 0,
  }
}

function kindOf(column: Speakable, count: (what: string) => number, side: Side): string {
  if (side.environment.dataset.formats.has(column.name)) return 'timestamp'
  const nearly = (n: number): boolean => n > 0 && n >= NEARLY * count('n')
  if (nearly(count('number'))) return 'number'
  if (nearly(count('date'))) return 'date'
  return nearly(count('date') + count('timestamp')) ? 'timestamp' : 'text'
}

/** The present values of columns as texts, one row for each: `name` (`v0`, `v1` …) and `value`; with more columns that each row keeps. */
function longTexts(side: Side, columns: readonly Pick<Speakable, 'name'>[], also: readonly Sql[] = []): Sql {
  const cells = comparedCells(
    columns.map((each) => ({ column: each.name, as: 'text' as const })),
    side.environment,
  )
  const named = cells.values.map((each, i) => sql`${each} AS ${cellName(i)}`)
  const names = columns.map((_, i) => cellName(i))
  const rows = sql`SELECT ${join([...also, ...named], sql`, `)} FROM ${cells.from}`
  return sql`SELECT * FROM (UNPIVOT (${rows}) ON ${join(names, sql`, `)})`
}

/** Both deliveries' texts of the same columns, `after` telling them apart. */
export function longOfBoth(sides: Two<Side>, columns: readonly Two<string>[]): Sql {
  const long = both(
    { before: ['false', sides.before, 'before'] as const, after: ['true', sides.after, 'after'] as const },
    ([is, side, at]) =>
      longTexts(
        side,
        columns.map((each) => ({ name: each[at] })),
        [sql`${{ text: is } as Sql} AS after`],
      ),
  )
  return sql`${long.before} UNION ALL ${long.after}`
}

/** How the texts of columns are written in both samples, by place in `columns`. */
export async function formsIn(
  engine: Engine,
  samples: Two<Side>,
  columns: readonly Two<string>[],
): Promise<readonly (Forms | null)[]> {
  const { zone, numbers } = samples.after.environment.dataset
  const found: (Forms | null)[] = []
  for (const chunk of chunks(columns, CHUNK)) {
    const texts = longOfBoth(samples, chunk)
    const query = shapesQuery(texts, duckdb, { zone, ...(numbers ? { numbers } : {}) })
    const rows = await engine.query(query.text)
    const named = byName(rows)
    found.push(...chunk.map((_, i) => compareForms((named.get(`v${String(i)}`) ?? []).map(shapeIn))))
  }
  return found
}

const shapeIn = (row: EngineRow) => ({
  label: typeof row.label === 'string' ? row.label : null,
  rows: Number(row.a),
  was: Number(row.b),
  different: Number(row.da),
  differentWas: Number(row.db),
})

/** How many values of columns are not missing, counted exactly; by place in `columns`. */
export async function presentIn(engine: Engine, side: Side, columns: readonly string[]): Promise<readonly number[]> {
  const found: number[] = []
  for (const chunk of chunks(columns, CHUNK)) {
    const cells = comparedCells(chunk.map((column) => ({ column, as: 'itself' as const })), side.environment) // prettier-ignore
    const counts = cells.values.map((each, i) => sql`count(${each}) AS ${cellName(i)}`)
    const [row = {}] = await engine.query(sql`SELECT ${join(counts, sql`, `)} FROM ${cells.from}`.text)
    found.push(...chunk.map((_, i) => Number(row[`v${String(i)}`] ?? 0)))
  }
  return found
}
