import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../cli/run.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

let folder: WatchedFolder
beforeAll(async () => {
  folder = await openWatched()
  await folder.write(
    'orders.md',
    '---\nsource: orders-*.csv\ndelivery: each file\n---\n# Orders of the shop\n\n- `price` must be at least 0\n- the number of rows should be at least 3\n- the most common `country` must be "DE"\n',
  )
  for (const i of [1, 2, 3, 4]) await folder.write(`orders-${String(i)}.csv`, csv(i))
  await folder.watch()
})
afterAll(() => folder.close())

const csv = (rows: number) =>
  `id,price,country\n${Array.from({ length: rows }, (_, i) => `${String(i)},${i === 2 ? '-1' : '1'},DE\n`).join('')}`

async function assay(...args: readonly string[]): Promise<string> {
  let out = ''
  const streams = {
    out: (text: string) => (out += text),
    error: (text: string) => (out += text),
    terminal: false,
    colour: false,
    width: 100,
  }
  await run([...args, '--project', folder.path], streams)
  return out
}

describe('assay history', () => {
  it('shows all datasets with their deliveries', async () => {
    expect(await assay('history')).toMatch(/^orders {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}4: held {2}1 alarm\n {8}●●▲▲\n$/)
  })

  it('shows the deliveries of one and the numbers of its sentences', async () => {
    const told = (await assay('history', 'orders')).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    expect(told).toContain('● '.concat('    1  TIME  orders-1.csv                     1 row  accepted'))
    expect(told).toContain('▲     3  TIME  orders-3.csv                    3 rows  held: 1 of 3 sentences broken')
    expect(told).toContain('▲   1  `price` must be at least 0\n       ██▁▃ ')
    expect(told).toContain('75% 100%')
  })

  it('draws the line of one sentence, by number or words', async () => {
    const told = (await assay('history', 'orders', 'number of rows')).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    expect(told).toBe(
      await assay('history', 'orders', '2').then((text) => text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')),
    )
    expect(told.split('\n').filter((line) => /[┤│]/.test(line))).toEqual([
      '4 ┤   ●',
      '  │    ',
      '  │    ',
      '  │··●·',
      '  │    ',
      '  │ ▲  ',
      '  │    ',
      '  │    ',
      '1 ┤▲   ',
    ])
    expect(told).toContain('◆     1  TIME      1  broken\n')
  })

  it('says what there is when it is asked for what there is not', async () => {
    expect(await assay('history', 'order')).toContain('It has orders.')
    expect(await assay('history', 'orders', 'nothing')).toContain('No sentence of orders has "nothing" in it.')
  })

  it.each(['csv', 'json', 'ndjson', 'parquet'])('exports every verdict as %s', async (ending) => {
    const file = join(folder.path, `out.${ending}`)
    expect(await assay('history', 'orders', '--export', file)).toContain('12 verdicts')
    const engine = await openDuckdb({ threads: 1 })
    const read = { csv: 'read_csv', parquet: 'read_parquet' }[ending] ?? 'read_json'
    const rows = await engine.query(
      `SELECT delivery, status, value, text, failing FROM ${read}('${file}') WHERE severity = 'must' ORDER BY sentence, delivery`,
    )
    await engine.close()
    expect(
      rows.map((row) => [
        Number(row['delivery']),
        row['status'],
        row['value'],
        row['text'],
        row['failing'] === null ? null : Number(row['failing']),
      ]),
    ).toEqual([
      [1, 'holds', 1, null, 0],
      [2, 'holds', 1, null, 0],
      [3, 'broken', 2 / 3, null, 1],
      [4, 'broken', 0.75, null, 1],
      ...[1, 2, 3, 4].map((n) => [n, 'holds', null, 'DE', null]),
    ])
  })

  it('says first what a person decided', async () => {
    await assay('release', 'orders', '3', '--by', 'Ada', '--reason', 'a refund')
    await assay('reject', 'orders', '1', '--by', 'Ada', '--reason', 'a test')
    const told = (await assay('history', 'orders')).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    expect(told).toContain(
      'rows  released; it was held: 1 of 3 sentences broken\n         TIME  released by Ada: a refund\n',
    )
    expect(told).toContain('row  rejected; it was accepted\n         TIME  rejected by Ada: a test\n')
  })
})
