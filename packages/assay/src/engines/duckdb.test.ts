import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '../failure.ts'
import { openDuckdb } from './duckdb.ts'
import type { Engine } from './engine.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openDuckdb({ threads: 2, memory: '500MB' })
})
afterEach(async () => {
  await engine.close()
})

const failure = async (work: Promise<unknown>): Promise<Failure> => {
  const cause = await work.then(
    () => new Error('nothing failed'),
    (thrown: unknown) => thrown,
  )
  if (cause instanceof Failure) return cause
  throw cause
}

describe('values', () => {
  test('lose no digit and no meaning', async () => {
    const [row] = await engine.query(`SELECT 1::BIGINT AS small, 9007199254740993::BIGINT AS big, 12::HUGEINT AS huge,
      170141183460469231731687303715884105727::HUGEINT AS hugest, 12.50::DECIMAL(10,2) AS dec,
      12345678901234567.89::DECIMAL(30,2) AS wide, 100::DECIMAL(5,0) AS hundred, 1.5::DOUBLE AS dbl, true AS yes, NULL AS nothing, 'a''b' AS txt,
      DATE '2024-01-31' AS day, TIMESTAMP '2024-01-31 17:30:05.25' AS ts, TIMESTAMPTZ '2024-01-31 17:30:05+02' AS tstz,
      TIME '17:30' AS clock, [1, NULL, 3] AS list, {'city': 'Ulm', 'n': [{'x': 1::BIGINT}]} AS struct, MAP {'k': 1} AS map`)
    expect(row).toEqual({
      small: 1,
      big: 9007199254740993n,
      huge: 12,
      hugest: 170141183460469231731687303715884105727n,
      dec: 12.5,
      wide: '12345678901234567.89',
      hundred: 100,
      dbl: 1.5,
      yes: true,
      nothing: null,
      txt: "a'b",
      day: '2024-01-31',
      ts: '2024-01-31T17:30:05.25',
      tstz: '2024-01-31T15:30:05Z',
      clock: '17:30:00',
      list: [1, null, 3],
      struct: { city: 'Ulm', n: [{ x: 1 }] },
      map: { k: 1 },
    })
  })

  test('the session is in UTC on every connection', async () => {
    const sql = `SELECT current_setting('TimeZone') AS zone`
    const all = await Promise.all([engine.query(sql), engine.query(sql), engine.query(sql)])
    expect(all.flat()).toEqual([{ zone: 'UTC' }, { zone: 'UTC' }, { zone: 'UTC' }])
  })

  test('describe gives names and types of tables and queries', async () => {
    await engine.run(`CREATE TABLE "a b" ("x;--" VARCHAR, s STRUCT(city VARCHAR, n BIGINT[]))`)
    expect(await engine.describe('"a b"')).toEqual([
      { name: 'x;--', type: 'VARCHAR' },
      { name: 's', type: 'STRUCT(city VARCHAR, n BIGINT[])' },
    ])
    expect(await engine.describe('(SELECT 1 AS one)')).toEqual([{ name: 'one', type: 'INTEGER' }])
  })
})

describe('stream', () => {
  test('gives all rows in chunks while other queries run', async () => {
    let rows = 0
    let chunks = 0
    for await (const chunk of engine.stream('SELECT range AS i FROM range(100000)')) {
      chunks += 1
      rows += chunk.length
      if (chunks === 3) expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    }
    expect(rows).toBe(100_000)
    expect(chunks).toBeGreaterThan(10)
  })

  test('can be left early', async () => {
    for await (const chunk of engine.stream('SELECT * FROM range(10000000)')) if (chunk.length > 0) break
    expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})

describe('failures', () => {
  test('carry the first line of the words of the engine', async () => {
    const { code, message } = await failure(engine.query('SELECT nope FROM range(3)'))
    expect(code).toBe('engine')
    expect(message).toMatch(/Binder Error.*"nope"/)
    expect(message).not.toContain('\n')
  })

  test('a query past its time is stopped, and the engine goes on', async () => {
    const slow = await openDuckdb({ timeoutSeconds: 0.2, threads: 1 })
    try {
      const started = performance.now()
      const sql = 'SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3'
      expect((await failure(slow.query(sql))).code).toBe('timeout')
      expect(performance.now() - started).toBeLessThan(5000)
      expect(await slow.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    } finally {
      await slow.close()
    }
  })

  test('a setting that does not exist fails without leaving a folder', async () => {
    expect((await failure(openDuckdb({ memory: 'plenty' }))).code).toBe('engine')
  })
})

test('what does not fit into memory spills into the folder of the engine', async () => {
  const small = await openDuckdb({ memory: '120MB', threads: 2 })
  try {
    await small.lockDown([])
    const rows = await small.query(
      `SELECT count(*) AS n FROM (SELECT range, 'text number ' || range AS t FROM range(3000000) ORDER BY hash(range))`,
    )
    expect(rows).toEqual([{ n: 3_000_000 }])
    await small.run(`CREATE TABLE big AS SELECT range, md5(range::VARCHAR) AS t FROM range(5000000)`)
    expect(existsSync(join(small.temporary, '..', 'spill'))).toBe(true)
  } finally {
    await small.close()
  }
  expect(existsSync(join(small.temporary, '..'))).toBe(false)
})

describe('locked down', () => {
  let folder: string
  let allowed: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-lock-test-'))
    allowed = join(folder, "it's data.csv")
    await writeFile(allowed, 'a,b\n1,2\n')
    await writeFile(join(folder, 'other.csv'), 'a,b\n1,2\n')
    await symlink('/etc/passwd', join(engine.temporary, 'link'))
    await engine.run('CREATE TABLE t AS SELECT 1 AS a')
    await engine.lockDown([allowed])
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  test('the allowed file and the own folder work', async () => {
    const path = allowed.replaceAll("'", "''")
    expect(await engine.query(`SELECT a FROM read_csv('${path}')`)).toEqual([{ a: 1 }])
    await engine.run(`COPY t TO '${join(engine.temporary, 'x.csv')}'`)
    expect(await readFile(join(engine.temporary, 'x.csv'), 'utf8')).toBe('a\n1\n')
    await engine.run('CREATE TABLE more AS SELECT 2 AS b')
  })

  const forbidden = [
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM read_csv('/etc/passwd')`,
    `SELECT * FROM '/etc/passwd'`,
    `SELECT * FROM glob('/etc/*')`,
    `SELECT * FROM read_text('TEMPORARY/../../etc/passwd')`,
    `SELECT * FROM read_text('TEMPORARY/link')`,
    `SELECT * FROM read_csv('FOLDER/other.csv')`,
    `COPY t TO 'FOLDER/out.csv'`,
    `COPY t TO '/tmp/assay-out.csv'`,
    `EXPORT DATABASE 'FOLDER/export'`,
    `ATTACH 'FOLDER/x.db'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `LOAD '/tmp/x.duckdb_extension'`,
    `SELECT * FROM read_csv('http://localhost:1/x.csv')`,
    `SET enable_external_access = true`,
    `SET allowed_directories = ['/']`,
    `SET lock_configuration = false`,
    `SET memory_limit = '100GB'`,
    `RESET lock_configuration`,
  ]
  test.each(forbidden)('refuses %s', async (sql) => {
    const written = sql.replaceAll('FOLDER', folder).replaceAll('TEMPORARY', engine.temporary)
    const { code, message } = await failure(engine.query(written))
    expect(code).toBe('engine')
    expect(message).toMatch(/disabled|locked|Cannot|does not exist/)
  })
})
