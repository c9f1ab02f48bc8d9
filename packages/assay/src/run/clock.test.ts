import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as store from '../history/index.ts'
import { publicHolidays } from './holidays.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

describe('public holidays', () => {
  it('are those of the whole country, substitutes included', async () => {
    const isHoliday = await publicHolidays(['DE', 'GB', 'JP'])
    expect(['2024-10-03', '2024-12-25', '2025-04-18', '2026-05-25'].map((day) => isHoliday(day, 'DE'))).toEqual([
      true,
      true,
      true,
      true,
    ])
    // Corpus Christi is one in some states only; Maundy Thursday nowhere
    expect(['2024-10-04', '2024-05-30', '2025-04-17'].map((day) => isHoliday(day, 'DE'))).toEqual([false, false, false])
    expect(isHoliday('2022-12-27', 'GB')).toBe(true)
    expect(isHoliday('2024-05-06', 'JP')).toBe(true)
  })

  it('that last several days, or begin at sunset, are whole days', async () => {
    const isHoliday = await publicHolidays(['TR', 'IL'])
    expect(
      ['2024-04-09', '2024-04-10', '2024-04-11', '2024-04-12', '2024-04-13'].map((day) => isHoliday(day, 'TR')),
    ).toEqual([false, true, true, true, false])
    expect(['2024-10-02', '2024-10-03', '2024-10-04', '2024-10-05'].map((day) => isHoliday(day, 'IL'))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('are not known of what is no country', async () => {
    expect((await publicHolidays(['AQ']))('2024-01-01', 'AQ')).toBeNull()
  })
})

describe('a sentence about arrival', () => {
  let folder: WatchedFolder
  beforeEach(async () => {
    folder = await openWatched()
  })
  afterEach(() => folder.close())

  it('is judged when a delivery comes, and says how late it is; what came late is accepted all the same', async () => {
    await folder.write(
      'orders.md',
      '---\nsource: in/*.csv\ndelivery: each file\ntimezone: Europe/Berlin\n---\n# Orders\n\n- the data must arrive every day by 06:00 except on public holidays in DE\n',
    )
    const cameAt = async (time: string, name: string | null) => {
      if (name) await folder.write(`in/${name}.csv`, `id\n${name}\n`)
      const { delivered } = await folder.watch({ clock: () => new Date(time) })
      const [delivery] = delivered
      if (!delivery) return null
      const result = await folder.read((db) => store.resultOf(db, delivery.id))
      const verdict = result?.verdicts[0]
      return [delivery.state, verdict?.status, verdict?.shown, verdict?.reason]
    }
    expect(await cameAt('2024-04-28T20:00:00Z', null)).toBeNull()
    expect(await cameAt('2024-04-29T03:00:00Z', '1')).toEqual([
      'accepted',
      'holds',
      'in time',
      'the last delivery came 2024-04-29 05:00, in time; the next is due 2024-04-30 06:00',
    ])
    expect(await cameAt('2024-04-30T07:00:00Z', '2')).toEqual([
      'accepted',
      'holds',
      '3 hours late',
      'the last delivery came 2024-04-30 09:00, 3 hours after it was due; the next is due 2024-05-02 06:00',
    ])
  })
})
