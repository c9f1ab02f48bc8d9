import { execFileSync } from 'node:child_process'
import { chmod, mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { globToRegExp } from './glob.ts'
import { openBench } from './reading.fixture.ts'
import type { Bench } from './reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())
beforeEach(async () => {
  await rm(bench.folder, { recursive: true })
  await mkdir(bench.folder)
})

describe('which files', () => {
  beforeEach(async () => {
    for (const name of [
      'in/b.csv',
      'in/a.csv',
      'in/sub/c.csv',
      'in/.hidden.csv',
      'in/_SUCCESS',
      'in/_tmp/x.csv',
      'in/a.csv.crc',
      'other/d.csv',
    ])
      await bench.write(name, 'id\n1\n')
  })
  const names = async (source: string) => (await bench.read(source)).files.map(({ file }) => file)

  test.each([
    ['in/a.csv', ['in/a.csv']],
    ['in', ['in/a.csv', 'in/b.csv', 'in/sub/c.csv']],
    ['in/', ['in/a.csv', 'in/b.csv', 'in/sub/c.csv']],
    ['in/*.csv', ['in/a.csv', 'in/b.csv']],
    ['in/**/*.csv', ['in/a.csv', 'in/b.csv', 'in/sub/c.csv']],
    ['in/{a,sub/c}.csv', ['in/a.csv', 'in/sub/c.csv']],
    ['in/[!b].csv', ['in/a.csv']],
    ['*/?.csv', ['in/a.csv', 'in/b.csv', 'other/d.csv']],
  ])('%s', async (source, expected) => {
    expect(await names(source)).toEqual(expected)
  })

  test('a name with the characters of a pattern is a name if there is such a file', async () => {
    await bench.write('in/odd[1]{x}*.csv', 'id\n7\n')
    expect(await names('in/odd[1]{x}*.csv')).toEqual(['in/odd[1]{x}*.csv'])
    expect(await bench.rows(await bench.read('in/odd[1]{x}*.csv'))).toEqual([{ '@': 0, '#': 1, id: '7' }])
  })

  test('an absolute path', async () => {
    expect(await names(join(bench.folder, 'in/a.csv'))).toEqual([join(bench.folder, 'in/a.csv')])
  })

  test('a link to a file is followed, a link in a circle is not', async () => {
    await symlink(join(bench.folder, 'other/d.csv'), join(bench.folder, 'in/link.csv'))
    await symlink(join(bench.folder, 'in'), join(bench.folder, 'in/circle'))
    expect(await names('in')).toEqual(['in/a.csv', 'in/b.csv', 'in/link.csv', 'in/sub/c.csv'])
  })
})

test('patterns', () => {
  const matches = (pattern: string, path: string) => globToRegExp(pattern).test(path)
  expect(matches('/a/*.csv', '/a/b.csv')).toBe(true)
  expect(matches('/a/*.csv', '/a/.b.csv')).toBe(false)
  expect(matches('/a/*.csv', '/a/b/c.csv')).toBe(false)
  expect(matches('/a/**', '/a/b/c.csv')).toBe(true)
  expect(matches('/a/**/c.csv', '/a/c.csv')).toBe(true)
  expect(matches('/a/b+(1).csv', '/a/b+(1).csv')).toBe(true)
  expect(matches('/a/b.csv', '/a/bxcsv')).toBe(false)
  expect(matches('/a/{x,y{1,2}}.csv', '/a/y2.csv')).toBe(true)
  expect(matches('/a/{x,y}.csv', '/a/x.csvz')).toBe(false)
  expect(matches('/a/[a-c]?.csv', '/a/bz.csv')).toBe(true)
  expect(matches('/a/[!a-c].csv', '/a/b.csv')).toBe(false)
})

describe('what folder names say', () => {
  test('is a column of text, decoded, with Hive’s name of a missing value', async () => {
    await bench.write('d/day=2024-01-31/city=K%C3%B6ln/x.csv', 'n\n1\n')
    await bench.write('d/day=2024-02-01/city=__HIVE_DEFAULT_PARTITION__/x.csv', 'n\n2\n')
    expect(await bench.rows(await bench.read('d'))).toEqual([
      { '@': 0, '#': 1, n: '1', day: '2024-01-31', city: 'Köln' },
      { '@': 1, '#': 1, n: '2', day: '2024-02-01', city: null },
    ])
  })

  test('gives way to a column of the files', async () => {
    await bench.write('d/n=9/x.csv', 'n\n1\n')
    const snapshot = await bench.read('d/**/*.csv')
    expect(await bench.rows(snapshot)).toEqual([{ '@': 0, '#': 1, n: '1' }])
    expect(snapshot.notes).toEqual(['The folders say a `n` as well; the column of the files was used.'])
  })

  test('works the same for JSON', async () => {
    await bench.write('d/day=1/x.ndjson', '{"a":1}\n')
    await bench.write('d/x.ndjson', '{"a":2}\n')
    expect(await bench.rows(await bench.read('d'))).toEqual([
      { '@': 0, '#': 1, a: 1, day: '1' },
      { '@': 1, '#': 1, a: 2, day: null },
    ])
  })
})

describe('no data', () => {
  const message = async (source: string) => {
    const { message: words, next = '' } = await bench.fails(source)
    return `${words} ${next}`
  }

  test('a file that is not there, with what may have been meant', async () => {
    await bench.write('orders.csv', 'a\n')
    expect(await message('order.csv')).toMatch(
      /There is no file order\.csv \(looked for .*\)\. Did you mean orders\.csv\?/,
    )
    expect(await message('zzzzzzzz.txt')).toMatch(/has orders\.csv\./)
    expect(await message('nowhere/x.csv')).toMatch(/there is no folder .*nowhere/)
    expect(await message('orders.csv/x.csv')).toMatch(/There is no file/)
  })

  test('a pattern that matches nothing, with what lies there', async () => {
    await bench.write('in/a.json', '[]')
    expect(await message('in/*.csv')).toMatch(/No file matches in\/\*\.csv; the folder .*in has a\.json\./)
    expect(await message('out/*.csv')).toMatch(/No file matches out\/\*\.csv: there is no folder .*out/)
  })

  test('a folder with nothing in it, or only hidden files', async () => {
    await mkdir(join(bench.folder, 'none'))
    expect(await message('none')).toMatch(/The folder none has no data in it\./)
    await bench.write('none/.gitkeep', '')
    expect(await message('none')).toMatch(/no data in it, only hidden files/)
  })

  test.each(['x.csv', 'x.json', 'x.ndjson', 'x.parquet', 'x.xlsx', 'x.csv.gz', 'x'])(
    'an empty file %s',
    async (name) => {
      await bench.write(name, '')
      expect(await message(name)).toMatch(/is empty: it has no bytes/)
    },
  )

  test('an empty file inside gzip, and a file of blanks', async () => {
    await bench.write('x.csv.gz', gzipSync(''))
    expect(await message('x.csv.gz')).toMatch(/x\.csv\.gz is empty/)
    await bench.write('x.csv', '\n\n \n')
    expect(await message('x.csv')).toMatch(/x\.csv is empty: it has only blank lines/)
    await bench.write('x.json', ' \n')
    expect(await message('x.json')).toMatch(/x\.json is empty: it has only blanks/)
  })

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    await bench.write('secret.csv', 'a\n')
    await chmod(join(bench.folder, 'secret.csv'), 0)
    expect(await message('secret.csv')).toMatch(/secret\.csv cannot be read: this user may not read it/)
  })

  test('something that is neither file nor folder', async () => {
    execFileSync('mkfifo', [join(bench.folder, 'pipe.csv')])
    expect(await message('pipe.csv')).toMatch(/pipe\.csv is neither a file nor a folder/)
  })
})

describe('a file that is not what its name says', () => {
  const parquet = Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(40, 7), Buffer.from('PAR1')])
  const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('[Content_Types].xml xl/')])
  const junk = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * i * 31 + i * 7) % 256))
  test.each<[string, string | Buffer, RegExp]>([
    ['a.csv', parquet, /found Parquet, expected delimited text/],
    ['b.csv', gzipSync('a,b\n'), /found gzip-compressed content, expected plain delimited text/],
    ['c.csv', '<!DOCTYPE html><html>', /found an HTML page, expected delimited text/],
    ['d.csv', zip, /found an Excel workbook \(\.xlsx\), expected delimited text/],
    ['e.parquet', 'a,b\n1,2\n', /found delimited text, expected Parquet/],
    ['f.csv.gz', 'a,b\n1,2\n', /found content that is not compressed, expected gzip-compressed delimited text/],
    ['g.csv.zst', gzipSync('a,b\n'), /found gzip-compressed content, expected zstd-compressed/],
    ['h.csv', junk, /found binary data, expected delimited text/],
    ['i.json', 'a,b\n1,2\n', /found text that begins with "a,b\\n1,2", expected JSON/],
    ['j.csv', '[{"a":1}]', /found JSON, expected delimited text/],
    ['k.xlsx', 'a,b\n', /found delimited text, expected an Excel workbook/],
    ['l.csv', '%PDF-1.7 ...', /found a PDF, expected delimited text/],
    ['m.csv', '<?xml version="1.0"?><a/>', /found XML/],
    ['n.csv', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)]), /found a ZIP archive/],
    ['o.parquet.gz', gzipSync(parquet), /Parquet inside gzip/],
    ['p.xlsx', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(60)]), /found an old Excel workbook/],
  ])('%s', async (name, content, expected) => {
    await bench.write(name, content)
    const { code, message } = await bench.fails(name)
    expect(message).toMatch(expected)
    expect(message).toContain(name)
    expect(code).toBe('not-what-it-says')
  })

  test('a name that says nothing is no lie', async () => {
    await bench.write('data', 'a,b\n1,2\n')
    await bench.write('records.txt', '{"a":1}\n')
    expect((await bench.read('data')).rows).toBe(1)
    expect((await bench.read('records.txt')).columns).toMatchObject([{ name: 'a', type: 'BIGINT' }])
  })

  test('files of two formats are no source', async () => {
    await bench.write('mix/a.csv', 'a\n1\n')
    await bench.write('mix/b.json', '[{"a":1}]')
    expect((await bench.fails('mix')).message).toMatch(
      /must be of one format: mix\/a\.csv is delimited, mix\/b\.json is json/,
    )
  })
})

describe('the fingerprint', () => {
  test('is of contents and names, and of nothing else', async () => {
    await bench.write('a.csv', 'a\n1\n')
    const first = await (await bench.read('a.csv')).fingerprint()
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    await bench.write('a.csv', 'a\n1\n')
    expect(await (await bench.read('a.csv')).fingerprint()).toBe(first)
    await bench.write('a.csv', 'a\n2\n')
    expect(await (await bench.read('a.csv')).fingerprint()).not.toBe(first)
    await bench.write('b.csv', 'a\n1\n')
    expect(await (await bench.read('b.csv')).fingerprint()).not.toBe(first)
  })
})

test('a snapshot can still be read after the engine is locked down', async () => {
  const own = await openBench()
  try {
    await own.write('a[1].csv', 'a,b\n1,2\nragged\n')
    await own.engine.run(`COPY (SELECT 1 AS b) TO '${join(own.folder, 'b[1].parquet')}'`)
    const csv = await own.read('a[1].csv')
    const parquet = await own.read('b[1].parquet')
    await own.engine.lockDown([join(own.folder, 'b[1].parquet')])
    expect(await own.rows(csv)).toHaveLength(1)
    expect(await own.rows(parquet)).toEqual([{ '@': 0, '#': 1, b: 1 }])
  } finally {
    await own.close()
  }
})
