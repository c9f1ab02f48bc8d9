import { name as quote, sql, type Sql } from '../sql/sql.ts'
import type { ColumnFacts } from '../vocabulary/expression.ts'
import { find, named } from './columns.ts'
import { fromOf, raw, type Rows } from './rows.ts'
import type { DatasetFacts } from './environment.ts'

/** Rows with what was compiled over them. */
export interface Over {
  /** The FROM clause that all of it is over, with alias `r`. */
  readonly from: Sql
  /** The rows as they were delivered, with the same alias and nothing computed. */
  readonly delivered: Sql
  /** Where a row came from: the index of its file, and its number there. */
  readonly file: Sql
  readonly row: Sql
  /** The same with these columns in it too. */
  fromWith(columns: readonly string[]): Sql
  /** A column by name as it was delivered, or null when there is none. */
  column(name: string): ColumnFacts | null
}

const FILE = sql`"r"."__assay_file"`
const ROW = sql`"r"."__assay_row"`

/** From now on the rows have their places too. */
export function usePlaces(rows: Rows): void {
  for (const each of [FILE, ROW]) rows.used.add(each.text)
}

/** What stands over these rows so far. */
export function over(rows: Rows): Over {
  const all = delivered(rows.dataset)
  return {
    from: fromOf(rows),
    delivered: sql`${raw(rows.dataset.relation)} AS "r"`,
    fromWith: (columns) =>
      fromOf({
        ...rows,
        used: new Set([...rows.used, ...columns.flatMap((each) => named(all, each)?.sql.text ?? [])]),
      }),
    file: FILE,
    row: ROW,
    column: (of) => find(all, of),
  }
}

/** The columns of a dataset as they were delivered: nothing is made missing, nothing read. */
export const delivered = (dataset: DatasetFacts): readonly ColumnFacts[] =>
  dataset.columns.map((each) => ({
    name: each.name,
    sql: sql`"r".${quote(each.sql ?? each.name)}`,
    kind: 'other' as const,
    type: each.type,
  }))
