import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { wordsOf } from '../../cause.ts'
import { Failure } from '../../failure.ts'
import { columnNames } from '../delimited/header.ts'
import type { FoundFile } from '../find-files.ts'
import { noKinds, observe, shapeOf, sqlType, write } from '../json/kinds.ts'
import type { Shape } from '../json/kinds.ts'
import { readLines } from '../json/load.ts'
import { lineWriter } from '../line-writer.ts'
import { partitionsOf, unionOfNames } from '../part.ts'
import type { Reading, Task } from '../part.ts'
import { quoteText } from '../sql-text.ts'
import { addFile, createRowTable, freshName, lostRows, viewOf } from '../table.ts'

type Cell = null | string | number | boolean | Date

interface Sheet {
  readonly file: FoundFile
  readonly sheet: string
  readonly names: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** One sheet of each workbook. Cells keep their kind; a column of several kinds is text. */
export async function readExcel(task: Task): Promise<Reading> {
  const { engine, files, spec } = task
  const sheets: Sheet[] = []
  for (const file of files) {
    task.progress(`Reading ${file.shown}`)
    sheets.push(await readSheet(file, spec.sheet, spec.header !== false))
  }
  const union = unionOfNames(
    files,
    sheets.map(({ names }) => names),
  )
  const partitions = partitionsOf(files, union.names)
  const columns = union.names.map((name) => columnOf(sheets, name))
  const types = columns.map(({ type }) => type)
  const table = await createRowTable(engine, [...types, ...partitions.names.map(() => 'VARCHAR')])
  for (const sheet of sheets) {
    const copy = join(engine.temporary, `${freshName(engine)}.ndjson`)
    try {
      const longest = await writeRows(copy, sheet, union.names, columns)
      const constants = partitions.valuesOf(sheet.file).map((value) => (value === null ? 'NULL' : quoteText(value)))
      const from = readLines(copy, types, longest)
      const select = [...types.map((_, i) => `c${String(i)}`), ...constants]
      const expected = sheet.rows.length
      if (!(await addFile(engine, table, { from, columns: select, numbered: true, expected })))
        throw lostRows(sheet.file.shown, expected)
    } finally {
      await rm(copy, { force: true })
    }
  }
  const all = [
    ...union.names.map((name, i) => ({ name, type: types[i] ?? 'VARCHAR' })),
    ...partitions.names.map((name) => ({ name, type: 'VARCHAR' })),
  ]
  return {
    relation: await viewOf(engine, table),
    columns: all.map((column, i) => ({ ...column, sql: `c${String(i)}` })),
    files: sheets.map(({ rows, sheet }) => ({
      rows: rows.length,
      unreadable: 0,
      unreadableRows: [],
      inWords: `Excel, sheet ${sheet}`,
    })),
    notes: [...union.notes, ...partitions.notes],
  }
}

async function readSheet(file: FoundFile, wanted: string | undefined, hasHeader: boolean): Promise<Sheet> {
  // Seventy modules that only a workbook needs.
  const { default: readWorkbook } = await import('read-excel-file/node')
  const all = await readWorkbook(file.path, { trim: false }).catch((cause: unknown) => {
    throw new Failure('damaged', `${file.shown} cannot be read as an Excel workbook: ${wordsOf(cause)}.`, {
      next: 'Save the workbook again as .xlsx.',
      cause,
    })
  })
  const found = wanted === undefined ? all[0] : all.find(({ sheet }) => sheet === wanted)
  const names = all.map(({ sheet }) => sheet).join(', ')
  if (!found)
    throw new Failure('no-sheet', `${file.shown} has no sheet ${JSON.stringify(wanted ?? '')}; it has ${names}.`)
  const cells = found.data as unknown as readonly (readonly Cell[])[]
  const first = cells.findIndex((row) => row.some((cell) => cell !== null))
  const [header, ...rest] = first < 0 ? [] : cells.slice(first)
  if (!header)
    throw new Failure(
      'empty-file',
      `The sheet ${found.sheet} of ${file.shown} is empty; at least a header was expected. The workbook has ${names}.`,
    )
  const width = lastFilled(header)
  const rows = hasHeader ? rest : [header, ...rest]
  const wide = hasHeader ? Math.max(width, ...rows.map(lastFilled)) : Math.max(...rows.map(lastFilled))
  const fields = Array.from({ length: wide }, (_, i) =>
    header[i] === null || header[i] === undefined ? '' : cellText(header[i]),
  )
  return { file, sheet: found.sheet, names: columnNames(fields, hasHeader, file.shown), rows }
}

const lastFilled = (row: readonly Cell[]) => row.findLastIndex((cell) => cell !== null) + 1

/** Excel has no zones: its dates come as UTC, and midnight means that there is no time. */
function cellText(cell: Cell): string {
  if (!(cell instanceof Date)) return String(cell)
  const iso = cell.toISOString().replace(/(\.000)?Z$/, '')
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso
}

interface Column {
  readonly type: string
  readonly shape: Shape
}

function columnOf(sheets: readonly Sheet[], name: string): Column {
  const kinds = noKinds()
  let dates = 0
  let others = 0
  let times = 0
  for (const { names, rows } of sheets) {
    const at = names.indexOf(name)
    for (const row of at < 0 ? [] : rows) {
      const cell = row[at] ?? null
      if (cell === null) continue
      if (cell instanceof Date) dates++
      else others++
      if (cell instanceof Date && cellText(cell).includes('T')) times++
      observe(kinds, cell instanceof Date ? cellText(cell) : cell)
    }
  }
  if (dates > 0 && others === 0) return { type: times > 0 ? 'TIMESTAMP' : 'DATE', shape: { kind: 'text' } }
  const shape: Shape = shapeOf(kinds).kind === 'whole' ? { kind: 'number' } : shapeOf(kinds)
  return { type: sqlType(shape), shape }
}

async function writeRows(
  copy: string,
  sheet: Sheet,
  names: readonly string[],
  columns: readonly Column[],
): Promise<number> {
  const out = lineWriter(copy)
  const places = names.map((name) => sheet.names.indexOf(name))
  for (const [i, row] of sheet.rows.entries()) {
    let line = `{"r":${String(i + 1)}`
    columns.forEach(({ shape }, c) => {
      const cell = row[places[c] ?? -1] ?? null
      if (cell !== null) line += `,"c${String(c)}":${write(cell instanceof Date ? cellText(cell) : cell, shape)}`
    })
    await out.line(`${line}}`)
  }
  return out.close()
}
