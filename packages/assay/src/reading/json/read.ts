import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../failure.ts'
import { contents } from '../bytes.ts'
import { decodeHead, inItsEncoding, toUtf8 } from '../encoding.ts'
import type { Encoding } from '../encoding.ts'
import type { FoundFile } from '../find-files.ts'
import { headSize } from '../format.ts'
import type { FileFormat } from '../format.ts'
import { lineWriter } from '../line-writer.ts'
import { partitionsOf } from '../part.ts'
import type { FileReading, Reading, Task } from '../part.ts'
import type { UnreadableRow } from '../snapshot.ts'
import { quoteText } from '../sql-text.ts'
import { addFile, createRowTable, freshName, lostRows, viewOf } from '../table.ts'
import type { RowTable } from '../table.ts'
import { fieldOf, isMixed, observe, shapeOf, sqlType, write } from './kinds.ts'
import type { Kinds, Shape } from './kinds.ts'
import { readLines } from './load.ts'
import { parseRecord } from './parse.ts'
import type { JsonObject } from './parse.ts'
import { layoutOf, split } from './split.ts'
import type { Layout } from './split.ts'

const keptRows = 1000

interface Surveyed extends FileReading {
  readonly encoding: Encoding
  readonly layout: Layout
  readonly notes: readonly string[]
}

/** JSON: the keys and kinds of all records decide the columns, so the files are read once to survey and once to load. */
export async function readJson(task: Task): Promise<Reading> {
  const { engine, files } = task
  const kinds = new Map<string, Kinds>()
  const surveys: Surveyed[] = []
  for (const file of files) {
    task.progress(`Surveying ${file.shown}`)
    surveys.push(await survey(file, await task.format(file), task.spec.encoding, kinds))
  }
  const names = [...kinds.keys()]
  const shown = columnNames(names)
  const columns = new Map([...kinds].map(([name, of], i) => [name, { key: `c${String(i)}`, shape: shapeOf(of) }]))
  const types = [...columns.values()].map(({ shape }) => sqlType(shape))
  const partitions = partitionsOf(files, shown)
  const table = await createRowTable(engine, [...types, ...partitions.names.map(() => 'VARCHAR')])
  for (const [i, file] of files.entries()) {
    task.progress(`Reading ${file.shown}`)
    const constants = partitions.valuesOf(file).map((value) => (value === null ? 'NULL' : quoteText(value)))
    const surveyed = surveys[i]
    if (surveyed) await load(task, table, file, surveyed, columns, types, constants)
  }
  const all = [
    ...shown.map((name, i) => ({ name, type: types[i] ?? 'VARCHAR' })),
    ...partitions.names.map((name) => ({ name, type: 'VARCHAR' })),
  ]
  return {
    relation: await viewOf(engine, table),
    columns: all.map((column, i) => ({ ...column, sql: `c${String(i)}` })),
    files: surveys,
    notes: [...surveys.flatMap(({ notes }) => notes), ...mixedNotes(kinds), ...partitions.notes],
  }
}

function columnNames(keys: readonly string[]): readonly string[] {
  return keys.map((key, i) => (key.trim() === '' ? `column ${String(i + 1)}` : key))
}

function mixedNotes(kinds: ReadonlyMap<string, Kinds>): readonly string[] {
  const mixed = [...kinds].filter(([, of]) => isMixed(of)).map(([name]) => `\`${name}\``)
  if (mixed.length === 0) return []
  const shown = mixed.slice(0, 5).join(', ')
  return [
    `Values of different kinds were all kept as text in ${shown}${mixed.length > 5 ? ` and ${String(mixed.length - 5)} more` : ''}.`,
  ]
}

async function survey(
  file: FoundFile,
  format: FileFormat,
  set: string | undefined,
  kinds: Map<string, Kinds>,
): Promise<Surveyed> {
  const { result, encoding, notes } = await inItsEncoding(file.shown, format.head, set, async (believed) => {
    const layout = layoutOf(decodeHead(format.head, believed, format.head.length < headSize))
    const counted = await surveyIn(believed, layout, file, format, kinds)
    return { ...counted, layout }
  })
  if (result.rows > 0 && result.rows === result.unreadable) throw notRecords(file, result.unreadableRows[0])
  const how = { lines: 'one record on each line', list: 'a list of records', sequence: 'records one after another' }
  const packed = format.compression === 'none' ? [] : [format.compression]
  const inWords = ['JSON', ...packed, how[result.layout], encoding.label.toUpperCase()].join(', ')
  return { ...result, encoding, notes, inWords }
}

function notRecords(file: FoundFile, first: UnreadableRow | undefined): Failure {
  const why = first ? ` The first: ${first.why}.` : ''
  return new Failure(
    'no-records',
    `${file.shown} has no record that can be read.${why} Expected a list of objects, or one object on each line.`,
  )
}

async function surveyIn(
  encoding: Encoding,
  layout: Layout,
  file: FoundFile,
  { compression }: FileFormat,
  kinds: Map<string, Kinds>,
): Promise<Omit<FileReading, 'inWords'>> {
  const counts = { rows: 0, unreadable: 0 }
  const unreadableRows: UnreadableRow[] = []
  for await (const text of split(toUtf8(contents(file.path, compression, file.shown), encoding), layout, file.shown)) {
    counts.rows++
    const parsed = parseRecord(text)
    if ('problem' in parsed) {
      counts.unreadable++
      if (unreadableRows.length < keptRows)
        unreadableRows.push({ file: file.shown, row: counts.rows, why: parsed.problem, text: text.slice(0, 200) })
      continue
    }
    for (const [key, value] of Object.entries(parsed.record)) observe(fieldOf(kinds, key), value)
  }
  return { ...counts, unreadableRows }
}

type Columns = ReadonlyMap<string, { readonly key: string; readonly shape: Shape }>

async function load(
  task: Task,
  table: RowTable,
  file: FoundFile,
  surveyed: Surveyed,
  columns: Columns,
  types: readonly string[],
  constants: readonly string[],
): Promise<void> {
  const { engine } = task
  const copy = join(engine.temporary, `${freshName(engine)}.ndjson`)
  try {
    const longest = await writeRecords(copy, file, await task.format(file), surveyed, columns)
    const rows = {
      from: readLines(copy, types, longest),
      columns: [...types.map((_, i) => `c${String(i)}`), ...constants],
      numbered: true,
      expected: surveyed.rows - surveyed.unreadable,
    }
    if (!(await addFile(engine, table, rows))) throw lostRows(file.shown, rows.expected)
  } finally {
    await rm(copy, { force: true })
  }
}

async function writeRecords(
  copy: string,
  file: FoundFile,
  { compression }: FileFormat,
  { encoding, layout }: Surveyed,
  columns: Columns,
): Promise<number> {
  const out = lineWriter(copy)
  let row = 0
  for await (const text of split(toUtf8(contents(file.path, compression, file.shown), encoding), layout, file.shown)) {
    row++
    const parsed = parseRecord(text)
    if ('record' in parsed) await out.line(recordLine(row, parsed.record, columns))
  }
  return out.close()
}

function recordLine(row: number, record: JsonObject, columns: Columns): string {
  let line = `{"r":${String(row)}`
  for (const [name, value] of Object.entries(record)) {
    const column = columns.get(name)
    if (column && value !== null) line += `,"${column.key}":${write(value, column.shape)}`
  }
  return `${line}}`
}
