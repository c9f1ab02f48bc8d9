import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '../reading.fixture.ts'
import type { Bench } from '../reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

/** A ZIP archive whose files are stored as they are. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(content.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), content])
    const entry = Buffer.alloc(16)
    entry.writeUInt32LE(offset, 12)
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, entry.subarray(2), Buffer.from(name)]),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

type Cell = null | string | number | boolean | { serial: number }
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8"?>'

function workbook(sheets: Record<string, readonly (readonly Cell[])[]>): Buffer {
  const names = Object.keys(sheets)
  const files: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr/><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${String(i + 1)}" r:id="rId${String(i + 1)}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packageRelations}">${names.map((_, i) => `<Relationship Id="rId${String(i + 1)}" Type="${office}/worksheet" Target="worksheets/sheet${String(i + 1)}.xml"/>`).join('')}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  }
  names.forEach((name, i) => {
    files[`xl/worksheets/sheet${String(i + 1)}.xml`] = sheetXml(sheets[name] ?? [])
  })
  return zip(files)
}

function sheetXml(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map(
    (row, r) =>
      `<row r="${String(r + 1)}">${row.map((cell, c) => cellXml(cell, `${String.fromCharCode(65 + c)}${String(r + 1)}`)).join('')}</row>`,
  )
  return `${head}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Cell, at: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></is></c>`
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? '1' : '0'}</v></c>`
  if (typeof cell === 'number') return `<c r="${at}"><v>${String(cell)}</v></c>`
  return `<c r="${at}" s="1"><v>${String(cell.serial)}</v></c>`
}

// Day 45322 of Excel is 2024-01-31.
const day = { serial: 45322 }
const noon = { serial: 45322.5 }

test('cells keep their kind, a column of several kinds is text', async () => {
  await bench.write(
    'a.xlsx',
    workbook({
      First: [
        ['name', 'price', 'sold', 'day', 'time', 'mixed', null],
        ['x & <y>', 1.5, true, day, day, 7],
        [' z ', 2, false, null, noon, 'seven', 'beyond the header'],
        [null, null, null, null, null, day],
      ],
    }),
  )
  const snapshot = await bench.read('a.xlsx')
  expect(snapshot.columns.map(({ name, type }) => [name, type])).toEqual([
    ['name', 'VARCHAR'],
    ['price', 'DOUBLE'],
    ['sold', 'BOOLEAN'],
    ['day', 'DATE'],
    ['time', 'TIMESTAMP'],
    ['mixed', 'VARCHAR'],
    ['column 7', 'VARCHAR'],
  ])
  const gone = { name: null, price: null, sold: null, day: null, time: null, mixed: null, 'column 7': null }
  expect(await bench.rows(snapshot)).toEqual([
    {
      ...gone,
      '@': 0,
      '#': 1,
      name: 'x & <y>',
      price: 1.5,
      sold: true,
      day: '2024-01-31',
      time: '2024-01-31T00:00:00',
      mixed: '7',
    },
    {
      ...gone,
      '@': 0,
      '#': 2,
      name: ' z ',
      price: 2,
      sold: false,
      time: '2024-01-31T12:00:00',
      mixed: 'seven',
      'column 7': 'beyond the header',
    },
    { ...gone, '@': 0, '#': 3, mixed: '2024-01-31' },
  ])
  expect(snapshot.files[0]?.format).toBe('Excel, sheet First')
})

test('a sheet by its name; a name that is not there says which are', async () => {
  await bench.write('b.xlsx', workbook({ One: [['a'], [1]], Two: [['b'], [2], [3]], None: [] }))
  expect((await bench.read('b.xlsx', { sheet: 'Two' })).rows).toBe(2)
  expect((await bench.read('b.xlsx')).columns.map(({ name }) => name)).toEqual(['a'])
  expect((await bench.fails('b.xlsx', { sheet: 'two' })).message).toBe(
    'b.xlsx has no sheet "two"; it has One, Two, None.',
  )
  expect((await bench.fails('b.xlsx', { sheet: 'None' })).message).toMatch(
    /The sheet None of b\.xlsx is empty; at least a header was expected/,
  )
})

test('without a header, with a header only, with two columns of one name', async () => {
  await bench.write('c.xlsx', workbook({ S: [['a', 'b']] }))
  expect(await bench.rows(await bench.read('c.xlsx', { header: false }))).toEqual([
    { '@': 0, '#': 1, 'column 1': 'a', 'column 2': 'b' },
  ])
  expect((await bench.read('c.xlsx')).rows).toBe(0)
  await bench.write('d.xlsx', workbook({ S: [['a', 'a']] }))
  expect((await bench.fails('d.xlsx')).message).toMatch(/two columns named "a": column 1 and column 2/)
})

test('a workbook that is cut off or damaged', async () => {
  const whole = workbook({ S: [['a'], [1]] })
  for (let cut = 4; cut < whole.length; cut += 13) {
    await bench.write('cut.xlsx', whole.subarray(0, cut))
    expect([cut, (await bench.fails('cut.xlsx')).code]).toEqual([cut, 'damaged'])
  }
})
