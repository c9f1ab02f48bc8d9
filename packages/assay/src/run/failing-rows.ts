import {
  fewestCells,
  isPrivate,
  join,
  name as quote,
  number,
  sql,
  text,
  type Blame,
  type Check,
  type Sql,
  type Suspects,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { atPlace, flag, type FailingPlaces, type FailingSource } from './failing-places.ts'
import { hidden } from './private.ts'

/** What is said of a check in the list of failing values. */
export interface Listed {
  readonly line: number
  readonly sentence: string
  readonly severity: Check['severity']
}

/** At most so many choices in one statement. */
const INSERTED = 500

/** Everything that a sentence may blame, numbered over all sentences; `at` is the sentence. */
interface Numbered {
  readonly blame: Blame
  readonly at: number
  readonly n: number
}

/**
 * Writes every failing value as a table of the engine: `file, row, key…, column, value, line, sentence, severity`, one
 * record for each row and blamed cell. Where a sentence leaves open which of several cells is wrong, the fewest that
 * explain all that is wrong with the row are chosen.
 */
export async function failingTable(
  source: FailingSource,
  places: readonly FailingPlaces[],
  listedAt: (at: number) => Listed,
  table: string,
): Promise<void> {
  const { engine } = source
  const scanned = `${table}_cells`
  await engine.run(created(source, scanned))
  const columns: Suspects[] = []
  const listed: Listed[] = []
  for (const each of places) {
    const blames = each.plan.checks.flatMap((check, i) =>
      check.blames.map((blame) => ({ blame, at: listed.length + i, fails: flag(i) })),
    )
    const numbered = blames.map((blame, i) => ({ ...blame, n: columns.length + i }))
    columns.push(...blames.map(({ blame }) => blame.cells.map((cell) => cell.column ?? '')))
    listed.push(...each.checks.map((check) => listedAt(check.at)))
    if (numbered.length > 0)
      await engine.run(sql`INSERT INTO ${quote(scanned)} ${cellsOf(source, numbered, each)}`.text)
  }
  const choices = `${table}_choices`
  const whole = places.length <= 1 ? quote(scanned) : joinedChunks(source, scanned)
  await choose(engine, whole, columns, choices)
  await engine.run(sql`CREATE OR REPLACE TABLE ${quote(table)} AS ${records(source, listed, whole, choices)}`.text)
}

const keyNames = (source: FailingSource): readonly Sql[] => source.key.map((_, i) => quote(`k${String(i)}`))

/** Cells that may be wrong, row by row: `sure` where nothing else can be it; else one of those with the same `b`, of the blames `p`. */
function created(source: FailingSource, table: string): string {
  const keys = keyNames(source).map((each) => sql`${each} VARCHAR`)
  const cells = sql`cells STRUCT(c VARCHAR, v VARCHAR, i INTEGER, b INTEGER, sure BOOLEAN)[]`
  return sql`CREATE OR REPLACE TABLE ${quote(table)} (${join([sql`f INTEGER`, sql`n BIGINT`, ...keys, cells, sql`p INTEGER[]`], sql`, `)})`
    .text
}

function cellsOf(
  source: FailingSource,
  blames: readonly (Numbered & { fails: Sql })[],
  { plan, table }: FailingPlaces,
): Sql {
  const doubtful = blames.filter(({ blame }) => blame.cells.length > 1)
  const named = new Set(doubtful.flatMap(({ blame }) => blame.cells.map((each) => each.column)))
  const when = (each: Numbered & { fails: Sql }) => sql`${each.fails} AND ${each.blame.when}`
  const cells = blames.flatMap((each) =>
    each.blame.cells.map(({ column, value }) => {
      const shown = column !== null && isPrivate(column, source.private) ? hidden(value) : value
      const name = column === null ? sql`NULL` : text(column)
      const sure = each.blame.cells.length === 1 ? sql`true` : sql`false`
      return sql`CASE WHEN ${when(each)} THEN {'c': CAST(${name} AS VARCHAR), 'v': CAST(${shown} AS VARCHAR), 'i': ${number(each.at)}, 'b': ${number(each.n)}, 'sure': ${sure}} END`
    }),
  )
  // what is certain matters to the choice only where it may explain what is not; what is cleared is counted from -1 down
  const pattern = blames
    .filter(({ blame }) => blame.cells.length > 1 || named.has(blame.cells[0]?.column ?? null))
    .map((each) =>
      each.blame.cells.length > 1
        ? sql`CASE WHEN ${when(each)} THEN ${number(each.n)} WHEN ${each.blame.cleared} THEN ${number(-1 - each.n)} END`
        : sql`CASE WHEN ${when(each)} THEN ${number(each.n)} END`,
    )
  const keys = source.key.map((each) => {
    const found = plan.column(each)
    const value = found ? sql`CAST(${found.sql} AS VARCHAR)` : sql`NULL`
    return isPrivate(each, source.private) ? hidden(value) : value
  })
  const list = (of: readonly Sql[]) =>
    of.length === 0 ? sql`[]::INTEGER[]` : sql`list_filter([${join(of, sql`, `)}], lambda e: e IS NOT NULL)`
  return sql`SELECT ${join([sql`p.f`, sql`p.n`, ...keys, list(cells), list(pattern)], sql`, `)} FROM ${plan.from} JOIN ${table} AS p ON ${atPlace(plan)}`
}

/** The chunks of each row as one. */
function joinedChunks(source: FailingSource, table: string): Sql {
  const keys = keyNames(source).map((each) => sql`any_value(${each}) AS ${each}`)
  const parts = [sql`f`, sql`n`, ...keys, sql`flatten(list(cells)) AS cells`, sql`list_sort(flatten(list(p))) AS p`]
  return sql`(SELECT ${join(parts, sql`, `)} FROM ${quote(table)} GROUP BY f, n)`
}

/** Which cell each doubtful blame means, for every combination of blames that some row has. */
async function choose(engine: Engine, whole: Sql, columns: readonly Suspects[], table: string): Promise<void> {
  await engine.run(sql`CREATE OR REPLACE TABLE ${quote(table)} (p INTEGER[], b INTEGER, c VARCHAR)`.text)
  if (columns.every((each) => each.length <= 1)) return
  const doubtful = (b: number) => (columns[b]?.length ?? 0) > 1
  let rows: Sql[] = []
  const write = async () => {
    if (rows.length > 0) await engine.run(sql`INSERT INTO ${quote(table)} VALUES ${join(rows, sql`, `)}`.text)
    rows = []
  }
  for await (const chunk of engine.stream(sql`SELECT DISTINCT p FROM ${whole}`.text))
    for (const { p } of chunk) {
      const pattern = Array.isArray(p) ? p.map(Number) : []
      const list = sql`[${join(pattern.map(number), sql`, `)}]`
      const cleared = pattern.filter((n) => n < 0).map((n) => -1 - n)
      const failing = pattern.filter((n) => n >= 0)
      for (const [b, column] of fewestCells(columns, failing, cleared))
        if (doubtful(b)) rows.push(sql`(${list}, ${number(b)}, ${text(column)})`)
      if (rows.length >= INSERTED) await write()
    }
  await write()
}

function records(source: FailingSource, listed: readonly Listed[], whole: Sql, choices: string): Sql {
  const files = sql`[${join([sql`NULL`, ...source.files.map(text)], sql`, `)}]`
  const said = (part: (each: Listed) => Sql) => sql`[${join([sql`NULL`, ...listed.map(part)], sql`, `)}][cell.i + 2]`
  const keys = keyNames(source)
  const inner = sql`SELECT ${join([sql`f`, sql`n`, ...keys, sql`p`, sql`unnest(cells) AS cell`], sql`, `)} FROM ${whole}`
  const outer = [
    sql`${files}[f + 2] AS "file"`,
    sql`n AS "row"`,
    ...source.key.map((each, i) => sql`${keys[i] ?? quote(each)} AS ${quote(each)}`),
    sql`cell.c AS "column"`,
    sql`cell.v AS "value"`,
    sql`${said((each) => number(each.line))} AS "line"`,
    sql`${said((each) => text(each.sentence))} AS "sentence"`,
    sql`${said((each) => text(each.severity))} AS "severity"`,
  ]
  const chosen = sql`EXISTS (SELECT 1 FROM ${quote(choices)} AS x WHERE x.p = r.p AND x.b = cell.b AND x.c = cell.c)`
  return sql`SELECT ${join(outer, sql`, `)} FROM (${inner}) AS r WHERE cell.sure OR ${chosen} ORDER BY f, n, cell.i, cell.b`
}
