import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBench } from '../reading.fixture.ts'
import type { Bench } from '../reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

let written = 0
async function readText(content: string | Uint8Array, more = {}, ending = 'csv') {
  const name = `t${String(written++)}.${ending}`
  await bench.write(name, content)
  const snapshot = await bench.read(name, more)
  return { snapshot, rows: await bench.rows(snapshot), names: snapshot.columns.map((column) => column.name), name }
}
async function failsOn(content: string | Uint8Array, more = {}) {
  const name = `t${String(written++)}.csv`
  await bench.write(name, content)
  return bench.fails(name, more)
}

describe('what is data and what is not', () => {
  test('all is text, a # begins no comment, and rows are numbered from 1', async () => {
    const { rows, snapshot } = await readText('id,n\n#1,2\n007,1e3\n')
    expect(rows).toEqual([
      { '@': 0, '#': 1, id: '#1', n: '2' },
      { '@': 0, '#': 2, id: '007', n: '1e3' },
    ])
    expect(snapshot.columns.map(({ type }) => type)).toEqual(['VARCHAR', 'VARCHAR'])
    expect(snapshot.files[0]).toMatchObject({ rows: 2, unreadable: 0, format: 'CSV, comma, header, UTF-8' })
  })

  test("Excel's line with the delimiter is no row and no header", async () => {
    for (const [content, ending] of [
      ['sep=;\r\na;b\r\n1;2,5\r\n', 'csv'],
      ['\ufeff"sep=|"\na|b\n1|2,5\n', 'csv'],
      ['SEP=\t\na\tb\n1\t2,5', 'tsv'],
    ] as const)
      expect((await readText(content, {}, ending)).rows).toEqual([{ '@': 0, '#': 1, a: '1', b: '2,5' }])
    const quoted = await readText('sep=;\na;b\n1;"2\n3"\n4;5;6\n')
    expect(quoted.rows).toEqual([{ '@': 0, '#': 1, a: '1', b: '2\n3' }])
    expect(quoted.snapshot).toMatchObject({ rows: 2, unreadable: 1 })
    expect((await readText('sep=x,n\n1,2\n')).names).toEqual(['sep=x', 'n'])
  })

  test('a header without rows is no failure', async () => {
    const { snapshot, names } = await readText('a,b\n')
    expect(names).toEqual(['a', 'b'])
    expect(snapshot.rows).toBe(0)
    expect((await readText('a,b')).snapshot.rows).toBe(0)
  })

  test('the last line needs no line end, and blank lines at the end are no rows', async () => {
    expect((await readText('a,b\n1,2')).rows).toHaveLength(1)
    expect((await readText('a,b\n1,2\n\n\n')).snapshot).toMatchObject({ rows: 1, unreadable: 0 })
    expect((await readText('a,b\r\n1,2\r\n\r\n')).snapshot).toMatchObject({ rows: 1, unreadable: 0 })
  })

  test('a blank line in the middle is an unreadable row, and a missing value in a file of one column', async () => {
    const { snapshot, rows } = await readText('a,b\n1,2\n\n3,4\n')
    expect(snapshot.unreadableRows).toMatchObject([{ row: 2, why: 'the line is blank' }])
    expect(rows.map((row) => row['#'])).toEqual([1, 3])
    expect((await readText('a\n1\n\n3\n')).rows.map((row) => row['a'])).toEqual(['1', null, '3'])
  })

  test.each([
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
    ['\r', 'CR'],
  ])('line ends %j', async (newline) => {
    const { rows } = await readText(['a,b', '1,"x,y"', '2,"say ""hi"""', ''].join(newline))
    expect(rows.map((row) => row['b'])).toEqual(['x,y', 'say "hi"'])
  })

  test('mixed line ends, line ends within quotes and blanks around quotes', async () => {
    const { rows } = await readText('a,b\r\n1,"x\r\ny"\n2,"p\rq"\n3, "r, s" \n')
    expect(rows.map((row) => row['b'])).toEqual(['x\r\ny', 'p\rq', 'r, s'])
  })

  test('blanks are kept in text, a quote within text is text', async () => {
    const { rows } = await readText('a,b\n 1 , x\n5" pipe,"  y "\n')
    expect(rows.map((row) => [row['a'], row['b']])).toEqual([
      [' 1 ', ' x'],
      ['5" pipe', '  y '],
    ])
  })
})

describe('dialect', () => {
  test.each([
    [';', 'semicolon'],
    ['\t', 'tab'],
    ['|', 'pipe'],
  ])('finds delimiter %j', async (delimiter, word) => {
    const { rows, snapshot } = await readText(`a${delimiter}b\n1,5${delimiter}2,5\n3,1${delimiter}4\n`)
    expect(rows.map((row) => row['a'])).toEqual(['1,5', '3,1'])
    expect(snapshot.files[0]?.format).toContain(word)
  })

  test('finds single quotes where they are clearly the quotes, and apostrophes are none', async () => {
    expect((await readText(`a,b\n'x, y','z'\n'it''s',2\n`)).rows.map((row) => row['a'])).toEqual(['x, y', "it's"])
    expect((await readText(`a,b\n'tis,x\n'twas,y\n`)).rows.map((row) => row['a'])).toEqual(["'tis", "'twas"])
  })

  test('a ragged file is not taken for one column', async () => {
    const { names, snapshot } = await readText('a,b,c\n1\n2\n3,4,5\n6\n')
    expect(names).toEqual(['a', 'b', 'c'])
    expect(snapshot).toMatchObject({ rows: 4, unreadable: 3 })
  })

  test('prose with commas below a header of one word is one column', async () => {
    const { rows } = await readText('comment\nfine\nwell, yes, it works\nno\nwell, no\n')
    expect(rows.map((row) => row['comment'])).toEqual(['fine', 'well, yes, it works', 'no', 'well, no'])
  })

  test('the page can set it', async () => {
    const set = await readText("a^b\n'x^y'^z\n", { delimiter: '^', quote: "'", header: false })
    expect(set.names).toEqual(['column 1', 'column 2'])
    expect(set.rows.map((row) => row['column 1'])).toEqual(['a', 'x^y'])
    expect((await readText('a;b\tc\n1;2\t3\n', { delimiter: 'tab' })).names).toEqual(['a;b', 'c'])
    expect((await failsOn('a,b\n', { delimiter: '||' })).message).toContain('expected one ASCII character')
  })
})

describe('rows that cannot be read', () => {
  test('ragged rows are counted and shown, and the others keep their numbers', async () => {
    const { snapshot, rows, name } = await readText('a,b\n1,2\n3\n4,5,6\n7,8\n')
    expect(snapshot).toMatchObject({ rows: 4, unreadable: 2 })
    expect(snapshot.unreadableRows).toEqual([
      { file: name, row: 2, why: 'it has 1 field, the header has 2', text: '3' },
      { file: name, row: 3, why: 'it has 3 fields, the header has 2', text: '4,5,6' },
    ])
    expect(rows.map((row) => [row['#'], row['a']])).toEqual([
      [1, '1'],
      [4, '7'],
    ])
  })

  test('a quote that is never closed costs one line, not the rest of the file', async () => {
    const { snapshot, rows } = await readText('a,b\n1,2\n"3,4\n5,6\n7,8\n')
    expect(snapshot.unreadableRows).toMatchObject([{ row: 2, why: 'a quote is opened and never closed', text: '"3,4' }])
    expect(rows.map((row) => row['#'])).toEqual([1, 3, 4])
  })

  test('text after a closing quote', async () => {
    const { snapshot, rows } = await readText('a,b\n"1"x,2\n"3\n"y,z\n5,6\n')
    expect(snapshot.unreadableRows.map(({ why }) => why)).toEqual([
      'there is text after a closing quote',
      'there is text after a closing quote',
      'a quote is opened and never closed',
    ])
    expect(rows.map((row) => [row['#'], row['a']])).toEqual([[4, '5']])
  })

  test('at most 1,000 are kept, all are counted', async () => {
    const { snapshot } = await readText(`a,b\n${'1\n'.repeat(1500)}2,3\n`)
    expect(snapshot).toMatchObject({ rows: 1501, unreadable: 1500 })
    expect(snapshot.unreadableRows).toHaveLength(1000)
  })

  test('of a long row, the first 200 characters', async () => {
    const { snapshot } = await readText(`a,b\n${'x'.repeat(5000)}\n1,2\n`)
    expect(snapshot.unreadableRows[0]?.text).toBe('x'.repeat(200))
  })
})

describe('columns', () => {
  test('that differ in case only are two columns', async () => {
    const { names, rows } = await readText('Name,name\nA,b\n')
    expect(names).toEqual(['Name', 'name'])
    expect(rows).toEqual([{ '@': 0, '#': 1, Name: 'A', name: 'b' }])
  })

  test('of one name are a failure that says both positions', async () => {
    const { code, message } = await failsOn('id,price,id\n1,2,3\n')
    expect(code).toBe('duplicate-column')
    expect(message).toMatch(/two columns named "id": column 1 and column 3/)
  })

  test('may have any name', async () => {
    const strange = [
      'select "a"; --',
      'two\nlines',
      'Größe',
      'Цена',
      '🙂',
      '__assay_row',
      'rowid',
      'f',
      'r',
      "it's",
      'a b',
    ]
    const header = strange.map((name) => `"${name.replaceAll('"', '""')}"`).join(',')
    const { names, rows } = await readText(`${header}\n${strange.map((_, i) => i).join(',')}\n`)
    expect(names).toEqual(strange)
    expect(strange.map((name) => rows[0]?.[name])).toEqual(strange.map((_, i) => String(i)))
    expect(rows[0]?.['#']).toBe(1)
  })

  test('without a name are named by position', async () => {
    expect((await readText('\n \n""\n1\n')).rows).toEqual([{ '@': 0, '#': 1, 'column 1': '1' }])
    expect((await readText('a,,c\n1,2,3\n')).names).toEqual(['a', 'column 2', 'c'])
  })

  test('5,000 of them', async () => {
    const line = (of: (i: number) => string) => Array.from({ length: 5000 }, (_, i) => of(i)).join(',')
    const { snapshot, rows } = await readText(`${line((i) => `n${String(i)}`)}\n${line(String)}\n${line(String)}\n`)
    expect(snapshot.columns).toHaveLength(5000)
    expect(rows[1]?.['n4999']).toBe('4999')
  })

  test('a header that cannot be read is a failure', async () => {
    expect((await failsOn('"a,b\n1,2\n')).message).toMatch(
      /The first line of t\d+\.csv cannot be read: a quote is opened/,
    )
  })
})

describe('encodings', () => {
  const text = 'Größe,Währung\n1,€\nzwölf,Ö🙂\n'
  const expected = [
    ['1', '€'],
    ['zwölf', 'Ö🙂'],
  ]
  const utf16be = (of: string) => Buffer.from(of, 'utf16le').swap16()
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE', utf16be(`\ufeff${text}`)],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', utf16be(text)],
  ])('%s', async (label, bytes) => {
    const { rows, snapshot } = await readText(bytes)
    expect(rows.map((row) => [row['Größe'], row['Währung']])).toEqual(expected)
    expect(snapshot.files[0]?.format).toContain(label)
    expect(snapshot.notes).toEqual([])
  })

  test('Windows-1252 is read with a note that says where it is no UTF-8', async () => {
    const { rows, snapshot } = await readText(
      Buffer.concat([Buffer.from('a,b\nx,'), Buffer.from([0x80, 0xf6, 0x81]), Buffer.from('\n')]),
    )
    expect(rows[0]?.['b']).toBe('€ö\u0081')
    expect(snapshot.notes[0]).toMatch(/not valid UTF-8 \(first at byte 7\), so it was read as Windows-1252/)
  })

  test('also where the first such byte comes after the first megabyte', async () => {
    const long = `a,b\n${'ä,2\n'.repeat(300_000)}`
    const { rows, snapshot } = await readText(
      Buffer.concat([Buffer.from(long), Buffer.from([0xe4]), Buffer.from(',3\n')]),
    )
    expect(snapshot.notes[0]).toContain(`first at byte ${String(Buffer.byteLength(long) + 1)}`)
    expect(rows).toHaveLength(300_001)
    expect(rows.at(-1)?.['a']).toBe('ä')
  })

  test('the page can set it, and what does not fit it is a failure', async () => {
    const { rows } = await readText(Buffer.from([0x61, 0x0a, 0xd6, 0xd0]), { encoding: 'gbk' })
    expect(rows[0]?.['a']).toBe('中')
    expect((await failsOn(Buffer.from([0x61, 0x0a, 0xe4]), { encoding: 'utf-8' })).message).toMatch(
      /not valid UTF-8.*byte 3/,
    )
    expect((await failsOn('a\n', { encoding: 'klingon' })).message).toContain('There is no encoding "klingon"')
  })

  test('UTF-16 that ends within a character is a failure', async () => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
    expect((await failsOn(bytes.subarray(0, bytes.length - 1))).message).toContain('not valid UTF-16LE')
  })
})

describe('extremes', () => {
  test('NUL bytes are kept as part of the text', async () => {
    const { rows } = await readText('a,b\nx\0y,2\n3,"z\0"\n')
    expect(rows.map((row) => [row['a'], row['b']])).toEqual([
      ['x\0y', '2'],
      ['3', 'z\0'],
    ])
  })

  test('NUL bytes in rows that are read from a clean copy are kept too', async () => {
    const { rows } = await readText('a,b\nx\0y,2\nragged\n')
    expect(rows.map((row) => row['a'])).toEqual(['x\0y'])
  })

  test.each([
    ['regular', ''],
    ['with a ragged row beside them', 'ragged\n'],
  ])('fields of 10 and 20 MB, %s', async (_, more) => {
    const ten = 'x'.repeat(10 << 20)
    const twenty = `"${'y,\n'.repeat(7 << 20)}"`
    const { snapshot } = await readText(`a,b\n1,${ten}\n${more}2,${twenty}\n`)
    const lengths = await bench.engine.query(`SELECT length(c1) AS n FROM ${snapshot.relation} ORDER BY __assay_row`)
    expect(lengths).toEqual([{ n: 10 << 20 }, { n: 21 << 20 }])
    expect(snapshot.unreadable).toBe(more === '' ? 0 : 1)
  })
})

test('several files are joined by the names of their columns', async () => {
  await bench.write('many/a.csv', 'id,name\n1,x\n')
  await bench.write('many/b.csv', 'name;extra;id\nragged\ny;e;2\n')
  await bench.write('many/c.csv', 'id,name\n3,z\n4,w\n')
  const snapshot = await bench.read('many')
  expect(await bench.rows(snapshot)).toEqual([
    { '@': 0, '#': 1, id: '1', name: 'x', extra: null },
    { '@': 1, '#': 2, id: '2', name: 'y', extra: 'e' },
    { '@': 2, '#': 1, id: '3', name: 'z', extra: null },
    { '@': 2, '#': 2, id: '4', name: 'w', extra: null },
  ])
  expect(snapshot).toMatchObject({ rows: 5, unreadable: 1 })
  expect(snapshot.notes).toEqual([
    'many/a.csv has no `extra`, and 1 more files lack columns; these are missing values there.',
  ])
  expect(snapshot.files.map(({ file, rows }) => [file, rows])).toEqual([
    ['many/a.csv', 1],
    ['many/b.csv', 2],
    ['many/c.csv', 2],
  ])
})
