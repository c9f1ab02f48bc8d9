import { name as quote, number, sql, type Sql } from '../sql/sql.ts'
import type { Compiler, Expr } from '../vocabulary/expression.ts'
import type { Speakable } from './cells.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { fromOf, rowsOf } from './rows.ts'

/**
 * What a cell is taken as: `itself`, its text, the text of what it reads as (where it reads so, else its own), or for
 * pictures the number that it is (times as seconds since 1970). What is missing is NULL.
 */
export type CellAs = 'itself' | 'text' | 'whole number' | Scalar | 'drawn number' | 'drawn time'
type Scalar = 'number' | 'date' | 'timestamp' | 'time' | 'boolean'

export interface ComparedCells {
  /** The FROM clause that the others are over. */
  readonly from: Sql
  /** The file and row as one number that orders by them. */
  readonly place: Sql
  readonly values: readonly Sql[]
}

const SCALARS: readonly string[] = ['number', 'date', 'timestamp', 'time', 'boolean']
const isScalar = (kind: string): kind is Scalar => SCALARS.includes(kind)
const isWhole = (type: string): boolean => /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/i.test(type)

/**
 * As what the cells of two columns are compared. Texts are the same only when they are written the same: `007` is not `7`.
 * Where one delivery has texts and the other has types, the texts are read.
 */
export function comparedAs(before: Speakable, after: Speakable): CellAs {
  if (before.kind === 'text' && after.kind === 'text') return 'text'
  if (before.type === after.type) return 'itself'
  if (isWhole(before.type) && isWhole(after.type)) return 'whole number'
  const kinds = [before.kind, after.kind].filter((each) => each !== 'text')
  const [first, second = first] = kinds
  if (first === second && first !== undefined && isScalar(first)) return first
  return kinds.every((each) => each === 'date' || each === 'timestamp') ? 'timestamp' : 'text'
}

/** The cells of these columns over one FROM. */
export function comparedCells(
  wanted: readonly { readonly column: string; readonly as: CellAs }[],
  environment: Environment,
): ComparedCells {
  const rows = rowsOf(environment.dataset)
  for (const each of ['"r"."__assay_file"', '"r"."__assay_row"']) rows.used.add(each)
  const c = compiler(rows, environment)
  const values = wanted.map(({ column, as }) => cell(c.column(column), as, c))
  const place = sql`(CAST("r"."__assay_file" AS BIGINT) * ${number(2 ** 40)} + "r"."__assay_row")`
  return { from: fromOf(rows), place, values }
}

function cell(e: Expr, as: CellAs, c: Compiler): Sql {
  switch (as) {
    case 'itself':
      return e.sql
    case 'text':
      return asText(e)
    case 'whole number':
      return sql`CAST(${e.sql} AS HUGEINT)`
    case 'drawn number':
      return sql`CAST(${c.as(e, 'number').sql} AS DOUBLE)`
    case 'drawn time':
      return sql`epoch(${c.as(e, 'timestamp').sql})`
    case 'number':
    case 'date':
    case 'timestamp':
    case 'time':
    case 'boolean': {
      const read = c.as(e, as).sql
      const written = sql`CAST(${as === 'number' ? sql`CAST(${read} AS DOUBLE)` : read} AS VARCHAR)`
      return e.kind === 'text' ? sql`coalesce(${written}, ${e.sql})` : written
    }
  }
}

const asText = (e: Expr): Sql => (e.kind === 'text' ? e.sql : sql`CAST(${e.sql} AS VARCHAR)`)

/** The name of a value by its number. */
export const cellName = (i: number): Sql => quote(`v${String(i)}`)
