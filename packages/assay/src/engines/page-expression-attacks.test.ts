import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { name } from '@assay/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from './duckdb.ts'
import type { Engine } from './engine.ts'
import { readPageExpression } from './page-expression.ts'

let engine: Engine
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-attacks-'))
  await writeFile(join(folder, 'secret.csv'), 'secret\ngold\n')
  // Not locked down: here nothing but the parse tree stands between the page and the files.
  engine = await openDuckdb({ threads: 1 })
  await engine.run(`CREATE TABLE t AS SELECT 1 AS price; SET VARIABLE path = '${join(folder, 'secret.csv')}'`)
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

const KINDS = ['condition', 'aggregate'] as const
const refusal = async (written: string, kind: (typeof KINDS)[number] = 'condition'): Promise<string> => {
  const read = await readPageExpression(engine, written, kind)
  return read.ok ? `passed as ${read.sql.with(read.sql.columns.map(name)).text}` : read.message
}

describe('files', () => {
  test.each([
    `(SELECT secret FROM read_csv('FOLDER/secret.csv'))`,
    `(SELECT secret FROM 'FOLDER/secret.csv')`,
    `(SELECT content FROM read_text('FOLDER/secret.csv'))`,
    `(FROM 'FOLDER/secret.csv')`,
    `(WITH x AS (FROM 'FOLDER/secret.csv') FROM x)`,
    `(TABLE 'FOLDER/secret.csv')`,
    `ARRAY(SELECT secret FROM 'FOLDER/secret.csv')[1]`,
    `CASE WHEN true THEN (SELECT secret FROM 'FOLDER/secret.csv') END`,
    `coalesce(NULL, (SELECT secret FROM 'FOLDER/secret.csv'))`,
    `{'a': (SELECT secret FROM 'FOLDER/secret.csv')}.a`,
    `max(secret) FROM 'FOLDER/secret.csv' --`,
    `max(secret) FROM 'FOLDER/secret.csv' /*`,
    `secret FROM 'FOLDER/secret.csv'; --`,
    `secret FROM 'FOLDER/secret.csv' UNION ALL SELECT NULL LIMIT 1 --`,
    `(SELECT content FROM read_text(getvariable('path')))`,
    `(SELECT any_value(secret) FROM query('FROM ''FOLDER/secret.csv'''))`,
  ])('cannot be read by %s', async (attack) => {
    const written = attack.replaceAll('FOLDER', folder)
    // The comment that never ends swallows nothing where the statement ends with it.
    const alone = written.endsWith('/*') ? written.slice(0, -2) : written
    const plain = await engine.query(`SELECT ${alone}`)
    expect(JSON.stringify(plain)).toContain('gold')
    for (const kind of KINDS) expect(await refusal(written, kind)).not.toMatch(/^passed/)
  })

  test.each([
    `1; COPY t TO 'FOLDER/out.csv'`,
    `1 FROM t; COPY t TO 'FOLDER/out.csv'; --`,
    `1; EXPORT DATABASE 'FOLDER/out'`,
    `1; ATTACH 'FOLDER/out.db'`,
    `1; CREATE TABLE u AS FROM t`,
    `1; DELETE FROM t`,
    `1; SET VARIABLE path = 1`,
  ])('cannot be written by %s', async (attack) => {
    for (const kind of KINDS) expect(await refusal(attack.replaceAll('FOLDER', folder), kind)).toMatch(/one expression/)
    expect(await readdir(folder)).toEqual(['secret.csv'])
    expect(await readFile(join(folder, 'secret.csv'), 'utf8')).toBe('secret\ngold\n')
    expect(await engine.query(`SELECT *, getvariable('path') IS NOT NULL AS kept FROM t`)).toEqual([
      { price: 1, kept: true },
    ])
  })
})

describe('one expression', () => {
  test.each([
    'price) + (price',
    'price, ',
    'ALL price',
    'DISTINCT price',
    'price FROM page_rows',
    'price FROM page_rows --',
    'price FROM page_rows; --',
    'price) FROM page_rows; --',
    'price) FROM page_rows /*',
    'price INTO x',
    'price WINDOW w AS ()',
    'price QUALIFY true',
    'price TABLESAMPLE 1%',
    'sum(price) OVER w',
    'price total',
    'x := price',
    'price;',
    ';',
    '--',
    '/*',
    '*/',
    '$$',
    '$x$',
    "E'\\",
    'price\0',
    '\u2028',
    'system.main.read_text(price)',
    'main.read_text(price)',
    'price.read_text()',
    '"read_text"(price)',
    'READ_TEXT(price)',
    'ｒead_text(price)',
    'price COLLATE NOCASE',
    'list_transform([1], lambda x: (SELECT x))[1]',
    'list_transform([1], x -> x)',
    '[x FOR x IN [1]]',
    'list_reduce([1], lambda a, b: a)',
    'price::secret.type',
    "price::ENUM('a')",
    'price IS OF (INTEGER)',
    'DEFAULT',
    'unnest([1, 2])',
    "json_serialize_sql('SELECT 1')",
    "list_aggregate([1], 'sum')",
    "json_transform('{}', '{}')",
    'range(1000000000000)',
    "repeat('x', 1000000000)",
    'currval(price)',
    'current_query()',
    'txid_current()',
    'sleep_ms(1000)',
    "write_log('x')",
    "error('x')",
    'upper(price) FILTER (WHERE true)',
    'upper(DISTINCT price)',
  ])('is not %j', async (written) => {
    for (const kind of KINDS) expect(await refusal(written, kind)).not.toMatch(/^passed/)
  })

  test('may carry a comment, which is not run', async () => {
    expect(await refusal('price > 1 -- dear')).toBe('passed as ((("price") > 1))')
    expect(await refusal('price /* FROM t */ > 1')).toBe('passed as ((("price") > 1))')
  })

  test('may name the things that the reading uses itself', async () => {
    expect(await refusal(`page_rows > 1 AND "page_column_0" = 'page_column_1'`)).toBe(
      `passed as (((("page_rows") > 1) AND (("page_column_0") = 'page_column_1')))`,
    )
  })
})

describe('what is refused is named', () => {
  test.each([
    ['read_csv(price)', 'the function `read_csv` is not allowed here'],
    ['substrin(price, 1)', 'the function `substrin` is not allowed here; did you mean `substring`?'],
    ['count(*) > 1', '`count(*)` looks at many rows, and a word is true or false of one; write it under `measures`'],
    ['now() > price', '`now()` reads the clock, and an old delivery would be judged by today'],
    ['price > current_date', '`current_date` reads the clock'],
    ['price >', 'the SQL cannot be read: it ends too early'],
    ['price > > 1', 'the SQL cannot be read: syntax error at or near ">"'],
    ['price, price', 'the SQL must be one expression, not 2 with a comma between them'],
    ['price AS p', 'without a name (AS) of its own'],
    ['price::BLOB', 'a CAST to BLOB is not allowed'],
    [`${'upper('.repeat(1200)}price${')'.repeat(1200)}`, 'the SQL is nested too deeply'],
    [`${'price + '.repeat(2000)}price`, 'the SQL has more than 10,000 characters'],
  ])('%.40s', async (written, message) => {
    expect(await refusal(written)).toContain(message)
  })

  test.each([
    ['price', '`price` stands outside of an aggregate'],
    ['sum(price) + price', '`price` stands outside of an aggregate'],
    ['sum(avg(price))', '`avg` stands inside of another aggregate'],
    ['1 + 1', 'a measure takes one number from all rows'],
  ])('%s, as a measure', async (written, message) => {
    expect(await refusal(written, 'aggregate')).toContain(message)
  })
})

describe('size', () => {
  const nested = (depth: number, head: (i: number) => string): string =>
    Array.from({ length: depth }, (_, i) => i).reduce(
      (inner, i) => `${head(i)} ${inner} WHEN 1 THEN 1 WHEN 2 THEN 2 END`,
      'price',
    )

  test.each(['CASE', 'case\n', 'CASE (', 'CASE/* when */', 'CASE\ufeff', 'CASE when\u00e9 +'])(
    'a CASE with a value, forty deep, is refused before the parser copies it 2^40 times: %j',
    async (head) => {
      const started = performance.now()
      expect(await refusal(`${nested(40, () => head)} = 1`)).toMatch(/too deep/)
      expect(performance.now() - started).toBeLessThan(2000)
    },
  )

  test('a CASE with conditions may be deep, and one with a value may have many branches', async () => {
    const branches = Array.from({ length: 200 }, (_, i) => `WHEN ${String(i)} THEN true`).join(' ')
    expect(await refusal(`CASE price ${branches} END`)).toMatch(/^passed/)
    const deep = Array.from({ length: 40 }).reduce<string>((inner) => `CASE WHEN price > 1 THEN ${inner} END`, 'true')
    expect(await refusal(deep)).toMatch(/^passed/)
  })
})

test('numbers and texts keep every digit and character', async () => {
  const exactly = async (literal: string): Promise<void> => {
    const [row] = await engine.query(
      `SELECT typeof(given) AS given_type, typeof(anew) AS anew_type, given IS NOT DISTINCT FROM anew AS same
       FROM (SELECT (${literal}) AS given, ${(await refusal(literal)).replace('passed as ', '')} AS anew)`,
    )
    expect(row).toEqual({ given_type: row?.['anew_type'], anew_type: row?.['given_type'], same: true })
  }
  for (const literal of [
    '9007199254740993',
    '170141183460469231731687303715884105727',
    '0.12345678901234567890',
    '1e999',
    '-1e5',
  ])
    await exactly(literal)
  const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => !each.includes('\0'))
  const literal = fc.oneof(
    text.map((each) => `'${each.replaceAll("'", "''")}'`),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (each === 0 ? '0e0' : each.toExponential())),
    fc.bigInt({ min: -(2n ** 126n), max: 2n ** 126n }).map(String),
    fc.constantFrom('true', 'false', 'NULL'),
  )
  await fc.assert(fc.asyncProperty(literal, exactly), { numRuns: 200, seed: 1 })
})
