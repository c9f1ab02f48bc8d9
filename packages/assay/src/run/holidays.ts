/** Whether a day (`2024-05-01`) is a public holiday in a country (`DE`); null where its holidays are not known. */
export type IsHoliday = (day: string, country: string) => boolean | null

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Public holidays of whole countries, not of their states. The library is loaded only where a sentence speaks of them. */
export async function publicHolidays(countries: readonly string[]): Promise<IsHoliday> {
  if (countries.length === 0) return () => null
  const { default: Holidays } = await import('date-holidays')
  const supported = new Holidays().getCountries()
  const years = new Map<string, ReadonlySet<string>>()
  return (day, country) => {
    if (!(country in supported)) return null
    const key = `${country} ${day.slice(0, 4)}`
    const known = years.get(key) ?? daysOf(new Holidays(country).getHolidays(Number(day.slice(0, 4))))
    years.set(key, known)
    return known.has(day)
  }
}

interface Holiday {
  /** `2024-05-01 00:00:00` in the country, and behind it how much earlier it begins (`-0600`: at sunset). */
  readonly date: string
  readonly start: Date
  readonly end: Date
  readonly type: string
}

/** The days of whose noon a holiday is: some begin at sunset, some last several days. */
function daysOf(holidays: readonly Holiday[]): ReadonlySet<string> {
  const days = new Set<string>()
  for (const { date, start, end, type } of holidays) {
    if (type !== 'public') continue
    const [, day = '', time = '', earlier = '0'] = /^(\S+) (\S+)(?: ([-+]\d\d)\d\d)?$/.exec(date) ?? []
    const begin = Date.parse(`${day}T${time}Z`) + Number(earlier) * HOUR_MS
    const last = begin + (end.getTime() - start.getTime())
    for (let noon = Math.floor(begin / DAY_MS) * DAY_MS + DAY_MS / 2; noon < last; noon += DAY_MS)
      if (noon >= begin) days.add(new Date(noon).toISOString().slice(0, 10))
  }
  return days
}
