import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '../reading.fixture.ts'
import type { Bench } from '../reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '1', ' ', ',', ';', '"', "'", '\n', '\r', '\t', '|', '#', 'ä', '🙂', '\\', '\0'),
    maxLength: 8,
  }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.integer().map(String),
)
const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }),
  }),
)
const writing = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  mark: fc.boolean(),
  utf16: fc.boolean(),
  gzip: fc.boolean(),
  closed: fc.boolean(),
  ragged: fc.array(fc.nat({ max: 12 }), { maxLength: 2 }),
})

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

test('a table that is written in any dialect is read back, row by row', async () => {
  let number = 0
  const property = fc.asyncProperty(table, writing, async ({ width, rows }, how) => {
    const names = Array.from({ length: width }, (_, i) => `n${String(i)}`)
    const must = (text: string) => how.quoteAll || text === '' || /["'\r\n\t,;| ]|^#/.test(text)
    const line = (fields: readonly string[]) =>
      fields.map((text) => (must(text) ? quoted(text) : text)).join(how.delimiter)
    const ragged = width === 1 ? [] : [...new Set(how.ragged)].filter((at) => at < rows.length)
    const lines = rows.map((row, i) => line(ragged.includes(i) ? [...row, 'more'] : row))
    const text = [names.join(how.delimiter), ...lines].join(how.newline) + (how.closed ? how.newline : '')
    const marked = how.mark || how.utf16 ? `\ufeff${text}` : text
    const bytes = Buffer.from(marked, how.utf16 ? 'utf16le' : 'utf8')
    const name = `f${String(number++)}.csv${how.gzip ? '.gz' : ''}`
    await bench.write(name, how.gzip ? gzipSync(bytes) : bytes)
    const snapshot = await bench.read(name, { delimiter: how.delimiter, quote: '"' })
    const found = await bench.rows(snapshot)
    const expected = rows.flatMap((row, i) => (ragged.includes(i) ? [] : [[i + 1, ...row.map((text) => text || null)]]))
    expect(found.map((row) => [row['#'], ...names.map((of) => row[of] || null)])).toEqual(expected)
    expect(snapshot.unreadableRows.map(({ row }) => row)).toEqual(ragged.map((at) => at + 1).sort((a, b) => a - b))
  })
  await fc.assert(property, { numRuns: 300 })
})
