import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBench } from './reading.fixture.ts'
import type { Bench } from './reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

async function make(name: string, select: string, options = '') {
  await bench.write(name, '')
  await bench.engine.run(`COPY (${select}) TO '${join(bench.folder, name)}' (FORMAT parquet${options})`)
}

test('types and nested fields stay, rows are numbered', async () => {
  await make(
    'a.parquet',
    `SELECT range AS id, {'city': 'Ulm', 'n': [range]} AS address, DATE '2024-01-01' AS day FROM range(3)`,
  )
  const snapshot = await bench.read('a.parquet')
  expect(snapshot.columns.map(({ name, type }) => [name, type])).toEqual([
    ['id', 'BIGINT'],
    ['address', 'STRUCT(city VARCHAR, n BIGINT[])'],
    ['day', 'DATE'],
  ])
  expect(snapshot).toMatchObject({ rows: 3, unreadable: 0, notes: [], files: [{ format: 'Parquet' }] })
  expect((await bench.rows(snapshot))[2]).toEqual({
    '@': 0,
    '#': 3,
    id: 2,
    address: { city: 'Ulm', n: [2] },
    day: '2024-01-01',
  })
})

test('several files are joined by name, and folders add columns', async () => {
  await make('m/day=2024-02-02/a.parquet', `SELECT 1 AS id, 'x' AS only_here`)
  await make('m/day=2024-02-01/b.parquet', 'SELECT range + 10 AS id FROM range(2)')
  const snapshot = await bench.read('m')
  expect(await bench.rows(snapshot)).toEqual([
    { '@': 0, '#': 1, id: 10, only_here: null, day: '2024-02-01' },
    { '@': 0, '#': 2, id: 11, only_here: null, day: '2024-02-01' },
    { '@': 1, '#': 1, id: 1, only_here: 'x', day: '2024-02-02' },
  ])
  expect(snapshot.files.map(({ file, rows }) => [file, rows])).toEqual([
    ['m/day=2024-02-01/b.parquet', 2],
    ['m/day=2024-02-02/a.parquet', 1],
  ])
  expect(snapshot.notes).toEqual(['m/day=2024-02-01/b.parquet has no `only_here`; these are missing values there.'])
})

test('columns named like the numbers of file and row are columns', async () => {
  await make(
    'n.parquet',
    `SELECT 'x' AS file_row_number, 'y' AS File_Index, 'z' AS filename, 'w' AS rowid FROM range(2)`,
  )
  expect(await bench.rows(await bench.read('n.parquet'))).toEqual(
    [1, 2].map((row) => ({ '@': 0, '#': row, file_row_number: 'x', File_Index: 'y', filename: 'z', rowid: 'w' })),
  )
  await make('o.parquet', `SELECT 'z' AS filename, 'w' AS rowid, 'v' AS "select ""a""; --", 'u' AS __assay_row`)
  expect(await bench.rows(await bench.read('o.parquet'))).toEqual([
    { '@': 0, '#': 1, filename: 'z', rowid: 'w', 'select "a"; --': 'v', __assay_row: 'u' },
  ])
})

describe('damage', () => {
  test('cut at any byte is a failure', async () => {
    await make('whole.parquet', 'SELECT range AS id FROM range(50)')
    const whole = await readFile(join(bench.folder, 'whole.parquet'))
    for (let cut = 1; cut < whole.length; cut++) {
      await bench.write('cut.parquet', whole.subarray(0, cut))
      const { code } = await bench.fails('cut.parquet')
      expect([cut, code]).toEqual([cut, cut < 4 ? 'not-what-it-says' : 'cut-off'])
    }
  })

  test('a footer that is nonsense is a failure with the name of the file', async () => {
    await make('sound.parquet', 'SELECT range AS id FROM range(50)')
    const bytes = await readFile(join(bench.folder, 'sound.parquet'))
    await bench.write('wrong.parquet', bytes.fill(0x55, bytes.length - 40, bytes.length - 8))
    const { code, message } = await bench.fails('wrong.parquet')
    expect(code).toBe('damaged')
    expect(message).toMatch(/^wrong\.parquet is damaged/)
  })

  test('files whose types do not fit together', async () => {
    await make('t/a.parquet', 'SELECT 1 AS x')
    await make('t/b.parquet', `SELECT {'y': 1} AS x`)
    expect((await bench.fails('t')).message).toMatch(
      /The Parquet files do not fit together: `x` is INTEGER in t\/a\.parquet and STRUCT\(y INTEGER\) in all files together/,
    )
    await make('u/a.parquet', 'SELECT 1 AS x')
    await make('u/b.parquet', `SELECT 'y' AS x`)
    const snapshot = await bench.read('u')
    expect(snapshot.notes).toEqual([
      '`x` is INTEGER in u/a.parquet and VARCHAR in all files together; it was read as VARCHAR.',
    ])
    expect((await bench.rows(snapshot)).map((row) => row['x'])).toEqual(['1', 'y'])
  })

  test('two columns of one name', async () => {
    await make('d/a.parquet', 'SELECT 1 AS x')
    await make('d/b.parquet', 'SELECT 1 AS "Name", 2 AS nbme')
    const path = join(bench.folder, 'd/b.parquet')
    const bytes = Buffer.from((await readFile(path)).toString('latin1').replaceAll('nbme', 'name'), 'latin1')
    await bench.write('d/b.parquet', bytes)
    const single = await bench.read('d/b.parquet')
    expect(await bench.rows(single)).toEqual([{ '@': 0, '#': 1, Name: 1, name: 2 }])
    expect((await bench.fails('d')).message).toContain(
      'd/b.parquet has two columns of one name: column 1 "Name" and column 2 "name"',
    )
    await bench.write('e.parquet', Buffer.from(bytes.toString('latin1').replaceAll('Name', 'name'), 'latin1'))
    expect((await bench.fails('e.parquet')).message).toContain('column 1 "name" and column 2 "name"')
  })
})

test('a scan that asks for neither file nor row reads only its columns, and filters reach the file', async () => {
  await make(
    'big.parquet',
    `SELECT range AS id, 'text ' || range AS t, range % 7 AS d FROM range(300000)`,
    ', ROW_GROUP_SIZE 30000',
  )
  const { relation } = await bench.read('big.parquet')
  const explain = async (sql: string) => JSON.stringify(await bench.engine.query(`EXPLAIN ${sql}`))
  const plain = await explain(`SELECT sum(c0) FROM ${relation}`)
  expect(plain).not.toMatch(/file_row_number|file_index/)
  expect(plain).not.toMatch(/Projections:[^│]*\bt\b/)
  expect(await explain(`SELECT c1 FROM ${relation} WHERE c0 > 299990`)).toMatch(/Filters:[\s\S]*id\s*>\s*299990/)
})
