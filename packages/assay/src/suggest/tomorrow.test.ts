import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggest } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const ROWS = 60
type Columns = Readonly<Record<string, (i: number) => string>>

async function suggested(name: string, columns: Columns): Promise<readonly string[]> {
  const names = Object.keys(columns)
  const rows = Array.from({ length: ROWS }, (_, i) => names.map((each) => columns[each]?.(i)).join(';'))
  await folder.write(name, [names.join(';'), ...rows, ''].join('\n'))
  const found = await suggest({ source: join(folder.path, name), out: join(folder.path, 'page.md'), now: NOW })
  return found.page.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []))
}

/** What no two of so few rows share. */
const scattered = (i: number): number => (i * i * 7919) % 90_001
const price = (i: number): string => (5 + scattered(i) / 100).toFixed(2)
const isoDay = (i: number): string => new Date(Date.UTC(2026, 8, 1 + i)).toISOString().slice(0, 10)

describe('what is suggested to be unique', () => {
  it('names a row: an id by its name, a code by its form, a day of which there is one row', async () => {
    const said = await suggested('names.csv', {
      booking_id: (i) => String(scattered(i)),
      ticket: (i) => `T${String(10_000 + i)}`,
      day: isoDay,
    })
    for (const column of ['booking_id', 'ticket', 'day']) expect(said).toContain(`\`${column}\` should be unique`)
  })

  it('is no amount and no time of an event, though all of today differ', async () => {
    const said = await suggested('amounts.csv', {
      ticket: (i) => `T${String(10_000 + i)}`,
      price,
      dollars: (i) => `$${price(i)}`,
      euros: (i) => `${price(i).replace('.', ',')} €`,
      code_in_front: (i) => `EUR ${price(i)}`,
      round: (i) => `£${String(1000 + scattered(i)).replace(/(\d{3})$/, ',$1')}`,
      weight: (i) => `${price(i)} kg`,
      commas: (i) => price(i).replace('.', ','),
      paid: (i) => new Date(Date.UTC(2026, 10, 2) + scattered(i) * 17_000).toISOString(),
      clock: (i) => new Date(scattered(i) * 900).toISOString().slice(11, 19),
    })
    expect(said.filter((each) => each.endsWith('should be unique'))).toEqual(['`ticket` should be unique'])
  })
})

describe('what is suggested to be one of a few', () => {
  it('is no label of a time, of which others will come', async () => {
    const said = await suggested('weeks.csv', {
      ticket: (i) => `T${String(10_000 + i)}`,
      week: (i) => `2026-W${String(44 + (i % 4))}`,
      size: (i) => ['small', 'middle', 'large'][i % 3] ?? '',
    })
    expect(said).toContain('`size` should be one of "large", "middle" or "small"')
    expect(said.filter((each) => each.startsWith('`week` should be one of'))).toEqual([])
  })
})
