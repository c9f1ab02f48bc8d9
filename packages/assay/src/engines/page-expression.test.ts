import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { name, sql } from '@assay/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from './duckdb.ts'
import type { Engine } from './engine.ts'
import { readPageExpression } from './page-expression.ts'

let engine: Engine
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-words-'))
  await writeFile(join(folder, 'secret.csv'), 'secret\ngold\n')
  engine = await openDuckdb()
  await engine.run(
    `CREATE TABLE t AS SELECT * FROM (VALUES (1, 'a', true, DATE '2024-01-31', {'city': 'Bonn'}), (2000, NULL, false, DATE '2024-02-29', {'city': NULL})) AS v(price, supplier, clicked, day, address)`,
  )
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

type Kind = 'condition' | 'aggregate'

async function values(written: string, kind: Kind): Promise<readonly unknown[]> {
  const read = await readPageExpression(engine, written, kind)
  if (!read.ok) throw new Error(read.message)
  const columns = read.sql.columns.map((column) =>
    column
      .split('.')
      .map((part) => name(part))
      .reduce((outer, inner) => sql`${outer}.${inner}`),
  )
  const rows = await engine.query(sql`SELECT ${read.sql.with(columns)} AS x FROM t`.text)
  return rows.map((row) => row.x)
}

describe('an expression that only computes', () => {
  test.each<readonly [string, readonly unknown[]]>([
    ['price > 1000 AND supplier IS NOT NULL', [false, false]],
    ['price BETWEEN 1 AND 5', [true, false]],
    ["supplier IN ('a', 'b') OR NOT clicked", [true, true]],
    ["CASE WHEN price > 10 THEN 'dear' ELSE 'cheap' END = 'dear'", [false, true]],
    ["regexp_matches(coalesce(supplier, ''), '^a$')", [true, false]],
    ['year(day) = 2024', [true, true]],
    ["address.city = 'Bonn'", [true, null]],
    ['TRY_CAST(supplier AS INTEGER) IS NULL', [true, true]],
    ['"price" * 2 > 100', [false, true]],
    ["supplier LIKE 'a%'", [true, null]],
  ])('%s', async (written, expected) => {
    expect(await values(written, 'condition')).toEqual(expected)
  })

  test.each<readonly [string, unknown]>([
    ['count(*) FILTER (WHERE clicked) / count(*)', 0.5],
    ['sum(price)', 2001],
    ['avg(price) - min(price)', 999.5],
    ['count(DISTINCT supplier)', 1],
  ])('%s, of all rows', async (written, expected) => {
    expect(await values(written, 'aggregate')).toEqual([expected])
  })

  test('names its columns', async () => {
    const read = await readPageExpression(engine, 'price > 1 AND address.city IS NULL', 'condition')
    expect(read.ok && [...read.sql.columns].sort()).toEqual(['address.city', 'price'])
  })
})

const ATTACKS = [
  '(SELECT 1)',
  'price > (SELECT max(price) FROM t)',
  "price IN (SELECT price FROM read_csv('secret.csv'))",
  'EXISTS (SELECT 1 FROM t)',
  'price = ANY (SELECT 1)',
  'ARRAY(SELECT 1) = [1]',
  "read_csv('secret.csv')",
  "read_text('/etc/passwd') IS NOT NULL",
  "read_blob('/etc/passwd') IS NOT NULL",
  "glob('/*') IS NOT NULL",
  "getenv('HOME') = 'x'",
  "getvariable('x') = 1",
  "current_setting('memory_limit') = 'x'",
  "nextval('s') = 1",
  "query('SELECT 1') = 1",
  "query_table('t') = 1",
  "sql_auto_complete('SEL') = 1",
  'pg_sleep(1) IS NULL',
  'random() > 0.5',
  "json_execute_serialized_sql('x') = 1",
  '1; DROP TABLE t',
  '1); DROP TABLE t; --',
  'true) FROM t; DELETE FROM t; SELECT (1',
  'true FROM t UNION SELECT secret FROM x',
  'true FROM t WHERE 1 = 1',
  'true, false',
  'true AS x',
  'true ORDER BY 1',
  'true LIMIT 1',
  'true GROUP BY ALL',
  "COPY t TO 'out.csv'",
  "ATTACH 'x.db'",
  'PRAGMA version',
  'INSTALL httpfs',
  'SET threads = 1',
  '*',
  't.*',
  'COLUMNS(*) > 1',
  '$1 = 1',
  '? = 1',
  '#1 = 1',
  'row_number() OVER () = 1',
  'list_transform([1], lambda x: (SELECT x))[1] = 1',
  "$$a$$ = (SELECT 'a')",
  'price > 1 -- and a comment\n UNION SELECT 1',
  "U&'\\0041' = (VALUES ('A'))",
  '',
  '   ',
  ')',
  '((((',
  "'",
  '"',
]

test.each(ATTACKS)('is refused as a condition and as a measure: %s', async (written) => {
  for (const kind of ['condition', 'aggregate'] as const) {
    const read = await readPageExpression(engine, written, kind)
    expect(read.ok).toBe(false)
    if (!read.ok) expect(read.message.length).toBeGreaterThan(5)
  }
})

test('a condition takes no aggregate', async () => {
  expect((await readPageExpression(engine, 'sum(price) > 1', 'condition')).ok).toBe(false)
})

test('an unknown function is named, with what was perhaps meant', async () => {
  const read = await readPageExpression(engine, "regexp_matchs(supplier, 'a')", 'condition')
  expect(read).toMatchObject({ ok: false })
  if (!read.ok) expect(read.message).toContain('regexp_matches')
})

test('deep nesting ends in an answer', async () => {
  const deep = `${'('.repeat(3000)}1${')'.repeat(3000)} = 1`
  expect(typeof (await readPageExpression(engine, deep, 'condition')).ok).toBe('boolean')
})

test('whatever is written, nothing is thrown, read or changed', async () => {
  const pieces = fc.constantFrom(
    'price',
    'supplier',
    '>',
    '1',
    "'a'",
    '(',
    ')',
    'SELECT',
    'FROM',
    't',
    'read_csv',
    'AND',
    ';',
    '--',
    '/*',
    '*/',
    ',',
    '*',
    'DROP TABLE t',
    'CASE',
    'WHEN',
    'END',
    '$$',
    '"',
    "'",
  )
  const written = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom<Kind>('condition', 'aggregate'), async (text, kind) => {
      const read = await readPageExpression(engine, text, kind)
      if (!read.ok) return
      const columns = read.sql.columns.map(() => sql`NULL`)
      expect(
        /\b(select|from|copy|attach|drop|delete|insert)\b/i.test(
          read.sql.with(columns).text.replace(/'[^']*'|"[^"]*"/g, ''),
        ),
      ).toBe(false)
    }),
    { numRuns: 500, seed: 1 },
  )
  expect(await engine.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 2 }])
  expect(await readdir(folder)).toEqual(['secret.csv'])
})
