import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineValue } from '../../engines/engine.ts'
import { openBench } from '../reading.fixture.ts'
import type { Bench } from '../reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

let written = 0
async function readText(content: string | Uint8Array, ending = 'ndjson') {
  const name = `t${String(written++)}.${ending}`
  await bench.write(name, content)
  const snapshot = await bench.read(name)
  const types = Object.fromEntries(snapshot.columns.map((column) => [column.name, column.type]))
  return { snapshot, types, rows: await bench.rows(snapshot) }
}
async function failsOn(content: string | Uint8Array, ending = 'json') {
  const name = `t${String(written++)}.${ending}`
  await bench.write(name, content)
  return bench.fails(name)
}
const values = (rows: readonly Record<string, EngineValue>[], key: string) => rows.map((row) => row[key])

describe('layouts', () => {
  const three = [{ a: 1 }, { a: 2 }, { a: 3 }]
  const lines = three.map((record) => JSON.stringify(record))
  test.each([
    ['one record on each line', lines.join('\n')],
    ['one record on each line', `${lines.join('\r\n\r\n')}\r\n`],
    ['one record on each line', `\ufeff${lines.join('\n')}`],
    ['a list of records', JSON.stringify(three)],
    ['a list of records', ` ${JSON.stringify(three, null, 2)}\n`],
    ['a list of records', `[\n${lines.join(',\n')}\n]`],
    ['records one after another', three.map((record) => JSON.stringify(record, null, 2)).join('\n')],
  ])('%s', async (words, text) => {
    for (const ending of ['json', 'ndjson']) {
      const { rows, snapshot, types } = await readText(text, ending)
      expect(rows.map((row) => [row['#'], row['a']])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ])
      expect(types).toEqual({ a: 'BIGINT' })
      expect(snapshot.files[0]?.format).toBe(`JSON, ${words}, UTF-8`)
    }
  })

  test('an empty list is no record', async () => {
    expect((await readText('[]', 'json')).snapshot).toMatchObject({ rows: 0, columns: [] })
  })

  test('brackets, quotes and commas within texts', async () => {
    const record = { a: 'x"},{[\\', 'b,"': ['}', ']'] }
    expect((await readText(JSON.stringify([record, record], null, 1), 'json')).rows).toMatchObject([record, record])
  })
})

describe('records that cannot be read', () => {
  test('a bad line costs itself and no neighbour', async () => {
    const { rows, snapshot } = await readText('{"a":1}\n{"a":2\n{"a":3}\nnonsense\n[1]\n7\nnull\n{"a":8}\n')
    expect(rows.map((row) => [row['#'], row['a']])).toEqual([
      [1, 1],
      [3, 3],
      [8, 8],
    ])
    expect(snapshot).toMatchObject({ rows: 8, unreadable: 5 })
    expect(snapshot.unreadableRows.map(({ row, why }) => [row, why.replace(/:.*/, '')])).toEqual([
      [2, 'it is not valid JSON'],
      [4, 'it is not valid JSON'],
      [5, 'it is a list, not an object'],
      [6, 'it is a number, not an object'],
      [7, 'it is null, not an object'],
    ])
    expect(snapshot.unreadableRows[0]?.text).toBe('{"a":2')
  })

  test('also the first line, and one in a list', async () => {
    expect(values((await readText('{"a":\n{"a":2}\n{"a":3}\n')).rows, 'a')).toEqual([2, 3])
    const { rows, snapshot } = await readText('[{"a":1},{"a":},{"a":3}, 4]', 'json')
    expect(values(rows, '#')).toEqual([1, 3])
    expect(snapshot.unreadable).toBe(2)
  })

  test('a key that stands twice, or half a character', async () => {
    const { snapshot, rows } = await readText('{"a":1,"a":2}\n{"b":{"x":1,"x":1}}\n{"a":"\\ud83d"}\n{"a":"::{}"}\n')
    expect(snapshot.unreadableRows.map(({ why }) => why)).toEqual([
      'a key stands twice in one object',
      'a key stands twice in one object',
      'it has half a character (one of a pair of \\u escapes)',
    ])
    expect(values(rows, 'a')).toEqual(['::{}'])
  })

  test('a list that is cut off at any byte is a failure', async () => {
    const whole = JSON.stringify([{ a: 1, b: 'x' }, { a: 2 }])
    for (let cut = 1; cut < whole.length; cut++)
      expect([cut, (await failsOn(whole.slice(0, cut))).code]).toEqual([cut, 'cut-off'])
    expect((await failsOn(`${whole} {"a":1}`)).code).toBe('damaged')
  })

  test('lines that are cut off have an unreadable last row', async () => {
    expect((await readText('{"a":1}\n{"a":2}\n{"a"')).snapshot).toMatchObject({ rows: 3, unreadable: 1 })
  })

  test('a file without one record that can be read is a failure', async () => {
    expect((await failsOn('[1,2,3]')).message).toMatch(
      /has no record that can be read\. The first: it is a number, not an object/,
    )
    expect((await failsOn('{"a":1,,}', 'ndjson')).message).toMatch(/Expected a list of objects/)
  })
})

describe('types', () => {
  test.each([
    ['["x","y"]', 'VARCHAR', ['x', 'y']],
    ['[1,2]', 'BIGINT', [1, 2]],
    ['[1,2.5]', 'DOUBLE', [1, 2.5]],
    ['[true,null]', 'BOOLEAN', [true, null]],
    ['[null,null]', 'VARCHAR', [null, null]],
    ['[9007199254740993,-9223372036854775808]', 'BIGINT', [9007199254740993n, -9223372036854775808n]],
    ['[9223372036854775808,1]', 'VARCHAR', ['9223372036854775808', '1']],
    ['[9007199254740993,0.5]', 'VARCHAR', ['9007199254740993', '0.5']],
    ['[1e400,1]', 'VARCHAR', ['1e400', '1']],
    ['[1e300,0.1]', 'DOUBLE', [1e300, 0.1]],
    ['["9007199254740993","x"]', 'VARCHAR', ['9007199254740993', 'x']],
    ['[3,"x"]', 'VARCHAR', ['3', 'x']],
    ['[true,1.5]', 'VARCHAR', ['true', '1.5']],
    ['[{"b":1},"x"]', 'VARCHAR', ['{"b":1}', 'x']],
    ['[{"b":12345678901234567890},[1]]', 'VARCHAR', ['{"b":12345678901234567890}', '[1]']],
    ['[[1,2],[]]', 'BIGINT[]', [[1, 2], []]],
    ['[[1,"x"],null]', 'VARCHAR[]', [['1', 'x'], null]],
    ['[[],null]', 'VARCHAR[]', [[], null]],
    [
      '[{"b":1},{"c":[{"d":"x"}]}]',
      'STRUCT(b BIGINT, c STRUCT(d VARCHAR)[])',
      [
        { b: 1, c: null },
        { b: null, c: [{ d: 'x' }] },
      ],
    ],
    ['[{},{}]', 'VARCHAR', ['{}', '{}']],
    ['[{"B":1,"b":2},null]', 'VARCHAR', ['{"B":1,"b":2}', null]],
    ['[{"":1},null]', 'VARCHAR', ['{"":1}', null]],
    ['["2024-01-01"," 1 "]', 'VARCHAR', ['2024-01-01', ' 1 ']],
    ['["x\\u0000y","\\ud83d\\ude00"]', 'VARCHAR', ['x\0y', '😀']],
  ])('%s', async (list, type, expected) => {
    const lines = (JSON.parse(list) as unknown[]).map((_, i) => `{"a":${elementTexts(list)[i] ?? ''}}`)
    const { types, rows, snapshot } = await readText(lines.join('\n'))
    expect(snapshot.unreadable).toBe(0)
    const found = await bench.engine.describe(snapshot.relation)
    expect(found[0]?.type).toBe(type)
    expect(types['a']?.replaceAll('"', '')).toBe(type)
    expect(values(rows, 'a')).toEqual(expected)
  })

  test('different kinds in one column are said', async () => {
    expect((await readText('{"a":1,"b":1}\n{"a":"x","b":2}')).snapshot.notes).toEqual([
      'Values of different kinds were all kept as text in `a`.',
    ])
  })

  test('objects with very many keys are text', async () => {
    const map = Object.fromEntries(Array.from({ length: 1200 }, (_, i) => [`id${String(i)}`, i]))
    expect((await readText(JSON.stringify({ map }))).types).toEqual({ map: 'VARCHAR' })
  })
})

/** The texts of the elements of a JSON list, as they are written. */
function elementTexts(list: string): string[] {
  const found: string[] = []
  for (let from = 1; from < list.length;) {
    let end = from + 1
    while (!((list[end] === ',' || list[end] === ']') && isJson(list.slice(from, end)))) end++
    found.push(list.slice(from, end))
    from = end + 1
  }
  return found
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('keys', () => {
  test('that differ in case only, without a name, or named like ours', async () => {
    const record = {
      Name: 'A',
      name: 'b',
      __assay_row: 'x',
      r: 'y',
      c0: 'z',
      'select "a"; --': 'q',
      'two\nlines': 'l',
      __proto__x: 'p',
    }
    expect((await readText(JSON.stringify(record))).rows).toEqual([{ '@': 0, '#': 1, ...record }])
    expect((await readText('{"":1,"a":2}')).rows).toEqual([{ '@': 0, '#': 1, 'column 1': 1, a: 2 }])
    expect((await readText('{"__proto__":1,"constructor":2}')).snapshot.columns.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
    ])
  })

  test('that first appear in row 30,000', async () => {
    const { rows, snapshot } = await readText(`${'{"a":1}\n'.repeat(29_999)}{"a":1,"late":"x"}\n`)
    expect(snapshot.columns.map(({ name }) => name)).toEqual(['a', 'late'])
    expect(rows[29_999]).toEqual({ '@': 0, '#': 30_000, a: 1, late: 'x' })
  })

  test('5,366 of them, each in few records', async () => {
    const lines = Array.from({ length: 6000 }, (_, i) => `{"id":${String(i)},"k${String(i % 5366)}":"v"}`)
    await bench.write('wide.ndjson', lines.join('\n'))
    const started = performance.now()
    const snapshot = await bench.read('wide.ndjson')
    expect(snapshot.columns).toHaveLength(5367)
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('of several files are joined', async () => {
    await bench.write('many/a.ndjson', '{"a":1}\n')
    await bench.write('many/b.json', '[{"b":"x"},{"a":2.5}]')
    const snapshot = await bench.read('many')
    expect(snapshot.columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'DOUBLE'],
      ['b', 'VARCHAR'],
    ])
    expect(await bench.rows(snapshot)).toEqual([
      { '@': 0, '#': 1, a: 1, b: null },
      { '@': 1, '#': 1, a: null, b: 'x' },
      { '@': 1, '#': 2, a: 2.5, b: null },
    ])
  })
})

test('fields of 20 MB', async () => {
  const long = 'x'.repeat(20 << 20)
  const { snapshot } = await readText(`{"a":"${long}"}\n{"a":"y"}\n`)
  expect(await bench.engine.query(`SELECT length(c0) AS n FROM ${snapshot.relation}`)).toEqual([
    { n: 20 << 20 },
    { n: 1 },
  ])
})

test('encodings: UTF-16, and Windows-1252 with a note', async () => {
  expect(values((await readText(Buffer.from('\ufeff[{"a":"ä"}]', 'utf16le'), 'json')).rows, 'a')).toEqual(['ä'])
  const { rows, snapshot } = await readText(Buffer.from('{"a":"ä"}', 'latin1'))
  expect(values(rows, 'a')).toEqual(['ä'])
  expect(snapshot.notes[0]).toContain('first at byte 7')
})

test('records of any texts and numbers are read back', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 6 })
  const record = fc.record({
    t: text,
    n: fc.maxSafeInteger(),
    d: fc.double({ noNaN: true, noDefaultInfinity: true }),
    l: fc.array(text, { maxLength: 3 }),
    o: fc.record({ x: text, y: fc.boolean() }),
  })
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(0, 2, undefined),
    async (records, indent) => {
      const content =
        indent === undefined
          ? records.map((each) => JSON.stringify(each)).join('\n')
          : JSON.stringify(records, null, indent)
      const { rows } = await readText(content, 'json')
      const number = (value: EngineValue | undefined) => Number(value)
      expect(
        rows.map((row) => ({ t: row['t'], n: row['n'], d: number(row['d']), l: row['l'], o: row['o'], '#': row['#'] })),
      ).toEqual(
        records
          .map((each, i) => ({ ...each, d: each.d + 0, '#': i + 1 }))
          .map((each) => ({ ...each, d: Object.is(each.d, -0) ? 0 : each.d })),
      )
    },
  )
  await fc.assert(property, { numRuns: 100 })
})
