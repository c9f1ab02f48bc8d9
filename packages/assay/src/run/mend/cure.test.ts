import { lstat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cure } from '../../main.ts'
import { renderCured } from '../../report/cured-terminal.ts'
import { openWatched, type WatchedFolder } from '../watch.fixture.ts'
import { csv, page, rows } from './mend.fixture.ts'

/** The cure of a delivery that is kept, and not the newest. */

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const two = (n: number): string => String(n).padStart(2, '0')
const days = (year: number, written: (y: string, m: string, d: string) => string) =>
  csv(rows(200, (i) => ({ id: i, day: written(String(year), two(1 + (i % 12)), two(1 + (i % 28))) })))
const german = (year: number) => days(year, (y, m, d) => `${d}.${m}.${y}`)
const slashed = (year: number) => days(year, (y, m, d) => `${y}/${m}/${d}`)
const PAGE = page(['`day` must be a date written as DD.MM.YYYY', '`id` must be unique'])

async function delivered(...of: readonly string[]): Promise<void> {
  await folder.write('d.md', PAGE)
  for (const [i, each] of of.entries()) {
    await folder.write(`in/d-${String(i + 1)}.csv`, each)
    await folder.watch()
  }
}
const cured = (number: number | undefined, more: { readonly write?: boolean } = {}) =>
  cure({ page: join(folder.path, 'd.md'), threads: 1, ...(number === undefined ? {} : { number }), ...more })

it('is found by its number, where the newest says nothing', async () => {
  await delivered(
    german(2023),
    slashed(2023),
    days(2024, () => ''),
  )
  expect((await cured(undefined)).mends).toEqual([])
  const { delivery, mends } = await cured(2)
  expect(delivery).toBe('in/d-2.csv')
  expect(mends[0]?.amendments.map((each) => each.is)).toEqual(['`day` must be a date written as YYYY/MM/DD'])
})

it('is no other page where those that came later are as the page says: then a person decides', async () => {
  await delivered(german(2023), slashed(2023), german(2024))
  const of = await cured(2, { write: true })
  expect(of).toMatchObject({ written: false, mends: [{ patch: null, amendments: [] }] })
  expect(of.mends[0]?.says).toBe('`day` was written as DD.MM.YYYY and is now written as YYYY/MM/DD')
  expect(renderCured(of)).toContain(
    'Delivery 3 came later and is as the page says; a page that takes this one would not take it. `assay release d 2 --reason …` takes this one as it is, `assay reject d 2 --reason …` leaves it out.',
  )
  expect(await folder.text('d.md')).toBe(PAGE)
})

it('is the other page where those that came later go by it too', async () => {
  const COUNTRIES = page(['`country` must be one of "DE" or "FR"'])
  const of = (codes: readonly string[]) => csv(rows(300, (i) => ({ id: i, country: codes[i % codes.length] ?? '' })))
  await folder.write('d.md', COUNTRIES)
  for (const [i, codes] of [
    ['DE', 'FR'],
    ['DE', 'FR', 'IT'],
    ['FR', 'DE'],
  ].entries()) {
    await folder.write(`in/d-${String(i + 1)}.csv`, of(codes))
    await folder.watch()
  }
  expect((await cured(2)).mends[0]?.amendments.map((each) => each.is)).toEqual([
    '`country` must be one of "DE", "FR" or "IT"',
  ])
})

it('is written through a link, and says what is not there', async () => {
  const named = PAGE.replace('source:', 'dataset: d\nsource:')
  await folder.write('d.md', named)
  await folder.write('in/d-1.csv', german(2023))
  await folder.watch()
  await folder.write('in/d-2.csv', slashed(2023))
  const link = join(folder.path, 'linked.md')
  await symlink(join(folder.path, 'd.md'), link)
  expect(await cure({ page: link, write: true, threads: 1 })).toMatchObject({ written: true })
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await folder.text('d.md')).toBe(named.replace('DD.MM.YYYY', 'YYYY/MM/DD'))
  await expect(cured(7)).rejects.toThrow('There is no delivery d 7.')
})
