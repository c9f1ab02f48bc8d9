export type EngineValue =
  null | boolean | number | bigint | string | readonly EngineValue[] | { readonly [k: string]: EngineValue }
export type EngineRow = { readonly [column: string]: EngineValue }

/** What the rest of the package needs of a database engine. SQL errors are `Failure`s with code `engine`. */
export interface Engine {
  /** All rows of a query. Numbers beyond 2^53 come as bigint; dates, times, decimals and nested values as plain values or text. */
  query(sql: string): Promise<readonly EngineRow[]>
  /** Rows in chunks, so that a large result is never held in memory. */
  stream(sql: string): AsyncIterable<readonly EngineRow[]>
  /** A statement without a result. */
  run(sql: string): Promise<void>
  /** Columns and types of a table, view or parenthesised query. */
  describe(relation: string): Promise<readonly { readonly name: string; readonly type: string }[]>
  /** From now on the engine reads and writes nothing but these paths, loads no extension and keeps its settings. */
  lockDown(paths: readonly string[]): Promise<void>
  /** Folder for temporary files of this engine, removed by `close`. */
  readonly temporary: string
  close(): Promise<void>
}
