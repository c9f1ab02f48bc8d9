import { calendarOf, type Clock, type Page } from '@assay/core'
import { publicHolidays } from './holidays.ts'

/** When deliveries of a dataset arrived, and since when it is watched: ISO 8601 in UTC. */
export type WatchedArrivals = Omit<Clock, 'isHoliday'>

/** What a watcher's clock knows, for the sentences of a page about arrival; null where there are none. */
export async function clockOf(page: Page, arrivals: () => Promise<WatchedArrivals>): Promise<Clock | null> {
  const calendars = page.sentences.flatMap(({ check }) => calendarOf(check) ?? [])
  if (calendars.length === 0) return null
  const isHoliday = await publicHolidays(calendars.flatMap((each) => each.holidays ?? []))
  return { ...(await arrivals()), isHoliday }
}

/** The same as of an arrival at `now`: the delivery that is judged has come, whether the history knows it or not. Null where no history is kept. */
export async function clockAtArrival(
  page: Page,
  earlier: { arrivals(): Promise<WatchedArrivals> } | null,
  now: string,
): Promise<Clock | null> {
  return (
    earlier &&
    clockOf(page, async () => {
      const known = await earlier.arrivals()
      return { ...known, arrivals: [...known.arrivals, now] }
    })
  )
}
