import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../failure.ts'
import type { FoundFile } from '../find-files.ts'
import { partitionsOf, unionOfNames } from '../part.ts'
import type { FileReading, Reading, Task } from '../part.ts'
import { quoteText } from '../sql-text.ts'
import { addRows, createRowTable, freshName, lostRows, viewOf } from '../table.ts'
import type { Added, RowTable } from '../table.ts'
import { readCsv } from './load.ts'
import type { Lying } from './load.ts'
import { asItLies, outlineOf, prepare } from './prepare.ts'
import type { Outline, Prepared } from './prepare.ts'

/** Delimited text: every column is text, and the rows that the engine finds are as many as were counted here. */
export async function readDelimited(task: Task): Promise<Reading> {
  const { engine, files, spec } = task
  const outlines: Outline[] = []
  for (const file of files) outlines.push(await outlineOf({ file, format: await task.format(file), spec }))
  const union = unionOfNames(
    files,
    outlines.map((each) => each.names),
  )
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
    const select = (has: readonly string[]) => [...places(union.names, has), ...constants]
    const outline = outlines[i] ?? (await outlineOf({ file, format: await task.format(file), spec }))
    // where one file is not regular, the next is probably not either
    const trusting = readings.every((each) => !each.isClean)
    readings.push(await readOne(task, { table, file, outline, select, trusting }))
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

interface One {
  readonly table: RowTable
  readonly file: FoundFile
  readonly outline: Outline
  /** For each column of the table an expression, of a file with these columns. */
  readonly select: (names: readonly string[]) => string[]
  readonly trusting: boolean
}

/**
 * A regular file is read where it lies, by the engine while it is gone through here; if the engine then disagrees about it,
 * carefully, from a clean copy.
 */
async function readOne(task: Task, one: One): Promise<Prepared> {
  const { file, outline } = one
  const copy = join(task.engine.temporary, `${freshName(task.engine)}.csv`)
  const job = { file, format: await task.format(file), spec: task.spec, copy, outline }
  try {
    const lying = one.trusting ? asItLies(job) : null
    const [prepared, added] = await both(
      prepare({ ...job, trustRegular: true }),
      lying ? engineRows(task, one, lying) : Promise.resolve(null),
    )
    const inPlace = lying !== null && !prepared.isClean && prepared.path === lying.path
    if (inPlace && added?.count === prepared.rows) {
      added.keep()
      return prepared
    }
    await added?.drop()
    if (!inPlace && (await load(task, one, prepared))) return prepared
    const careful = prepared.isClean ? null : await prepare({ ...job, trustRegular: false })
    if (careful && (await load(task, one, careful))) return careful
    throw lostRows(file.shown, (careful ?? prepared).rows)
  } finally {
    await rm(copy, { force: true })
  }
}

/** What both give, or the first failure, once both have ended: nothing may still read while the engine is closed. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}

async function load(task: Task, one: One, prepared: Prepared): Promise<boolean> {
  const added = await engineRows(task, one, prepared)
  if (added?.count === prepared.rows - prepared.unreadable) added.keep()
  else await added?.drop()
  return added?.count === prepared.rows - prepared.unreadable
}

/** The rows that the engine finds; null when it cannot read a file that seemed regular. What is wrong, the careful reading will find and name. */
async function engineRows(task: Task, { table, select }: One, from: Lying): Promise<Added | null> {
  const rows = { from: readCsv(from), columns: select(from.names), numbered: from.isClean }
  try {
    return await addRows(task.engine, table, rows)
  } catch (cause) {
    if (!from.isClean && cause instanceof Failure && cause.code === 'engine') return null
    throw cause
  }
}
