import { Failure } from '../failure.ts'
import type { FoundFile } from './find-files.ts'
import { partitionsOf } from './part.ts'
import type { Reading, Task } from './part.ts'
import { pathLiteral, perFile, quoteName } from './sql-text.ts'
import { freshName } from './table.ts'

/** Parquet is queried where it lies. The numbers of file and row cost nothing unless they are asked for. */
export async function readParquet(task: Task): Promise<Reading> {
  const { engine, files } = task
  task.progress(
    files.length === 1 ? `Opening ${files[0]?.shown ?? ''}` : `Opening ${String(files.length)} Parquet files`,
  )
  const reader = `read_parquet([${files.map(({ path }) => pathLiteral(path)).join(', ')}], union_by_name = ${String(files.length > 1)}, hive_partitioning = false)`
  const rows = await rowsOf(task)
  const named = await originalNames(task)
  const found = await engine.describe(reader)
  const inside = found.map(({ name, type }, i) => ({ name: named?.[i] ?? name, from: quoteName(name), type }))
  const partitions = partitionsOf(
    files,
    inside.map(({ name }) => name),
  )
  const values = files.map((file) => partitions.valuesOf(file))
  const added = partitions.names.map((name, i) => ({
    name,
    from: perFile(
      values.map((of) => of[i] ?? null),
      'file_index',
    ),
    type: 'VARCHAR',
  }))
  const columns = [...inside, ...added].map((column, i) => ({ ...column, sql: `c${String(i)}` }))
  const select = columns.map(({ from, sql }) => `${from} AS ${sql}`)
  const relation = quoteName(freshName(engine))
  await engine.run(
    `CREATE VIEW ${relation} AS SELECT ${select.join(', ')}, CAST(file_index AS INTEGER) AS __assay_file, file_row_number + 1 AS __assay_row FROM ${reader}`,
  )
  return {
    relation,
    columns: columns.map(({ name, type, sql }) => ({ name, sql, type })),
    files: rows.map((count) => ({ rows: count, unreadable: 0, unreadableRows: [], inWords: 'Parquet' })),
    notes: partitions.notes,
  }
}

async function rowsOf({ engine, files }: Task): Promise<readonly number[]> {
  const counts: number[] = []
  for (const file of files) {
    const [row] = await engine
      .query(`SELECT num_rows AS n FROM parquet_file_metadata(${pathLiteral(file.path)})`)
      .catch((cause: unknown) => damaged(file, cause))
    counts.push(Number(row?.['n']))
  }
  return counts
}

function damaged(file: FoundFile, cause: unknown): never {
  if (!(cause instanceof Failure) || cause.code !== 'engine') throw cause
  throw new Failure(
    'damaged',
    `${file.shown} is damaged: it begins and ends as Parquet, and cannot be read. ${cause.message}`,
    {
      next: 'Fetch or write the file again; nothing of it was used.',
      cause,
    },
  )
}

/** Names as the file has them, where the engine had to rename one because another differs only in case. */
async function originalNames({ engine, files }: Task): Promise<readonly string[] | undefined> {
  const [file] = files
  if (!file) return undefined
  const names = await topLevelNames(engine, file)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new Failure(
      'duplicate-column',
      `${file.shown} has two columns named ${JSON.stringify(twice)}: column ${String(names.indexOf(twice) + 1)} and column ${String(names.lastIndexOf(twice) + 1)}.`,
    )
  return files.length === 1 ? names : undefined
}

async function topLevelNames(engine: Task['engine'], { path }: FoundFile): Promise<string[]> {
  const schema = await engine.query(
    `SELECT name, coalesce(num_children, 0) AS children FROM parquet_schema(${pathLiteral(path)})`,
  )
  const names: string[] = []
  const skip = (from: number): number => {
    let next = from + 1
    for (let i = 0; i < Number(schema[from]?.['children']); i++) next = skip(next)
    return next
  }
  for (let at = 1; at < schema.length; at = skip(at)) names.push(String(schema[at]?.['name']))
  return names
}
