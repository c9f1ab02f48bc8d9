import { open as openFile, rm } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import type { Readable } from 'node:stream'
import { isPrivate, join, name as quote, number, or, sql, text, type PageSentence, type Sql } from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import type { Cell } from '../report/contract.ts'
import { cellOf } from './evidence.ts'
import { atPlace, failingPlaces, type FailingSource } from './failing-places.ts'
import { brokenOf } from './looked-at.ts'
import type { OpenDelivery } from './open-deliveries.ts'
import { hidden } from './private.ts'
import { settle } from './reads.ts'

/** Rows of a delivery to be looked at a page at a time, searched and downloaded. Private values are hashes already. */
export interface ShownRows {
  /** In the order of the delivery. */
  readonly from: Sql
  readonly order: Sql
  readonly file: Sql
  readonly row: Sql
  readonly columns: readonly { readonly name: string; readonly sql: Sql }[]
  /** The list of what each row broke, where that is not the same for all. */
  readonly broke: Sql | null
  readonly total: number
  /** Columns whose cells are wrong. */
  readonly blamed: readonly string[]
  /** The file that they are read from. */
  readonly path: string
}

export interface RowsPage {
  readonly rows: readonly {
    readonly file: string
    readonly row: number
    readonly cells: readonly Cell[]
    readonly broke: readonly string[]
  }[]
  readonly matching: number
}

const fileText = (path: string): Sql => text(path.replace(/[*?[]/g, '[$&]'))
const shownAs = (value: Sql, column: string, names: readonly string[]): Sql =>
  isPrivate(column, names) ? hidden(value) : value

/** So many files of failing rows are kept for an open delivery. */
const MOST_FILES = 8

/** All rows that fail a sentence. They are found once, and then read from a file of the engine. */
export async function failingRows(open: OpenDelivery, sentence: PageSentence): Promise<ShownRows> {
  const { known } = open
  const key = `rows ${sentence.canonical}`
  const before = known.get(key) as Promise<ShownRows> | undefined
  known.delete(key)
  const found = before ?? open.alone(() => writeRows(open, sentence))
  known.set(key, found)
  found.catch(() => known.delete(key))
  const kept = [...known.keys()].filter((each) => each.startsWith('rows '))
  for (const oldest of kept.slice(0, Math.max(0, kept.length - MOST_FILES))) {
    const gone = known.get(oldest) as Promise<ShownRows>
    known.delete(oldest)
    void gone.then(({ path }) => rm(path, { force: true }))
  }
  return found
}

let files = 0

async function writeRows(open: OpenDelivery, { check }: PageSentence): Promise<ShownRows> {
  const { engine, facts, snapshot, page } = open
  if (!('share' in check.measure))
    throw new Failure('no-rows', 'This sentence is about the delivery as a whole, so no rows fail it.')
  const { environment } = await settle(engine, [check], open.environment, false)
  const names = facts.columns.map((each) => each.name)
  const source: FailingSource = {
    engine,
    environment,
    files: snapshot.files.map((each) => each.file),
    key: page.key,
    private: page.private,
  }
  const [places] = await failingPlaces(source, [{ at: 0, check, failing: 1, broken: true }])
  if (!places) throw new Error('a check without places')
  const { plan, table } = places
  const cells = names.map(
    (each, i) => sql`${shownAs(plan.column(each)?.sql ?? sql`NULL`, each, page.private)} AS ${quote(cellName(i))}`,
  )
  const path = joinPath(engine.temporary, `rows-${String(++files)}.parquet`)
  await engine.run(
    sql`COPY (SELECT ${join([sql`p.f`, sql`p.n`, ...cells], sql`, `)} FROM ${table} AS p JOIN ${plan.delivered} ON ${atPlace(plan)} ORDER BY p.f, p.n) TO ${text(path)} (FORMAT parquet)`
      .text,
  )
  const from = sql`read_parquet(${fileText(path)}, file_row_number = true)`
  const [count] = await engine.query(sql`SELECT count(*) AS n FROM ${from}`.text)
  return {
    from,
    order: sql`file_row_number`,
    file: fileNames(source.files),
    row: sql`n`,
    columns: names.map((each, i) => ({ name: each, sql: quote(cellName(i)) })),
    broke: null,
    total: Number(count?.n ?? 0),
    blamed: brokenOf(places)[0]?.blamed ?? [],
    path,
  }
}

const cellName = (i: number): string => `c${String(i)}`
const fileNames = (all: readonly string[]): Sql => sql`CAST([${join(all.map(text), sql`, `)}] AS VARCHAR[])[f + 1]`

/** The rows that were set aside, each with what it broke; none where none were. */
export async function setAsideRows(open: OpenDelivery, path: string): Promise<ShownRows> {
  const { engine, facts, page } = open
  const from = sql`read_parquet(${fileText(path)}, file_row_number = true)`
  // by place: where two names differ in case only, the engine has renamed the second
  const found = (await engine.describe(from.text)).map((each) => quote(each.name))
  const names = facts.columns.filter((each) => !each.absent).map((each) => each.name)
  const at = (i: number): Sql => found[i] ?? sql`NULL`
  const [count] = await engine.query(sql`SELECT count(*) AS n FROM ${from}`.text)
  return {
    from,
    order: sql`file_row_number`,
    file: at(names.length),
    row: at(names.length + 1),
    broke: at(names.length + 2),
    columns: names.map((each, i) => ({ name: each, sql: shownAs(at(i), each, page.private) })),
    total: Number(count?.n ?? 0),
    blamed: [],
    path,
  }
}

/** A part of the rows with a cell that contains a text; all of them without one. */
export async function rowsPage(
  { engine }: OpenDelivery,
  rows: ShownRows,
  of: { readonly q?: string | undefined; readonly after: number; readonly limit: number },
): Promise<RowsPage> {
  const where = matching(rows, of.q)
  const cells = rows.columns.map((each, i) => sql`${each.sql} AS ${quote(cellName(i))}`)
  const selected = [sql`${rows.file} AS f`, sql`${rows.row} AS n`, sql`${rows.broke ?? sql`[]`} AS b`, ...cells]
  const page = await engine.query(
    sql`SELECT ${join(selected, sql`, `)} FROM ${rows.from} WHERE ${where} ORDER BY ${rows.order} LIMIT ${number(of.limit)} OFFSET ${number(of.after)}`
      .text,
  )
  return {
    rows: page.map((row) => ({
      file: String(row.f ?? ''),
      row: Number(row.n),
      cells: rows.columns.map((_, i) => cellOf(row[cellName(i)])),
      broke: listOf(row.b),
    })),
    matching: of.q === undefined ? rows.total : await countOf(engine, rows, where),
  }
}

const listOf = (value: EngineRow[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value.map(String) : []

async function countOf(engine: OpenDelivery['engine'], rows: ShownRows, where: Sql): Promise<number> {
  const [row] = await engine.query(sql`SELECT count(*) AS n FROM ${rows.from} WHERE ${where}`.text)
  return Number(row?.n ?? 0)
}

/** What is searched is what is shown: a private value cannot be found out by looking for it. */
const matching = (rows: ShownRows, q: string | undefined): Sql =>
  q === undefined || q === ''
    ? sql`true`
    : or(
        rows.columns.map(
          (each) => sql`coalesce(contains(lower(CAST(${each.sql} AS VARCHAR)), lower(${text(q)})), false)`,
        ),
      )

/** All of the rows that fit as CSV, written to a file that is gone when it was read. */
export async function rowsCsv({ engine }: OpenDelivery, rows: ShownRows, q: string | undefined): Promise<Readable> {
  const path = joinPath(engine.temporary, `rows-${String(++files)}.csv`)
  const broke = rows.broke === null ? [] : [sql`array_to_string(${rows.broke}, '; ') AS "broke"`]
  const selected = [
    sql`${rows.file} AS "file"`,
    sql`${rows.row} AS "row"`,
    ...rows.columns.map((each) => sql`${each.sql} AS ${quote(each.name)}`),
    ...broke,
  ]
  await engine.run(
    sql`COPY (SELECT ${join(selected, sql`, `)} FROM ${rows.from} WHERE ${matching(rows, q)} ORDER BY ${rows.order}) TO ${text(path)} (FORMAT csv, HEADER true, DELIMITER ',')`
      .text,
  )
  const file = await openFile(path)
  await rm(path)
  return file.createReadStream()
}
