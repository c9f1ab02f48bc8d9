import { Failure } from '../../failure.ts'
import { isBlankLine, readRecord } from './record.ts'
import type { Dialect, TextRecord } from './record.ts'

/** The first record that is not blank, of the beginning of a file. */
export function firstRecord(head: string, isWhole: boolean, dialect: Dialect, shown: string): TextRecord {
  for (let at = 0; at < head.length;) {
    const record = readRecord(head, at, dialect, isWhole)
    if (record === undefined) break
    if (record.problem !== undefined) throw brokenHeader(shown, record)
    if (record.fields.length > 1 || !isBlankLine(head.slice(at, record.end))) return record
    at = record.end
  }
  if (head.trim() === '')
    throw new Failure('empty-file', `${shown} is empty: it has only blank lines; at least a header was expected.`)
  throw new Failure('header', `${shown} does not begin with a header: its first record is longer than 1 MB.`, {
    next: 'Look for a quote that is not closed in the first line.',
  })
}

function brokenHeader(shown: string, { problem, fields }: TextRecord): Failure {
  const start = JSON.stringify((fields[0] ?? '').slice(0, 80))
  return new Failure('header', `The first line of ${shown} cannot be read: ${problem ?? ''} (${start}).`, {
    next: 'Write the file again with quotes around whole fields, or set the quote on the page.',
  })
}

/** Names of the columns as people see them; an empty one is named by its position. Equal names are a `Failure`. */
export function columnNames(fields: readonly string[], hasHeader: boolean, shown: string): readonly string[] {
  const names = fields.map((field, i) => (hasHeader && field.trim() !== '' ? field : `column ${String(i + 1)}`))
  const seen = new Map<string, number>()
  names.forEach((name, i) => {
    const before = seen.get(name)
    if (before !== undefined) throw duplicate(shown, name, before + 1, i + 1)
    seen.set(name, i)
  })
  return names
}

function duplicate(shown: string, name: string, first: number, second: number): Failure {
  const message = `${shown} has two columns named ${JSON.stringify(name)}: column ${String(first)} and column ${String(second)}.`
  return new Failure('duplicate-column', message, { next: 'Give each column a name of its own.' })
}
