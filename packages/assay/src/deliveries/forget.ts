import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'
import type { Key } from '../record.ts'
import { flush, storing } from './disk.ts'
import { ACCEPTED, SET_ASIDE, SNAPSHOT } from './folders.ts'
import { pathLiteral, PARQUET, quoteName, quoteText } from './parquet-sql.ts'
import type { SnapshotFacts } from './kept.ts'

export interface ForgottenFile {
  readonly file: 'snapshot' | 'accepted' | 'set-aside'
  readonly rows: number
}

/** A folder without the rows of a key, and how its snapshot is read from now on. */
export interface ForgottenFolder {
  readonly files: readonly ForgottenFile[]
  readonly facts: SnapshotFacts
}

/** Erases the rows of a key from the files of one folder; each is replaced in one step. */
export async function forgetInFolder(
  engine: Engine,
  folder: string,
  facts: SnapshotFacts,
  keys: readonly Key[],
): Promise<ForgottenFolder> {
  const files: ForgottenFile[] = []
  const numbers = facts.copies === null && !facts.numbered
  const snapshot = await forgetIn(engine, join(folder, SNAPSHOT), keys, numbers)
  if (snapshot > 0) files.push({ file: 'snapshot', rows: snapshot })
  for (const [file, name] of [
    ['accepted', ACCEPTED],
    ['set-aside', SET_ASIDE],
  ] as const) {
    const rows = await forgetIn(engine, join(folder, name), keys, false)
    if (rows > 0) files.push({ file, rows })
  }
  const unreadableRows = facts.unreadableRows.filter(({ text }) => !keys.some(({ value }) => text.includes(value)))
  return {
    files,
    facts: {
      ...facts,
      rows: facts.rows - snapshot,
      unreadableRows,
      // the numbers of the rows that stay are no longer their places
      numbered: facts.numbered || (numbers && snapshot > 0),
    },
  }
}

/** How many rows were erased in a Parquet file, or in a folder of them. */
async function forgetIn(engine: Engine, path: string, keys: readonly Key[], numbers: boolean): Promise<number> {
  const found = await stat(path).catch(() => null)
  if (!found) return 0
  if (!found.isDirectory()) return forgetInFile(engine, path, keys, numbers)
  let rows = 0
  for (const name of await readdir(path)) rows += await forgetIn(engine, join(path, name), keys, numbers)
  return rows
}

async function forgetInFile(engine: Engine, path: string, keys: readonly Key[], numbers: boolean): Promise<number> {
  const from = `read_parquet(${pathLiteral(path)}, hive_partitioning = true)`
  const columns = (await engine.describe(from)).map((each) => each.name)
  const conditions = keys
    .map((key) => columnOf(columns, key.column))
    .flatMap((column, i) =>
      column === null ? [] : [`CAST(${column} AS VARCHAR) IS NOT DISTINCT FROM ${quoteText(keys[i]?.value ?? '')}`],
    )
  if (conditions.length < keys.length) return 0
  const is = conditions.join(' AND ')
  const [row] = await engine.query(`SELECT count(*) AS n FROM ${from} WHERE ${is}`)
  const rows = Number(row?.['n'] ?? 0)
  if (rows === 0) return 0
  const plain = `read_parquet(${pathLiteral(path)}, hive_partitioning = false)`
  const added = numbers ? ', CAST(0 AS INTEGER) AS __assay_file, file_row_number + 1 AS __assay_row' : ''
  const made = `${path}.part`
  await storing(path, async () => {
    await rm(made, { force: true })
    await engine.run(`COPY (SELECT *${added} FROM ${plain} WHERE NOT (${is})) TO ${quoteText(made)} ${PARQUET}`)
    await flush(made)
    await rename(made, path)
  })
  return rows
}

/** A column, or a field of one: `address.city`. */
function columnOf(columns: readonly string[], name: string): string | null {
  const whole =
    columns.find((each) => each === name) ?? columns.find((each) => each.toLowerCase() === name.toLowerCase())
  if (whole !== undefined) return quoteName(whole)
  const [first = '', ...rest] = name.split('.')
  return rest.length > 0 && columns.includes(first) ? [first, ...rest].map(quoteName).join('.') : null
}
