import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { join, name, sql, text } from '../../sql/sql.ts'
import { STANDARDS, standard, type Standard } from './index.ts'

const connection = await (await DuckDBInstance.create(':memory:')).connect()

/** `DE 10115` for a standard that depends on a country, else the example as it is. */
function split(of: Standard, example: string): { readonly value: string; readonly country: string | null } {
  const parts = of.dependsOn ? /^([A-Z]{2}) (.*)$/.exec(example) : null
  return parts ? { value: parts[2] ?? '', country: parts[1] ?? null } : { value: example, country: null }
}

async function accepted(of: Standard, examples: readonly string[]): Promise<readonly (readonly [string, unknown])[]> {
  const rows = examples.map((each) => split(of, each))
  const found: [string, unknown][] = []
  for (const given of [true, false]) {
    const some = rows.filter((row) => (row.country !== null) === given)
    if (some.length === 0) continue
    const values = some.map((row) => sql`(${text(row.value)}, ${row.country === null ? sql`NULL` : text(row.country)})`)
    const condition = of.accepts(name('x'), duckdb, given ? name('c') : undefined)
    const read = await connection.runAndReadAll(
      `SELECT x, ${condition.text} FROM (VALUES ${join(values, sql`, `).text}) AS t(x, c)`,
    )
    for (const row of read.getRowsJson()) found.push([String(row[0]), row[1]])
  }
  return found
}

describe.each(STANDARDS.map((each) => [each.kind, each] as const))('%s', (_, each) => {
  it('accepts its examples', async () => {
    const found = await accepted(each, each.valid)
    expect(found.filter(([, is]) => is !== true)).toEqual([])
    expect(found.length).toBe(each.valid.length)
  })

  it('refuses its counterexamples, and says neither of NULL', async () => {
    expect((await accepted(each, each.invalid)).filter(([, is]) => is !== false)).toEqual([])
    const country = each.needsCountry ? text('DE') : undefined
    const read = await connection.runAndReadAll(
      `SELECT ${each.accepts(name('x'), duckdb, country).text} FROM (SELECT NULL::VARCHAR AS x)`,
    )
    expect(read.getRowsJson()).toEqual([[null]])
  })
})

it('has one entry for a kind, and every phrase once', () => {
  const phrases = STANDARDS.flatMap((each) => each.phrases)
  expect(phrases.filter((phrase, i) => phrases.indexOf(phrase) !== i)).toEqual([])
  expect(new Set(STANDARDS.map((each) => each.kind)).size).toBe(STANDARDS.length)
  expect(standard('iban')?.phrases[0]).toBe('an IBAN')
  expect(standard('nonsense')).toBeUndefined()
})
