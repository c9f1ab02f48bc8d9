import { cellTexts, name, sql, type Environment, type Kind, type Speakable, type Sql } from '@assay/core'
import type { Engine, EngineRow } from '../engines/engine.ts'

/** The present values of one column in a sample of rows, each different text once. */
export interface Column {
  readonly name: string
  readonly kind: Kind
  /** The values are the entries of a list; several of them may be of one row. */
  readonly entries: boolean
  readonly texts: readonly string[]
  /** Row of the sample of each present value, ascending, and which text it is. */
  readonly rows: Int32Array
  readonly codes: Int32Array
}

/** Rows of a source as columns of texts. */
export interface Sample {
  readonly rows: number
  /** Rows of the source that it was taken from. */
  readonly of: number
  readonly columns: readonly Column[]
  /** Which of two random halves each row is in. */
  readonly half: Uint8Array
  /** File (from 0) and row in it (from 1) of each row. */
  readonly file: Int32Array
  readonly row: Int32Array
}

/** At most so many rows are looked at, and so many cells of them. */
export const MOST_ROWS = 200_000
const MOST_CELLS = 10_000_000
/** Columns in one statement. */
const CHUNK = 200
/** Longer texts are told apart by more than their beginning, and shown by it. */
const LONGEST = 300

/** What stands between the cells of a column, and between the entries of a list. */
const CELLS = '\u001f'
const ENTRIES = '\u001d'
const [BETWEEN, WITHIN] = [sql`chr(31)`, sql`chr(29)`]
const raw = (text: string): Sql => ({ text }) as Sql

/**
 * Takes a sample of the rows into memory: all of them up to a size, above it those that a hash of file and row chooses, so
 * that the same source always gives the same sample.
 */
export async function takeSample(
  engine: Engine,
  environment: Environment,
  columns: readonly Speakable[],
  rows: number,
  most = MOST_ROWS,
): Promise<Sample> {
  const cells = rows * columns.length > MOST_CELLS ? await cellsOf(engine, environment, columns) : 0
  const share = Math.min(1, most / Math.max(1, rows), MOST_CELLS / Math.max(1, cells))
  const where =
    share >= 1 ? 'true' : `hash(r.__assay_row, r.__assay_file, 7) % 1000000 < ${String(Math.floor(share * 1e6))}`
  const [all] = await engine.query(
    `SELECT string_agg(${PLACE}, chr(31)) AS places FROM ${environment.dataset.relation} AS r WHERE ${where}`,
  )
  const known = placesIn(all?.places)
  const taken: Column[] = []
  for (let at = 0; at < columns.length; at += CHUNK)
    taken.push(...(await chunkOf(engine, environment, columns.slice(at, at + CHUNK), where, known.indices)))
  const there = new Set(taken.map((each) => each.name))
  const empty = columns.filter((each) => !there.has(each.name)).map((each) => coded(each.name, each.kind, false).done())
  return { ...known.sample, of: rows, columns: ordered([...taken, ...empty], columns) }
}

/** Cells of these columns that are not empty, about. */
async function cellsOf(engine: Engine, environment: Environment, columns: readonly Speakable[]): Promise<number> {
  const filled = await filledCells(engine, environment)
  return columns.reduce((sum, each) => sum + filled(each.name), 0)
}

/** How many rows have something in a column, or in the one that it is a field of. */
export async function filledCells(engine: Engine, { dataset }: Environment): Promise<(name: string) => number> {
  const known = new Map<string, number>()
  for (let at = 0; at < dataset.columns.length; at += COUNTED) {
    const chunk = dataset.columns.slice(at, at + COUNTED)
    const counts = chunk.map((each, i) => `count(${name(each.sql ?? each.name).text}) AS n${String(i)}`)
    const [row] = await engine.query(`SELECT ${counts.join(', ')} FROM ${dataset.relation}`)
    for (const [i, each] of chunk.entries()) known.set(each.name, Number(row?.[`n${String(i)}`] ?? 0))
  }
  const outer = (field: string): number => {
    const found = known.get(field)
    const dot = field.lastIndexOf('.')
    return found ?? (dot < 0 ? 0 : outer(field.slice(0, dot)))
  }
  return outer
}
const COUNTED = 1000

const PLACE = `(r.__assay_file || ':' || r.__assay_row || ':' || (hash(r.__assay_file, r.__assay_row) % 2))`

/** One row for each column: its present values, and beside each the row that it is in. */
async function chunkOf(
  engine: Engine,
  environment: Environment,
  chunk: readonly Speakable[],
  where: string,
  indices: (places: string) => Int32Array,
): Promise<readonly Column[]> {
  const { texts, from, present } = cellTexts(chunk, environment)
  const values = chunk.flatMap((each, i) => {
    const text = texts[i]
    return text ? [sql`${joined(each, text)} AS ${name(`v${String(i)}`)}`.text] : []
  })
  if (values.length === 0) return []
  const names = chunk.flatMap((_, i) => (texts[i] ? [`v${String(i)}`] : []))
  const rows = `SELECT ${PLACE} AS place, ${values.join(', ')} FROM ${from().text} WHERE ${where}`
  const there = sql`SELECT name, place, ${present(raw('value'))} AS value FROM (UNPIVOT (${raw(rows)}) ON ${raw(names.join(', '))})`
  const found = await engine.query(
    sql`SELECT name, string_agg(${clean(raw('value'))}, ${BETWEEN}) AS cells, string_agg(place, ${BETWEEN}) AS places FROM (${there}) WHERE value IS NOT NULL GROUP BY name`
      .text,
  )
  return found.flatMap((row) => {
    const column = chunk[Number(String(row.name).slice(1))]
    return column ? columnsOf(column, String(row.cells), indices(String(row.places))) : []
  })
}

/** In their order, a list before its entries. */
const ordered = (taken: readonly Column[], columns: readonly Speakable[]): readonly Column[] => {
  const at = new Map(columns.map((each, i) => [each.name, i]))
  return [...taken].sort(
    (a, b) => (at.get(a.name) ?? 0) - (at.get(b.name) ?? 0) || Number(a.entries) - Number(b.entries),
  )
}

/** A text that is not too long, without what stands between texts. */
const clean = (of: Sql): Sql =>
  sql`translate(CASE WHEN length(${of}) > ${raw(String(LONGEST))} AND NOT contains(${of}, ${WITHIN}) THEN left(${of}, ${raw(String(LONGEST))}) || '…' || CAST(hash(${of}) AS VARCHAR) ELSE ${of} END, ${BETWEEN}, ' ')`

/** A list as one text. */
const joined = (column: Speakable, text: Sql): Sql =>
  column.kind === 'list'
    ? sql`CASE WHEN len(${text}) > 0 THEN array_to_string(list_transform(${text}, lambda x: translate(x, ${WITHIN}, ' ')), ${WITHIN}) END`
    : text

/** The texts of a column, and of a list its entries too. */
function columnsOf(column: Speakable, cells: string, at: Int32Array): readonly Column[] {
  const whole = coded(column.name, column.kind, false)
  const entries = coded(column.name, column.entries ?? 'text', true)
  for (const [i, cell] of cells.split(CELLS).entries()) {
    whole.add(at[i] ?? 0, cell.replaceAll(ENTRIES, ', '))
    if (column.kind === 'list') for (const entry of cell.split(ENTRIES)) entries.add(at[i] ?? 0, entry)
  }
  return column.kind === 'list' ? [whole.done(), entries.done()] : [whole.done()]
}

/** Gathers a column in the order of its rows, which the engine gives as its threads came to them; each different text gets a number. */
function coded(
  name: string,
  kind: Kind,
  entries: boolean,
): { readonly add: (row: number, text: string) => void; readonly done: () => Column } {
  const rows: number[] = []
  const cells: string[] = []
  return {
    add(row, text) {
      rows.push(row)
      cells.push(text)
    },
    done() {
      const sorted = rows.every((row, i) => i === 0 || (rows[i - 1] ?? 0) <= row)
      const order = rows.map((_, i) => i)
      if (!sorted) order.sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0) || a - b)
      const known = new Map<string, number>()
      const code = (text: string) => {
        const found = known.get(text) ?? known.size
        if (found === known.size) known.set(text, found)
        return found
      }
      const codes = Int32Array.from(order, (i) => code(cells[i] ?? ''))
      return { name, kind, entries, rows: Int32Array.from(order, (i) => rows[i] ?? 0), codes, texts: [...known.keys()] }
    },
  }
}

/** The rows of the sample in the order of their files, and the numbers of rows by their places. */
function placesIn(joined: EngineRow[string] | undefined): {
  readonly sample: Pick<Sample, 'rows' | 'file' | 'row' | 'half'>
  readonly indices: (of: string) => Int32Array
} {
  const written = typeof joined === 'string' ? joined.split(CELLS) : []
  const all = written.map((key) => ({ key, at: key.split(':').map(Number) }))
  all.sort((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0) || (a.at[1] ?? 0) - (b.at[1] ?? 0))
  const known = new Map(all.map(({ key }, i) => [key, i]))
  let last = { joined: '', indices: new Int32Array() }
  return {
    sample: {
      rows: all.length,
      file: Int32Array.from(all, ({ at }) => at[0] ?? 0),
      row: Int32Array.from(all, ({ at }) => at[1] ?? 0),
      half: Uint8Array.from(all, ({ at }) => at[2] ?? 0),
    },
    indices(of) {
      // columns without gaps have the same rows
      if (of !== last.joined)
        last = { joined: of, indices: Int32Array.from(of.split(CELLS), (each) => known.get(each) ?? 0) }
      return last.indices
    },
  }
}
