import { columnsIn, failing, join, name as quote, sql, type Check, type FailingPlan, type Sql } from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import type { Cell, EvidenceResult } from '../report/contract.ts'
import { commonValues } from './common-values.ts'
import { distribution } from './distribution.ts'
import type { FailingSource } from './failing-rows.ts'
import { plain } from './measure.ts'
import { hidden } from './private.ts'

/** So many failing rows are shown of each sentence, and evidence is gathered for so many sentences of a page. */
const ROWS = 10
export const MOST_WITH_EVIDENCE = 50

export interface Broken {
  readonly check: Check
  readonly failing: number
}

/** What lets a person see why: the first failing rows of each broken sentence, what they have in common, how the values lie. */
export async function evidenceOf(
  source: FailingSource,
  broken: readonly Broken[],
  total: number,
): Promise<readonly EvidenceResult[]> {
  if (broken.length === 0) return []
  const made = failing(
    broken.map((each) => each.check),
    source.environment,
    source.key,
  )
  const places = await firstPlaces(source, made)
  const common = await commonValues(source, broken, made, total)
  const result: EvidenceResult[] = []
  const rows = await rowsAt(source, made, broken, places, common)
  for (const [i, each] of broken.entries()) {
    const blamed = [...new Set((made.checks[i]?.blames ?? []).flatMap(({ cells }) => cells[0]?.column ?? []))]
    const shown = columnsShown(source, each.check, common[i]?.map((value) => value.column) ?? [], made)
    const picture = await distribution(source, each.check)
    result.push({
      columns: [...(source.files.length > 1 ? ['file'] : []), 'row', ...shown],
      rows: (places[i] ?? []).flatMap((place) => {
        const row = rows.get(place)
        return row
          ? [
              [
                ...(source.files.length > 1 ? [source.files[Number(row.f)] ?? ''] : []),
                Number(row.n),
                ...shown.map((column) => cellOf(row[`c_${column}`])),
              ],
            ]
          : []
      }),
      total: each.failing,
      blamed,
      common: [...(common[i] ?? [])],
      ...(picture ? { distribution: picture } : {}),
    })
  }
  return result
}

/** The key, the columns of the sentence, and those that the failing rows have in common. */
function columnsShown(
  source: FailingSource,
  check: Check,
  common: readonly string[],
  made: FailingPlan,
): readonly string[] {
  const spoken =
    'share' in check.measure
      ? columnsIn([check.measure.share, check.where ?? [], check.each ?? [], check.order ?? []])
      : []
  const some = spoken.length === 0 ? source.environment.dataset.columns.slice(0, 6).map((each) => each.name) : spoken
  return [...new Set([...source.key, ...some, ...common])].filter((each) => made.column(each) !== null)
}

/** A place as one number that orders by file and row; a file has fewer than 2^40 rows. */
const place = (made: FailingPlan): Sql => sql`(CAST(${made.file} AS BIGINT) * 1099511627776 + ${made.row})`

async function firstPlaces(source: FailingSource, made: FailingPlan): Promise<readonly (readonly string[])[]> {
  const lists = made.checks.map(
    (each, i) =>
      sql`CAST(min(CASE WHEN ${each.fails} THEN ${place(made)} END, ${{ text: String(ROWS) } as Sql}) AS VARCHAR[]) AS ${quote(`p${String(i)}`)}`,
  )
  const [row] = await source.engine.query(sql`SELECT ${join(lists, sql`, `)} FROM ${made.from}`.text)
  return made.checks.map((_, i) => {
    const list = row?.[`p${String(i)}`]
    return Array.isArray(list) ? list.map(String) : []
  })
}

async function rowsAt(
  source: FailingSource,
  made: FailingPlan,
  broken: readonly Broken[],
  places: readonly (readonly string[])[],
  common: readonly (readonly { readonly column: string }[])[],
): Promise<ReadonlyMap<string, EngineRow>> {
  const wanted = [...new Set(places.flat())]
  if (wanted.length === 0) return new Map()
  const columns = [
    ...new Set(
      broken.flatMap((each, i) =>
        columnsShown(source, each.check, common[i]?.map((value) => value.column) ?? [], made),
      ),
    ),
  ]
  const cells = columns.flatMap((column) => {
    const found = made.column(column)
    if (!found) return []
    const value = source.private.includes(column) ? hidden(found.sql) : found.sql
    return [sql`${value} AS ${quote(`c_${column}`)}`]
  })
  const relation = { text: `${source.environment.dataset.relation} AS "r"` } as Sql
  const list = { text: wanted.join(', ') } as Sql
  const rows = await source.engine.query(
    sql`SELECT ${join([sql`${made.file} AS f`, sql`${made.row} AS n`, sql`CAST(${place(made)} AS VARCHAR) AS p`, ...cells], sql`, `)} FROM ${relation} WHERE ${place(made)} IN (${list})`
      .text,
  )
  return new Map(rows.map((row) => [String(row.p), row]))
}

/** A cell of a report: numbers, texts and truth values as they are, everything else as text. */
export function cellOf(value: EngineRow[string] | undefined): Cell {
  const given = plain(value ?? null)
  return given !== null && typeof given === 'object' ? JSON.stringify(given) : (given as Cell)
}
