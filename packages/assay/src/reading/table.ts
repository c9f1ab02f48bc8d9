import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { quoteName } from './sql-text.ts'

const made = new WeakMap<Engine, number>()

/** A name that nothing else in this engine has. */
export function freshName(engine: Engine): string {
  const number = (made.get(engine) ?? 0) + 1
  made.set(engine, number)
  return `assay_${String(number)}`
}

/** Rows of the files of a source: typed columns, the number of the file (`f`) and of the row in it (`r`, NULL where counting gives it). */
export interface RowTable {
  readonly name: string
  readonly types: readonly string[]
  /** Row number within its table, from 0, of the first row of each file. */
  readonly starts: number[]
  numbered: boolean
}

export async function createRowTable(engine: Engine, types: readonly string[]): Promise<RowTable> {
  const table: RowTable = { name: `${freshName(engine)}_rows`, types, starts: [], numbered: false }
  await engine.run(created(table))
  return table
}

function created({ name, types }: RowTable): string {
  const columns = types.map((type, i) => `c${String(i)} ${type}, `)
  return `CREATE OR REPLACE TABLE ${name} (${columns.join('')}f INTEGER, r BIGINT)`
}

export interface FileRows {
  /** A table function. */
  readonly from: string
  /** One SQL expression for each column of the table. */
  readonly columns: readonly string[]
  /** Whether `from` has the number of the row as `r`. */
  readonly numbered: boolean
}

/** Rows that were added to a table, and are its next file's only once they are kept. */
export interface Added {
  /** How many came, in one piece; null when they did not. */
  readonly count: number | null
  keep(): void
  drop(): Promise<void>
}

export async function addRows(engine: Engine, table: RowTable, rows: FileRows): Promise<Added> {
  const file = table.starts.length
  const select = [...rows.columns, String(file), rows.numbered ? 'r' : 'NULL'].join(', ')
  await engine.run(`INSERT INTO ${table.name} SELECT ${select} FROM ${rows.from}`)
  const [found] = await engine.query(
    `SELECT count(*) AS n, min(rowid) AS low, max(rowid) AS high FROM ${table.name} WHERE f = ${String(file)}`,
  )
  const count = Number(found?.['n'])
  const low = Number(found?.['low'])
  return {
    count: count > 0 && Number(found?.['high']) - low !== count - 1 ? null : count,
    keep: () => {
      table.starts.push(low)
      table.numbered ||= rows.numbered
    },
    // deleted rows would stay in memory
    drop: () =>
      file === 0 ? engine.run(created(table)) : engine.run(`DELETE FROM ${table.name} WHERE f = ${String(file)}`),
  }
}

/** Adds the rows of the next file. False when the engine did not find exactly the rows that were counted; then nothing was added. */
export async function addFile(
  engine: Engine,
  table: RowTable,
  { expected, ...rows }: FileRows & { readonly expected: number },
): Promise<boolean> {
  const added = await addRows(engine, table, rows)
  if (added.count === expected) added.keep()
  else await added.drop()
  return added.count === expected
}

/** The relation that a snapshot names. */
export async function viewOf(engine: Engine, table: RowTable): Promise<string> {
  const name = quoteName(freshName(engine))
  const columns = table.types.map((_, i) => `c${String(i)}, `).join('')
  await engine.run(
    `CREATE VIEW ${name} AS SELECT ${columns}f AS __assay_file, ${rowNumber(table)} AS __assay_row FROM ${table.name}`,
  )
  return name
}

function rowNumber({ starts, numbered }: RowTable): string {
  const [only = 0] = starts
  const start = starts.length === 1 ? String(only) : `CAST([${starts.join(', ')}] AS BIGINT[])[f + 1]`
  const counted = `rowid + 1 - ${start}`
  return numbered ? `coalesce(r, ${counted})` : counted
}

export function lostRows(shown: string, expected: number): Failure {
  return new Failure(
    'lost-rows',
    `${shown} was read twice with different results: ${String(expected)} rows were counted, and the engine found another number.`,
    {
      next: 'If nothing writes to the file at the moment, please report this with the file.',
    },
  )
}
