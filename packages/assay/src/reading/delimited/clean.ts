import { lineWriter } from '../line-writer.ts'
import type { UnreadableRow } from '../snapshot.ts'
import { isBlankLine, records } from './record.ts'
import type { Dialect } from './record.ts'

/** Unreadable rows that are kept as evidence; all are counted. */
export const keptRows = 1000

export interface Cleaned {
  /** Data rows, unreadable ones included. */
  readonly rows: number
  readonly unreadable: number
  readonly unreadableRows: readonly UnreadableRow[]
  /** Bytes of the longest row that was written. */
  readonly longest: number
}

/**
 * Writes the readable records to a file that no two readers read differently: commas, double quotes, `\n`, and the number of the
 * row in its file as first field. The header is left out.
 */
export async function writeClean(
  chunks: AsyncIterable<Buffer>,
  dialect: Dialect,
  width: number,
  shown: string,
  to: string,
): Promise<Cleaned> {
  const out = lineWriter(to)
  const counts = { rows: 0, unreadable: 0, blanks: 0, headerSeen: !dialect.header }
  const unreadableRows: UnreadableRow[] = []
  const refuse = (why: string, raw: string) => {
    counts.rows++
    counts.unreadable++
    if (unreadableRows.length < keptRows)
      unreadableRows.push({ file: shown, row: counts.rows, why, text: raw.slice(0, 200) })
  }
  const keep = async (fields: readonly string[]) => {
    counts.rows++
    await out.line(`${String(counts.rows)},${fields.map(written).join(',')}`)
  }
  // Blank lines count only once something follows them: at the end of a file they are not rows.
  const settleBlanks = async () => {
    for (; counts.blanks > 0; counts.blanks--) {
      if (width === 1) await keep([''])
      else refuse('the line is blank', '')
    }
  }
  for await (const { fields, problem, raw } of records(chunks, dialect)) {
    if (isBlankLine(raw) && fields.length === 1) {
      if (counts.headerSeen) counts.blanks++
      continue
    }
    if (!counts.headerSeen) {
      counts.headerSeen = true
      continue
    }
    await settleBlanks()
    const why = problem ?? (fields.length === width ? undefined : fieldCount(fields.length, width, dialect))
    if (why === undefined) await keep(fields)
    else refuse(why, raw.replace(/[\r\n]+$/, ''))
  }
  const longest = await out.close()
  return { rows: counts.rows, unreadable: counts.unreadable, unreadableRows, longest }
}

function fieldCount(found: number, width: number, dialect: Dialect): string {
  const fields = (n: number) => `${String(n)} ${n === 1 ? 'field' : 'fields'}`
  return `it has ${fields(found)}, the ${dialect.header ? 'header' : 'first line'} has ${String(width)}`
}

function written(field: string): string {
  return /[",\r\n\0]|^[ \t]|[ \t]$/.test(field) || field === '' ? `"${field.replaceAll('"', '""')}"` : field
}
