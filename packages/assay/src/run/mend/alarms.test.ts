import { afterEach, beforeEach, expect, it } from 'vitest'
import * as store from '../../history/index.ts'
import { openWatched, type WatchedFolder } from '../watch.fixture.ts'
import { csv, page, rows, type Row } from './mend.fixture.ts'

/** One change of a delivery opens one alarm, however many columns and sentences it breaks. */

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const two = (n: number): string => String(n).padStart(2, '0')
const order = (i: number, r: () => number): Row => ({
  id: i,
  net: (10 + r() * 90).toFixed(2),
  gross: (12 + r() * 107).toFixed(2),
  ordered: `${two(1 + Math.floor(r() * 28))}/${two(1 + Math.floor(r() * 12))}/2024`,
  paid: `${two(1 + Math.floor(r() * 28))}/${two(1 + Math.floor(r() * 12))}/2024`,
  city: ['München', 'Köln', 'Bonn'][Math.floor(r() * 3)] ?? '',
})
const SENTENCES = [
  '`net` must be between 0 and 200',
  '`gross` must be between 0 and 300',
  '`ordered` must be a date written as DD/MM/YYYY',
  '`paid` must be a date written as DD/MM/YYYY',
  '`city` must be one of "München", "Köln" or "Bonn"',
]
const was = rows(300, order, 1)
const is = rows(300, order, 2)

/** The alarms that are open after a second delivery: what causes each, and what would mend it. */
async function alarmsAfter(second: string | Uint8Array, settings = '', first: string | Uint8Array = csv(was)) {
  await folder.write('d.md', page(SENTENCES, settings))
  await folder.write('in/d-1.csv', first)
  await folder.watch()
  await folder.write('in/d-2.csv', second)
  await folder.watch()
  const alarms = await folder.read((db) => store.openAlarms(db))
  return alarms.map((each) => each.body as { problems: string[]; message: { cure: string | null } })
}

const unix = (of: Row[string] | undefined): number => {
  const [d, m, y] = String(of).split('/').map(Number)
  return Date.UTC(y ?? 0, (m ?? 1) - 1, d ?? 1) / 1000
}

it('a date format that changed in two columns is one cause, a unit that changed in two others another', async () => {
  const changed = is.map((row) => ({
    ...row,
    net: Math.round(Number(row.net) * 100),
    gross: Math.round(Number(row.gross) * 100),
    ordered: unix(row.ordered),
    paid: unix(row.paid),
  }))
  const alarms = await alarmsAfter(csv(changed))
  expect(alarms.map((each) => [each.problems.length, each.message.cure])).toEqual([
    [2, '`net` and `gross` are now 100 times what they were: if it is meant to stay so, `assay mend` amends the page.'],
    [
      2,
      '`ordered` and `paid` were written as DD/MM/YYYY and are now written as Unix seconds: if it is meant to stay so, `assay mend` amends the page.',
    ],
  ])
})

it('a decimal comma in every number is one', async () => {
  const comma = is.map((row) => ({
    ...row,
    net: String(row.net).replace('.', ','),
    gross: String(row.gross).replace('.', ','),
  }))
  expect((await alarmsAfter(csv(comma))).map((each) => each.problems)).toEqual([[SENTENCES[0], SENTENCES[1]]])
})

it('another delimiter is one, and so is another encoding', async () => {
  const alarms = await alarmsAfter(csv(is, ','), 'delimiter: ";"\n', csv(was, ';'))
  expect(alarms.map((each) => each.problems.length)).toEqual([5])
  expect(alarms[0]?.message.cure).toContain('A comma now stands between the cells; the page says ";"')
})

it('an encoding that cannot be read is one, with the page that would', async () => {
  const alarms = await alarmsAfter(Buffer.from(csv(is), 'latin1'), 'encoding: utf-8\n')
  expect(alarms.map((each) => each.message.cure)).toEqual([
    'The file is not in utf-8 any more, but in windows-1252: if it is meant to stay so, `assay mend` amends the page.',
  ])
})

it('columns that are gone are one', async () => {
  const alarms = await alarmsAfter(csv(is.map(({ net: _, paid: __, ...row }) => row)))
  expect(alarms.map((each) => [each.problems, each.message.cure?.split(':')[0]])).toEqual([
    [[SENTENCES[0], SENTENCES[3]], '`net` and `paid` are no longer delivered'],
  ])
})

it('a file of something else, in which nearly every row fails everything, is one', async () => {
  const junk = rows(300, (i, r) =>
    Object.fromEntries(
      ['id', 'net', 'gross', 'ordered', 'paid', 'city'].map((name) => [
        name,
        name === 'id' ? i : `?${r().toString(36).slice(2)}`,
      ]),
    ),
  )
  expect((await alarmsAfter(csv(junk))).map((each) => each.problems.length)).toEqual([5])
})

it('bad rows in two columns that have nothing to do with one another are still two', async () => {
  const bad = is.map((row, i) => ({
    ...row,
    ...(i % 10 === 0 ? { net: -5 } : {}),
    ...(i % 7 === 1 ? { city: 'xx' + String(i) } : {}),
  }))
  const alarms = await alarmsAfter(csv(bad))
  expect(alarms.map((each) => [each.problems.length, each.message.cure])).toEqual([
    [1, null],
    [1, null],
  ])
})

it('the same bad rows in columns that are reckoned from one another are one', async () => {
  const bad = is.map((row, i) => (i % 10 === 0 ? { ...row, net: -5, gross: -6 } : row))
  expect((await alarmsAfter(csv(bad))).map((each) => each.problems)).toEqual([[SENTENCES[0], SENTENCES[1]]])
})

it('bad rows of which half are bad in another column too are two', async () => {
  const bad = is.map((row, i) => ({
    ...row,
    ...(i % 10 === 0 ? { net: -5 } : {}),
    ...(i % 20 === 0 || i % 20 === 3 ? { gross: -6 } : {}),
  }))
  expect((await alarmsAfter(csv(bad))).map((each) => each.problems)).toEqual([[SENTENCES[0]], [SENTENCES[1]]])
})
