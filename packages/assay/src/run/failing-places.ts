import {
  failing,
  join,
  name as quote,
  number,
  or,
  sql,
  type Check,
  type Environment,
  type FailingPlan,
  type Over,
  type Sql,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'

export interface FailingSource {
  readonly engine: Engine
  readonly environment: Environment
  readonly files: readonly string[]
  readonly key: readonly string[]
  readonly private: readonly string[]
}

/** A row-wise check that some rows fail, by the number of its sentence on the page. */
export interface FailingCheck {
  readonly at: number
  readonly check: Check
  readonly failing: number
  /** False where its tolerance allows them. */
  readonly broken: boolean
}

/**
 * The rows that fail at least one of some checks, as a table of the engine: the number of the file `f`, of the row in it `n`, and
 * a truth value for each check. It is made by one scan; what is shown, set aside and listed is all looked up in it.
 */
export interface FailingPlaces {
  readonly checks: readonly FailingCheck[]
  readonly plan: FailingPlan
  readonly table: Sql
}

/** At most so many checks in one table. */
const CHUNK = 50

/** Finds the failing rows of these checks. */
export async function failingPlaces(
  source: FailingSource,
  checks: readonly FailingCheck[],
): Promise<readonly FailingPlaces[]> {
  const made: FailingPlaces[] = []
  for (let at = 0; at < checks.length; at += CHUNK) {
    const chunk = checks.slice(at, at + CHUNK)
    const plan = failing(
      chunk.map((each) => each.check),
      source.environment,
      source.key,
    )
    const table = quote(`__assay_failing_${String(made.length)}`)
    await source.engine.run(sql`CREATE OR REPLACE TABLE ${table} AS ${failingRows(plan)}`.text)
    made.push({ checks: chunk, plan, table })
  }
  return made
}

/**
 * Rows that fail, by `unnest` of a list that is NULL for the others: a filter would be moved below the shared expressions by the
 * engine, and compute them again.
 */
function failingRows(plan: FailingPlan): Sql {
  const flags = plan.checks.map((_, i) => quote(flagName(i)))
  const fails = plan.checks.map((each, i) => sql`${each.fails} AS ${quote(flagName(i))}`)
  const open = plan.checks.flatMap(({ unblamed }, i) => (unblamed ? [{ unblamed, is: quote(openName(i)) }] : []))
  const columns = join([sql`f`, sql`n`, ...flags, ...open.map((each) => each.is)], sql`, `)
  const all = [...fails, ...open.map((each) => sql`${each.unblamed} AS ${each.is}`)]
  const rows = sql`SELECT ${join([sql`${plan.file} AS f`, sql`${plan.row} AS n`, ...all], sql`, `)} FROM ${plan.from}`
  return sql`SELECT ${columns} FROM (SELECT *, unnest(CASE WHEN ${or(flags)} THEN [true] END) FROM (${rows}))`
}

const flagName = (i: number): string => `x${String(i)}`
const openName = (i: number): string => `u${String(i)}`

/** How many failing rows of each check of a table have no cell that is blamed. */
export async function unblamedRows(
  { engine }: FailingSource,
  { plan, table }: FailingPlaces,
): Promise<readonly number[]> {
  const open = plan.checks.flatMap(({ unblamed }, i) => (unblamed ? [openName(i)] : []))
  if (open.length === 0) return []
  const counts = open.map((each) => sql`count_if(${quote(each)}) AS ${quote(each)}`)
  const [row] = await engine.query(sql`SELECT ${join(counts, sql`, `)} FROM ${table}`.text)
  return plan.checks.map((_, i) => Number(row?.[openName(i)] ?? 0))
}

/** Whether the row fails the check of that number in the table, where the table is joined as `p`. */
export const flag = (i: number): Sql => sql`p.${quote(flagName(i))}`

/** The condition to join the table, as `p`, with rows. */
export const atPlace = (rows: Pick<Over, 'file' | 'row'>): Sql => sql`p.f = ${rows.file} AND p.n = ${rows.row}`

/** A place as one number that orders by file and row; a file has fewer than 2^40 rows. */
export const place = sql`(CAST(p.f AS BIGINT) * ${number(2 ** 40)} + p.n)`

/** The rows that fail one of those checks that are `wanted`, as a table of file and row. Gives how many there are. */
export async function rowsFailing(
  { engine }: Pick<FailingSource, 'engine'>,
  places: readonly FailingPlaces[],
  wanted: (check: FailingCheck) => boolean,
  table: string,
): Promise<number> {
  const parts = places.flatMap((each) => {
    const flags = each.checks.flatMap((check, i) => (wanted(check) ? [flag(i)] : []))
    return flags.length === 0 ? [] : [sql`SELECT f, n FROM ${each.table} AS p WHERE ${or(flags)}`]
  })
  const all = parts.length === 0 ? sql`SELECT 0 AS f, 0 AS n WHERE false` : join(parts, sql` UNION `)
  await engine.run(sql`CREATE OR REPLACE TABLE ${quote(table)} AS ${all}`.text)
  const [row] = await engine.query(sql`SELECT count(*) AS n FROM ${quote(table)}`.text)
  return Number(row?.n ?? 0)
}
