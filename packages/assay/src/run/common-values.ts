import {
  columnsIn,
  explains,
  join,
  kindOfType,
  LEAST,
  name as quote,
  number,
  or,
  SHARE,
  sql,
  text,
  type Over,
  type Sql,
} from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import type { Cell } from '../report/contract.ts'
import type { FailingSource } from './failing-places.ts'
import type { Broken, LookedAt } from './looked-at.ts'
import type { Question } from './question.ts'

/** So much of its share a value may lack in a sample. */
const NEARLY = 0.9

export interface CommonValue {
  readonly column: string
  readonly value: Cell
  readonly failing: number
  readonly rows: number
}

/** A value that many of the sampled failing rows of a broken check (its number) hold. */
export interface Candidate {
  readonly of: number
  readonly column: string
  readonly value: string
}

/** The values that failing rows may have in common, from their samples. A column that the sentence is about says nothing new. */
export async function candidates(
  source: FailingSource,
  broken: readonly Broken[],
  looked: LookedAt,
): Promise<readonly Candidate[]> {
  if (looked.common.length === 0) return []
  const rows = await source.engine.query(frequent(looked).text)
  const own = broken.map(({ check }) =>
    'share' in check.measure ? columnsIn([check.measure.share, check.where ?? []]) : [],
  )
  return looked.common.flatMap(({ column }, at) =>
    rows
      .flatMap((row) => {
        const value = row[`v${String(at)}`]
        return typeof value === 'string' && value.length < 200 ? [{ row, value }] : []
      })
      .sort((a, b) => (a.value < b.value ? -1 : 1))
      .flatMap(({ row, value }) =>
        looked.samples.flatMap(({ size }, of) =>
          own[of]?.includes(column) || Number(row[`n${String(of)}`]) < enough(size) ? [] : [{ of, column, value }],
        ),
      ),
  )
}

const enough = (size: number): number => Math.max(LEAST, Math.ceil(SHARE * NEARLY * size))

/** Each value of each column that is frequent in some sample, with the number of times in each sample. */
function frequent({ table, common, samples }: LookedAt): Sql {
  const counts = samples.map(({ is }, i) => sql`count_if(${is}) AS ${quote(`n${String(i)}`)}`)
  const values = common.map(({ value }, i) => sql`${value} AS ${quote(`v${String(i)}`)}`)
  const sets = common.map(({ value }) => sql`(${value})`)
  const often = or(samples.map(({ is, size }) => sql`count_if(${is}) >= ${number(enough(size))}`))
  return sql`SELECT ${join([...values, ...counts], sql`, `)} FROM ${table} GROUP BY GROUPING SETS (${join(sets, sql`, `)}) HAVING ${often}`
}

/**
 * What failing rows have in common: values of other columns that at least half of them hold and that are at least one and a half times
 * as frequent among them as among all rows. Candidates come from a sample; the numbers are counted exactly. `failing` says
 * how many rows of a check hold one, over rows that are joined with the table of failing places.
 */
export function commonValues(
  found: readonly Candidate[],
  broken: readonly Broken[],
  total: number,
  { rows, question }: { readonly rows: Over; readonly question: Question },
): (row: EngineRow) => readonly (readonly CommonValue[])[] {
  const asked = found.flatMap((each) => {
    const fails = broken[each.of]?.fails
    const is = holds(each, rows)
    return fails
      ? [
          {
            ...each,
            failing: question.ask(sql`count_if(${is} AND ${fails})`),
            rows: question.ask(sql`count_if(${is})`),
          },
        ]
      : []
  })
  return (row) => {
    const exact = asked.map((each) => ({ ...each, failing: Number(each.failing(row)), rows: Number(each.rows(row)) }))
    return broken.map(({ failing }, at) =>
      exact
        .filter((each) => each.of === at && explains({ part: each.failing, whole: failing, rows: each.rows, total }))
        .sort((a, b) => b.failing / Math.max(1, b.rows) - a.failing / Math.max(1, a.rows) || b.failing - a.failing)
        .slice(0, 3)
        .map(({ of: _, ...value }) => value),
    )
  }
}

/** Whether the row holds the value. Values of most kinds are compared as such first, since to write each as text takes longer. */
function holds({ column, value }: Candidate, rows: Over): Sql {
  const found = rows.column(column)
  if (!found) return sql`false`
  const is = sql`CAST(${found.sql} AS VARCHAR) = ${text(value)}`
  switch (kindOfType(found.type)) {
    case 'number':
    case 'date':
    case 'timestamp':
      return sql`CASE WHEN ${found.sql} = ${text(value)} THEN ${is} END`
    default:
      return is
  }
}
