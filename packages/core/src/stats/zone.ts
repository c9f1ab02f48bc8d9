/** Calendars and clocks on the wall: which instants they show in a time zone. Instants are seconds since 1970. */

const DAY = 86_400_000

/** What a clock on the wall shows at an instant: `2024-01-31T09:30:00`. */
export const wallClock = (at: number, zone: string): string =>
  new Date(Math.floor(at) * 1000 + offset(at * 1000, zone)).toISOString().slice(0, 19)

/** The day of an instant: `2024-01-31`. */
export const localDay = (at: number, zone: string): string => wallClock(at, zone).slice(0, 10)

/** The day so many days after (before, where negative) a day. */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** The name of a day: `Monday`. */
export const weekdayOf = (day: string): string => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** The day so many months before; where that month is too short, its last day. */
export function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** When a day begins: the first of two midnights, and where the clock skips it, right then. */
export const midnight = (day: string, zone: string): number => Math.min(...instants(`${day}T00:00:00`, zone))

/** When a clock on the wall shows a time; of two such instants the later one, as the engine takes it. */
export const atWall = (written: string, zone: string): number => Math.max(...instants(written, zone))

/**
 * When it is no longer before a time of a day (`06:00`; `24:00` is its end): the later one where the clock shows the time
 * twice, and where it leaves the time out, the moment at which it does.
 */
export function lastBefore(day: string, clock: string, zone: string): number {
  if (clock >= '24:00') return midnight(dayAfter(day), zone)
  const begin = midnight(day, zone)
  const written = `${day}T${clock.length === 5 ? `${clock}:00` : clock}`
  const wanted = Date.parse(`${written}Z`)
  const found = Math.max(...instants(written, zone))
  const after = offset((found + 86_400) * 1000, zone)
  const leftOut = found * 1000 + offset(found * 1000, zone) !== wanted
  return Math.max(begin, leftOut ? changeBetween(wanted - after, found * 1000, zone) : found)
}

/** When, between two instants (milliseconds), the clock of a zone is set to the time that it has at the later one. */
function changeBetween(from: number, to: number, zone: string): number {
  let [before, after] = [from, to]
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (offset(middle, zone) === offset(to, zone)) after = middle
    else before = middle
  }
  return after / 1000
}

/** The zone's offsets a day before and after are all that can be: no zone changes its clock twice within two days. */
function instants(written: string, zone: string): readonly number[] {
  const wanted = Date.parse(`${written}Z`)
  const before = wanted - offset(wanted - DAY, zone)
  const after = wanted - offset(wanted + DAY, zone)
  const shown = [before, after].filter((at) => at + offset(at, zone) === wanted)
  return (shown.length > 0 ? shown : [before]).map((at) => at / 1000)
}

function offset(at: number, zone: string): number {
  const parts = clockOf(zone).formatToParts(at)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return (
    Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second')) -
    Math.floor(at / 1000) * 1000
  )
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Made once for a zone, since that takes long. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const numeric = 'numeric' as const
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  })
  clocks.set(zone, made)
  return made
}
