import { Failure } from '../failure.ts'
import type { FoundFile } from './find-files.ts'
import { partitionsOf, unionOfNames } from './part.ts'
import type { Partitions, Reading, Task } from './part.ts'
import type { SnapshotColumn } from './snapshot.ts'
import { pathLiteral, perFile, quoteName, quoteText } from './sql-text.ts'
import { addFile, createRowTable, freshName, lostRows, viewOf } from './table.ts'

interface Column {
  readonly name: string
  /** As the engine calls it: it renames the second of two names that differ in case only. */
  readonly engineName: string
  readonly type: string
}

/** Names of the engine's own columns with the numbers of file and row; a column of the file by that name hides them. */
const numbering = ['file_index', 'file_row_number']

/** Parquet is queried where it lies. The numbers of file and row cost nothing unless they are asked for. */
export async function readParquet(task: Task): Promise<Reading> {
  const { files } = task
  task.progress(`Opening ${files.length === 1 ? (files[0]?.shown ?? '') : `${String(files.length)} Parquet files`}`)
  const names: (readonly string[])[] = []
  const rows: number[] = []
  for (const file of files) {
    rows.push(await rowsOf(task, file))
    names.push(await namesOf(task, file))
  }
  const columns = await columnsOf(task, names[0] ?? [])
  const partitions = partitionsOf(
    files,
    columns.map(({ name }) => name),
  )
  const hidden = columns.some(({ engineName }) => numbering.includes(engineName.toLowerCase()))
  const relation = hidden ? await copied(task, columns, partitions, rows) : await viewed(task, columns, partitions)
  return {
    relation,
    columns: numbered(columns, partitions),
    files: rows.map((count) => ({ rows: count, unreadable: 0, unreadableRows: [], inWords: 'Parquet' })),
    notes: [...(await typeNotes(task, columns)), ...unionOfNames(files, names).notes, ...partitions.notes],
  }
}

function numbered(columns: readonly Column[], partitions: Partitions): readonly SnapshotColumn[] {
  const added = partitions.names.map((name) => ({ name, type: 'VARCHAR' }))
  return [...columns, ...added].map(({ name, type }, i) => ({ name, type, sql: `c${String(i)}` }))
}

function reader(files: readonly FoundFile[]): string {
  const paths = files.map(({ path }) => pathLiteral(path)).join(', ')
  return `read_parquet([${paths}], union_by_name = ${String(files.length > 1)}, hive_partitioning = false)`
}

async function viewed({ engine, files }: Task, columns: readonly Column[], partitions: Partitions): Promise<string> {
  const values = files.map((file) => partitions.valuesOf(file))
  const added = partitions.names.map((_, i) =>
    perFile(
      values.map((of) => of[i] ?? null),
      'file_index',
    ),
  )
  const select = [...columns.map(({ engineName }) => quoteName(engineName)), ...added]
  const relation = quoteName(freshName(engine))
  await engine.run(
    `CREATE VIEW ${relation} AS SELECT ${select.map((from, i) => `${from} AS c${String(i)}, `).join('')}` +
      `CAST(file_index AS INTEGER) AS __assay_file, file_row_number + 1 AS __assay_row FROM ${reader(files)}`,
  )
  return relation
}

async function copied(
  { engine, files }: Task,
  columns: readonly Column[],
  partitions: Partitions,
  rows: readonly number[],
): Promise<string> {
  const types = [...columns.map(({ type }) => type), ...partitions.names.map(() => 'VARCHAR')]
  const table = await createRowTable(engine, types)
  for (const [i, file] of files.entries()) {
    const found = new Set((await engine.describe(reader([file]))).map(({ name }) => name))
    const own = columns.map(({ engineName }) => (found.has(engineName) ? quoteName(engineName) : 'NULL'))
    const constants = partitions.valuesOf(file).map((value) => (value === null ? 'NULL' : quoteText(value)))
    const expected = rows[i] ?? 0
    const added = await addFile(engine, table, {
      from: reader([file]),
      columns: [...own, ...constants],
      numbered: false,
      expected,
    })
    if (!added) throw lostRows(file.shown, expected)
  }
  return viewOf(engine, table)
}

async function rowsOf({ engine }: Task, file: FoundFile): Promise<number> {
  const [row] = await engine
    .query(`SELECT num_rows AS n FROM parquet_file_metadata(${pathLiteral(file.path)})`)
    .catch((cause: unknown) => damaged(file, cause))
  return Number(row?.['n'])
}

function damaged(file: FoundFile, cause: unknown): never {
  if (!(cause instanceof Failure) || cause.code !== 'engine') throw cause
  const words = `${file.shown} is damaged: it begins and ends as Parquet, and cannot be read. ${cause.message}`
  throw new Failure('damaged', words, { next: 'Fetch or write the file again; nothing of it was used.', cause })
}

async function columnsOf(task: Task, first: readonly string[]): Promise<readonly Column[]> {
  const [only] = task.files
  const found = await task.engine
    .describe(reader(task.files))
    .catch((cause: unknown) => (task.files.length === 1 && only ? damaged(only, cause) : incompatible(cause)))
  const exact = task.files.length === 1 ? first : []
  return found.map(({ name, type }, i) => ({ name: exact[i] ?? name, engineName: name, type }))
}

function incompatible(cause: unknown): never {
  if (!(cause instanceof Failure) || cause.code !== 'engine') throw cause
  throw new Failure('mixed-types', `The Parquet files do not fit together. ${cause.message}`, { cause })
}

const isInteger = (type: string) => type.endsWith('INT') || type.endsWith('INTEGER')
const isNested = (type: string) => /^(STRUCT|MAP|UNION)\(|\]$/.test(type)

/**
 * What a column is in one file and not in another: scalars are joined in the type that holds both, and a note says so; a nested value
 * and a scalar have no such type, which the engine would notice only at the first row.
 */
async function typeNotes({ engine, files }: Task, columns: readonly Column[]): Promise<readonly string[]> {
  if (files.length === 1) return []
  const joined = new Map(columns.map(({ engineName, type }) => [engineName.toLowerCase(), type]))
  const notes = new Map<string, string>()
  for (const file of files) {
    for (const { name, type } of await engine.describe(reader([file]))) {
      const all = joined.get(name.toLowerCase())
      if (all === undefined || all === type) continue
      const words = `\`${name}\` is ${type} in ${file.shown} and ${all} in all files together`
      if (isNested(all) !== isNested(type))
        throw new Failure('mixed-types', `The Parquet files do not fit together: ${words}.`)
      const isWidened = isInteger(all) && isInteger(type)
      if (!isNested(all) && !isWidened && !notes.has(name)) notes.set(name, `${words}; it was read as ${all}.`)
    }
  }
  return [...notes.values()]
}

/** Names of the columns as the file has them. Several files are joined by name, where the engine does not tell case apart. */
async function namesOf(task: Task, file: FoundFile): Promise<readonly string[]> {
  const names = await topLevelNames(task, file)
  const key = (name: string) => (task.files.length === 1 ? name : name.toLowerCase())
  const seen = new Map<string, number>()
  names.forEach((name, i) => {
    const before = seen.get(key(name))
    if (before !== undefined) throw duplicate(file, names[before] ?? '', before + 1, name, i + 1)
    seen.set(key(name), i)
  })
  return names
}

function duplicate(file: FoundFile, one: string, at: number, other: string, otherAt: number): Failure {
  const words = `column ${String(at)} ${JSON.stringify(one)} and column ${String(otherAt)} ${JSON.stringify(other)}`
  return new Failure('duplicate-column', `${file.shown} has two columns of one name: ${words}.`, {
    next: 'Give each column a name of its own.',
  })
}

async function topLevelNames({ engine }: Task, file: FoundFile): Promise<readonly string[]> {
  const schema = await engine
    .query(`SELECT name, coalesce(num_children, 0) AS children FROM parquet_schema(${pathLiteral(file.path)})`)
    .catch((cause: unknown) => damaged(file, cause))
  const after = (at: number): number => {
    let next = at + 1
    for (let i = 0; i < Number(schema[at]?.['children']); i++) next = after(next)
    return next
  }
  const names: string[] = []
  for (let at = 1; at < schema.length; at = after(at)) names.push(String(schema[at]?.['name']))
  return names
}
