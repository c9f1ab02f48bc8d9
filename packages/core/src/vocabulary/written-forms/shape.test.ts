import { expect, it, test } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { name } from '../../sql/sql.ts'
import type { NumberStyle } from './numbers.ts'
import { shapeOf } from './shape.ts'
import { evaluated } from './evaluated.test-data.ts'

const shapes = (texts: readonly (string | null)[], numbers?: NumberStyle) =>
  evaluated(shapeOf(name('x'), duckdb, { zone: 'UTC', ...(numbers ? { numbers } : {}) }), texts)

const SHAPES: readonly (readonly [shape: string, ...texts: string[]])[] = [
  ['number', '-12', '12.50', '.5', '1e3', '+7', ' 3.1 '],
  ['whole:1', '0', '7'],
  ['whole:5', '12345'],
  ['zero:5', '01234', ' 00000 '],
  ['ymd', '20240131', '19991231'],
  ['whole:8', '20241399', '99999999'],
  ['unix:10', '1706659200'],
  ['unix:13', '1706659200000'],
  ['time:9999-99-99', '2024-01-31', '2024-1-3'],
  ['time:99/99/9999', '01/02/2024', '1/2/2024', '12/12/2024'],
  ['time:99/99/9999|day', '31/01/2024', '13/1/2024'],
  ['time:99/99/9999|month', '01/31/2024', '1/13/2024'],
  ['time:99.99.99|day', '31.1.24'],
  ['time:9999-99-99T99:99:99', '2024-01-31T10:00:00', '2024-01-31T9:00:00'],
  ['time:9999-99-99T99:99:99.SZ', '2024-01-31T10:00:00.5Z', '2024-01-31T10:00:00.123456Z'],
  ['time:9999-99-99 99:99:99+hh', '2024-01-31 10:00:00+02:00', '2024-01-31 10:00:00-0500'],
  ['time:99:99', '9:05', '17:30'],
  ['time:99:99 AM', '9:05 pm', '11:30AM'],
  ['time:99 MMM 9999', '31 Jan 2024', '1 February 2024'],
  ['time:MMM 99, 9999', 'Jan 31, 2024', 'May 1, 2024'],
  ['email', 'a@b.cd', 'first.last+x@sub.example.org'],
  ['url', 'https://a.b/c?d=e', 'HTTP://A.B'],
  ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000'],
  ['hex:32', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['text:99,99', '12,5', '1,50'],
  ['text:999,99', '125,50'],
  ['text:Aa', 'Berlin', 'Éclair'],
  ['text:A', 'DE', 'ÄÖÜ'],
  ['text:a', 'red', 'grün', 'яблоко'],
  ['text:字', '東京', 'भारत'],
  ['text:A-999', 'DE-123', 'A-999'],
  ['text:A-99999', 'SKU-00012'],
  ['text:A-99', 'X-7', 'X-42'],
  ['text:Aa 9', 'Street 5', 'Street 500'],
  ['text: Aa', ' Berlin'],
  ['text:-', '-'],
  ['long:Aa ', 'The quick Brown Fox Jumps Over'],
  ['long:Aa9 .', 'Chair, red (4 legs), No. 17 & more'],
]

test.each(SHAPES)('%s', async (shape, ...texts) => {
  expect(await shapes(texts)).toEqual(texts.map(() => shape))
})

it('takes numbers as the page writes them', async () => {
  expect(await shapes(['1.234,5', '12,5', '12.5', '12'], '1.234,56')).toEqual([
    'number',
    'number',
    'text:99.99',
    'whole:2',
  ])
})

it('is missing where the text is', async () => {
  expect(await shapes([null])).toEqual([null])
})
