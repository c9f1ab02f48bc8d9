import type { Dialect } from '../sql/dialect.ts'
import type { Sql } from '../sql/sql.ts'
import type { NumberStyle } from '../vocabulary/written-forms/index.ts'
import type { Reads } from '../vocabulary/reads.ts'
import type { SourceColumn } from './columns.ts'

/** A dataset as sentences see it: its rows in the engine, and how its page says to read them. */
export interface DatasetFacts {
  readonly name: string
  /** Table or view in the engine, already quoted. */
  readonly relation: string
  readonly columns: readonly SourceColumn[]
  /** The files of the relation's rows, as they are shown. */
  readonly files: readonly string[]
  /** Columns whose values are not to be shown. */
  readonly private: readonly string[]
  readonly key: readonly string[]
  readonly time: string | null
  readonly missing: readonly string[]
  readonly zone: string
  readonly numbers: NumberStyle | null
  /** How the dates of text columns are written, by column. */
  readonly formats: ReadonlyMap<string, readonly string[]>
  /** What the values of text columns read as, as far as it was looked up. */
  readonly reads: ReadonlyMap<string, Reads>
  /** Words and measures of the page: their SQL with the columns as parameters. */
  readonly words: ReadonlyMap<string, PageSql>
}

/** The last accepted delivery; it is called `LAST`. */
export interface LastFacts extends DatasetFacts {
  /** When it arrived, ISO 8601 in UTC: what `now` meant for it. */
  readonly arrived: string
}
export const LAST = 'the last accepted delivery'

/** A checked expression of the page. */
export interface PageSql {
  readonly columns: readonly string[]
  with(columns: readonly Sql[]): Sql
}

export interface Environment {
  readonly dialect: Dialect
  /** The instant that `now` means, ISO 8601 in UTC. */
  readonly now: string
  readonly dataset: DatasetFacts
  readonly others: ReadonlyMap<string, DatasetFacts>
  /** The last accepted delivery of the dataset; null when there is none. */
  readonly last: LastFacts | null
}
