import { copyFile, rm } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import type { Parts } from './parts.ts'

const FORMATS: { readonly [ending: string]: string } = {
  '.csv': "(FORMAT csv, HEADER true, DELIMITER ',')",
  '.ndjson': '(FORMAT json, ARRAY false)',
  '.jsonl': '(FORMAT json, ARRAY false)',
  '.parquet': '(FORMAT parquet)',
}

/** The ending of a file for failing values, or a `Failure` that says which there are. */
export function failingFormat(file: string): string {
  const format = FORMATS[extname(file).toLowerCase()]
  if (format === undefined)
    throw new Failure('bad-option', `Failing values cannot be written to ${file}.`, {
      next: 'Its name must end in .csv, .ndjson or .parquet.',
    })
  return format
}

const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`
const FIRST = ['file', 'row']
const LAST = ['column', 'value', 'line', 'sentence', 'severity']

/** Joins the failing values of several pages to one file; keys that a page does not have are empty. */
export async function writeFailingFile(parts: Parts, written: readonly string[], to: string): Promise<void> {
  const format = failingFormat(to)
  const engine = await parts.openEngine({})
  try {
    const from =
      written.length === 0 ? nothing() : `read_parquet([${written.map(quoted).join(', ')}], union_by_name = true)`
    const columns = (await engine.describe(written.length === 0 ? from : `(SELECT * FROM ${from})`)).map(
      (each) => each.name,
    )
    const keys = columns.filter((each) => !FIRST.includes(each) && !LAST.includes(each))
    const list = [...FIRST, ...keys, ...LAST].map((each) => `"${each.replaceAll('"', '""')}"`).join(', ')
    const made = join(engine.temporary, 'failing')
    await engine.run(`COPY (SELECT ${list} FROM ${from}) TO ${quoted(made)} ${format}`)
    await copyFile(made, resolve(to)).catch((cause: unknown) => {
      throw new Failure('bad-option', `Failing values cannot be written to ${to}: ${wordsOf(cause)}.`, { cause })
    })
    await rm(made)
  } finally {
    await engine.close()
  }
}

const nothing = (): string =>
  `(SELECT ''::VARCHAR AS "file", 0::BIGINT AS "row", ''::VARCHAR AS "column", ''::VARCHAR AS "value", 0 AS "line", ''::VARCHAR AS "sentence", ''::VARCHAR AS "severity" WHERE false)`
