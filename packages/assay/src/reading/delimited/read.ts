import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../failure.ts'
import type { FoundFile } from '../find-files.ts'
import { partitionsOf, unionOfNames } from '../part.ts'
import type { FileReading, Reading, Task } from '../part.ts'
import { quoteText } from '../sql-text.ts'
import { addFile, createRowTable, freshName, lostRows, viewOf } from '../table.ts'
import type { RowTable } from '../table.ts'
import { readCsv } from './load.ts'
import { namesOf, prepare } from './prepare.ts'
import type { Prepared } from './prepare.ts'

/** Delimited text: every column is text, and the rows that the engine finds are as many as were counted here. */
export async function readDelimited(task: Task): Promise<Reading> {
  const { engine, files, spec } = task
  const own: (readonly string[])[] = []
  for (const file of files) own.push(await namesOf({ file, format: await task.format(file), spec }))
  const union = unionOfNames(files, own)
  const partitions = partitionsOf(files, union.names)
  const names = [...union.names, ...partitions.names]
  const table = await createRowTable(
    engine,
    names.map(() => 'VARCHAR'),
  )
  const readings: Prepared[] = []
  for (const [i, file] of files.entries()) {
    task.progress(`Reading ${file.shown}${files.length > 1 ? ` (${String(i + 1)} of ${String(files.length)})` : ''}`)
    const constants = partitions.valuesOf(file).map((value) => (value === null ? 'NULL' : quoteText(value)))
    readings.push(await readOne(task, table, file, (has) => [...places(union.names, has), ...constants]))
  }
  return {
    relation: await viewOf(engine, table),
    columns: names.map((name, i) => ({ name, sql: `c${String(i)}`, type: 'VARCHAR' })),
    files: readings satisfies readonly FileReading[],
    notes: [...readings.flatMap(({ notes }) => notes), ...union.notes, ...partitions.notes],
  }
}

/** For each column of the table the file's own column, or NULL. */
function places(all: readonly string[], own: readonly string[]): string[] {
  const at = new Map(own.map((name, i) => [name, `c${String(i)}`]))
  return all.map((name) => at.get(name) ?? 'NULL')
}

/** A regular file is read where it lies; if the engine then disagrees about it, carefully, from a clean copy. */
async function readOne(
  task: Task,
  table: RowTable,
  file: FoundFile,
  select: (names: readonly string[]) => string[],
): Promise<Prepared> {
  const copy = join(task.engine.temporary, `${freshName(task.engine)}.csv`)
  const format = await task.format(file)
  const job = { file, format, spec: task.spec, copy }
  try {
    const prepared = await prepare({ ...job, trustRegular: true })
    if (await load(task, table, prepared, select)) return prepared
    const careful = prepared.isClean ? prepared : await prepare({ ...job, trustRegular: false })
    if (!prepared.isClean && (await load(task, table, careful, select))) return careful
    throw lostRows(file.shown, careful.rows)
  } finally {
    await rm(copy, { force: true })
  }
}

async function load(
  task: Task,
  table: RowTable,
  prepared: Prepared,
  select: (names: readonly string[]) => string[],
): Promise<boolean> {
  const rows = {
    from: readCsv(prepared),
    columns: select(prepared.names),
    numbered: prepared.isClean,
    expected: prepared.rows - prepared.unreadable,
  }
  try {
    return await addFile(task.engine, table, rows)
  } catch (cause) {
    // What the engine finds wrong in a file that seemed regular, the careful reading will find and name.
    if (!prepared.isClean && cause instanceof Failure && cause.code === 'engine') return false
    throw cause
  }
}
