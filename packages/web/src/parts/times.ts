/** Instants in the words of the board, in the zone of whoever looks. */

const DAY_MS = 86_400_000
const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const

/** A time span by its largest unit: "40 s", "2 h", "3 d". */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [size, unit] = UNITS.find(([each]) => seconds >= each) ?? [1, 's']
  return `${String(Math.floor(seconds / size))} ${unit}`
}

export const ago = (at: string, now: number): string => `${span(now - Date.parse(at))} ago`
export const until = (at: string, now: number): string => `in ${span(Date.parse(at) - now)}`

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** The day of an instant: "23 Nov", with the year where it is another one. */
export function dayOf(at: string, now: number): string {
  const when = new Date(at)
  return (when.getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).format(when)
}

/** The hour alone where it is today: "05:41", "23 Nov 05:41". */
export function moment(at: string, now: number): string {
  const when = new Date(at)
  const today = Math.abs(now - when.getTime()) < DAY_MS && when.getDate() === new Date(now).getDate()
  return today ? clock.format(when) : `${dayOf(at, now)} ${clock.format(when)}`
}

/** Always with its day. */
export const dayAndTime = (at: string, now: number): string => `${dayOf(at, now)} ${clock.format(new Date(at))}`
