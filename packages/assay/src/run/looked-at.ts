import {
  and,
  columnsIn,
  isPrivate,
  join,
  kindOfType,
  name as quote,
  number,
  or,
  sql,
  type Beside,
  type Check,
  type Sql,
} from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import { atPlace, flag, place, type FailingPlaces, type FailingSource } from './failing-places.ts'
import { hidden } from './private.ts'

/** A broken check of a table of failing places, and when a row fails it, where that table is joined as `p`. */
export interface Broken {
  readonly at: number
  /** Its number in the table. */
  readonly i: number
  readonly check: Check
  readonly failing: number
  readonly fails: Sql
  /** The columns whose cells are the likeliest to be wrong. */
  readonly blamed: readonly string[]
  /** What its rows were compared with that does not stand in them. */
  readonly beside: readonly Beside[]
}

export const brokenOf = ({ checks, plan }: FailingPlaces): readonly Broken[] =>
  checks.flatMap((each, i) => {
    const blamed = [...new Set((plan.checks[i]?.blames ?? []).flatMap(({ cells }) => cells[0]?.column ?? []))]
    return each.broken ? [{ ...each, i, fails: flag(i), blamed, beside: plan.checks[i]?.beside ?? [] }] : []
  })

/** So many failing rows of each check are shown; so many are looked at for what they have in common, in so many columns. */
const SHOWN = 10
const SAMPLE = 2000
const MOST_COLUMNS = 40

/** Failing rows that are looked at one by one: the first of each check, to be shown, and a sample of each. */
export interface LookedAt {
  readonly table: Sql
  /** The places of the rows to be shown, for each broken check. */
  readonly first: readonly (readonly string[])[]
  /** For each broken check its sample in the table: how many rows it has, and the condition for them. */
  readonly samples: readonly { readonly size: number; readonly is: Sql }[]
  /** The columns whose values failing rows can have in common, and these values in the table: as text, cut to 200 characters. */
  readonly common: readonly { readonly column: string; readonly value: Sql }[]
  /** The rows to be shown, by their places: `f`, `n`, and the columns under the names that `cell` gives. */
  rows(): Promise<ReadonlyMap<string, EngineRow>>
  cell(column: string): string
  /** The same for a value beside the rows, by its title. */
  besideCell(title: string): string
}

/** Fetches them as a table of the engine, in one scan. */
export async function lookAt(
  source: FailingSource,
  places: FailingPlaces,
  broken: readonly Broken[],
): Promise<LookedAt> {
  const { engine } = source
  const { plan } = places
  const { first, sizes } = await chosen(source, places, broken)
  const common = commonColumns(source)
  const shown = [...new Set([...source.key, ...broken.flatMap((each) => columnsSaid(each.check, source)), ...common])]
  const raw = (column: string): Sql => plan.column(column)?.sql ?? sql`NULL`
  const beside = [...new Map(broken.flatMap((each) => each.beside.map((one) => [one.title, one] as const))).values()]
  const cells = [
    ...beside.map(
      (each, i) =>
        sql`CASE WHEN p.shown THEN ${each.private ? hidden(each.value) : each.value} END AS ${quote(besideName(i))}`,
    ),
    ...shown.map((each, i) => {
      const cell = isPrivate(each, source.private) ? hidden(raw(each)) : written(plan.column(each))
      return sql`CASE WHEN p.shown THEN ${cell} END AS ${quote(cellName(i))}`
    }),
    ...common.map((each, i) => sql`left(CAST(${raw(each)} AS VARCHAR), 200) AS ${textName(i)}`),
  ]
  const table = sql`__assay_looked_at`
  const from = sql`(${choice(places, broken, first)}) AS p JOIN ${beside.length > 0 ? plan.fromWith(source.environment.dataset.columns.map((each) => each.name)) : plan.delivered} ON ${atPlace(plan)}`
  await engine.run(
    sql`CREATE OR REPLACE TABLE ${table} AS SELECT ${join([sql`p.*`, ...cells], sql`, `)} FROM ${from}`.text,
  )
  return {
    table,
    first,
    samples: sizes.map((size, i) => ({ size, is: sampleName(i) })),
    common: common.map((column, i) => ({ column, value: textName(i) })),
    cell: (column) => cellName(shown.indexOf(column)),
    besideCell: (title) => besideName(beside.findIndex((each) => each.title === title)),
    async rows() {
      const columns = join(
        [
          sql`place`,
          sql`f`,
          sql`n`,
          ...shown.map((_, i) => quote(cellName(i))),
          ...beside.map((_, i) => quote(besideName(i))),
        ],
        sql`, `,
      )
      const rows = await engine.query(sql`SELECT ${columns} FROM ${table} WHERE shown`.text)
      return new Map(rows.map((row) => [String(row.place), row]))
    },
  }
}

/** Lists and nested fields in the engine's words, as they stand in the list of failing values too. */
const written = (column: ReturnType<FailingPlaces['plan']['column']>): Sql => {
  if (column === null) return sql`NULL`
  const kind = kindOfType(column.type)
  return kind === 'list' || kind === 'struct' ? sql`CAST(${column.sql} AS VARCHAR)` : column.sql
}

const cellName = (i: number): string => `c${String(i)}`
const besideName = (i: number): string => `b${String(i)}`
const textName = (i: number): Sql => quote(`t${String(i)}`)
const sampleName = (i: number): Sql => quote(`y${String(i)}`)

/** The columns that a sentence names; the first ones of the data where it names none. */
export function columnsSaid(check: Check, source: FailingSource): readonly string[] {
  const said =
    'share' in check.measure
      ? columnsIn([check.measure.share, check.where ?? [], check.each ?? [], check.order ?? []])
      : []
  return said.length === 0 ? source.environment.dataset.columns.slice(0, 6).map((each) => each.name) : said
}

const commonColumns = (source: FailingSource): readonly string[] =>
  source.environment.dataset.columns
    .map((each) => each.name)
    .filter((each) => !isPrivate(each, source.private) && !source.key.includes(each))
    .slice(0, MOST_COLUMNS)

/** A part of the rows that is the same in every run, about `SAMPLE` of so many; all of them where there are no more. */
function sampled(of: Broken): Sql {
  if (of.failing <= SAMPLE) return of.fails
  const most = (BigInt(SAMPLE) << 64n) / BigInt(of.failing)
  return and([of.fails, sql`hash(p.f, p.n) < CAST(${number(String(most))} AS UBIGINT)`])
}

/** The first places of each check, and the size of its sample. */
async function chosen(
  source: FailingSource,
  places: FailingPlaces,
  broken: readonly Broken[],
): Promise<{ readonly first: readonly (readonly string[])[]; readonly sizes: readonly number[] }> {
  const asked = broken.flatMap((each, i) => [
    sql`CAST(min(CASE WHEN ${each.fails} THEN ${place} END, ${number(SHOWN)}) AS VARCHAR[]) AS ${quote(`first${String(i)}`)}`,
    sql`count_if(${sampled(each)}) AS ${quote(`size${String(i)}`)}`,
  ])
  const [row] = await source.engine.query(sql`SELECT ${join(asked, sql`, `)} FROM ${places.table} AS p`.text)
  return {
    first: broken.map((_, i) => {
      const list = row?.[`first${String(i)}`]
      return Array.isArray(list) ? list.map(String) : []
    }),
    sizes: broken.map((_, i) => Number(row?.[`size${String(i)}`] ?? 0)),
  }
}

/** These rows of the table of places: whether each is to be shown, and whose sample it is in. */
function choice(places: FailingPlaces, broken: readonly Broken[], first: readonly (readonly string[])[]): Sql {
  const wanted = [...new Set(first.flat())].map(number)
  const shown = wanted.length === 0 ? sql`false` : sql`${place} IN (${join(wanted, sql`, `)})`
  const columns = [
    sql`p.f`,
    sql`p.n`,
    sql`CAST(${place} AS VARCHAR) AS place`,
    sql`${shown} AS shown`,
    ...broken.map((each, i) => sql`${sampled(each)} AS ${sampleName(i)}`),
  ]
  const some = or([sql`shown`, ...broken.map((_, i) => sampleName(i))])
  return sql`SELECT * FROM (SELECT ${join(columns, sql`, `)} FROM ${places.table} AS p) WHERE ${some}`
}
