/** What a source on a page says about where the data is and how it is written. */
export interface SourceSpec {
  /** A file, a glob or a directory, relative to `base`. */
  readonly source: string
  readonly base: string
  /** Of the files that the source names only these (absolute paths): one delivery among several. */
  readonly only?: readonly string[]
  /** Named sheet of an Excel file; the first one when absent. */
  readonly sheet?: string
  readonly delimiter?: string
  readonly quote?: string
  /** False when the first line is data; columns are then named `column 1`, `column 2` … */
  readonly header?: boolean
  readonly encoding?: string
  /** sha256 (hex) of files by absolute path, where whoever asks has just reckoned it. */
  readonly hashes?: ReadonlyMap<string, string>
}

export interface SnapshotColumn {
  /** As people write it. Two columns may differ in case only, so this is no name for the engine. */
  readonly name: string
  /** Name of the column in the relation, not quoted. */
  readonly sql: string
  /** Type in the engine's words, such as `VARCHAR` or `STRUCT(city VARCHAR)`. */
  readonly type: string
  /** The delivery does not have it, and an earlier one had: it is missing in every row. */
  readonly absent?: true
}

export interface ReadFile {
  /** Path as shown to people: relative to the base. */
  readonly file: string
  readonly bytes: number
  /** Data rows, unreadable ones included. */
  readonly rows: number
  readonly unreadable: number
  /** How it was read, in words: `CSV, comma, UTF-8, header`. */
  readonly format: string
}

/** A row that could not be read; it counts as a row of its file. */
export interface UnreadableRow {
  readonly file: string
  /** Data row of that file, from 1. */
  readonly row: number
  readonly why: string
  /** The first 200 characters of it. */
  readonly text: string
}

/** A delivery as the engine can query it. */
export interface Snapshot {
  /**
   * A table or view name in the engine, already quoted, with `columns`, and two more: `__assay_file` (index into
   * `files`, from 0) and `__assay_row` (data row of that file, from 1). Unreadable rows are not in it.
   */
  readonly relation: string
  readonly columns: readonly SnapshotColumn[]
  /** The format leaves out what no row has, so that a column that is not there may only be empty. */
  readonly sparse: boolean
  readonly files: readonly ReadFile[]
  /** Rows of all files, unreadable ones included. */
  readonly rows: number
  readonly unreadable: number
  /** The first 1,000 of them. */
  readonly unreadableRows: readonly UnreadableRow[]
  /** sha256 (hex) over the names and contents of the files, reckoned when it is first asked for. */
  readonly fingerprint: () => Promise<string>
  /** Asked after the last query: a `Failure` says that a file was changed since it was found. */
  readonly unchanged: () => Promise<void>
  readonly bytes: number
  /** What a reader of the verdicts should know about the reading, one sentence each. */
  readonly notes: readonly string[]
}
