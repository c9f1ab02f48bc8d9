import type { Calendar, RhythmUnit } from '../../vocabulary/calendar.ts'
import type { Rule, Slots } from '../grammar.ts'
import { fixed, list, rule } from './rule.ts'

/** When data must arrive. */
const merged = (s: Slots): unknown => ({ ...(s.a as Calendar), ...(s.b as Calendar) })

const once = (unit: RhythmUnit): Calendar => ({ every: { n: 1, unit } })
const WORKING: Calendar = { weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] }
const UNITS: readonly RhythmUnit[] = ['minute', 'hour', 'day', 'week', 'month']

export const calendarRules: readonly Rule[] = [
  ...fixed('rhythm', {
    '[at least] (every day|daily|each day|once a day|every morning|each morning|every night)': once('day'),
    '(every weekday|every working day|every business day|each business day|each weekday|on weekdays|on business days|on working days)':
      WORKING,
    '[at least] (every hour|hourly|once an hour)': once('hour'),
    '[at least] (every minute|once a minute)': once('minute'),
    '[at least] (every week|weekly|once a week)': once('week'),
    '[at least] (every month|monthly|once a month)': once('month'),
  }),
  ...UNITS.map((unit) => rule('rhythm', `[at least] every {n:count} ${unit}s`, (s) => ({ every: { n: s.n, unit } }))),
  rule('rhythm', '(every|on|each) {days:weekdays}', (s) => ({ weekdays: s.days })),
  rule('rhythm', 'every month (by|on) the {day:ordinal}', (s) => ({ monthBy: Number.parseFloat(String(s.day)) })),
  rule('rhythm', 'on the {days:ordinals} [of (every|each|the) month]', (s) => ({
    dates: (s.days as string[]).map(Number.parseFloat),
  })),
  ...list('ordinals', 'ordinal', ['and']),
  rule('deadline', '(by|before|until|no later than|at the latest at) {time:clock}', (s) => ({ by: s.time })),
  rule('zone', '[in] {zone:zone-name}', (s) => ({ zone: s.zone })),
  rule('grace', '[with] {n:duration} [of] grace', (s) => ({ grace: s.n })),
  rule('holidays', '(except|but not) on public holidays in {country:country}', (s) => ({ holidays: s.country })),
  ...['deadline', 'zone', 'grace', 'holidays'].map((part) => rule('extra', `{it:${part}}`, (s) => s.it)),
  rule('calendar', '{it:rhythm}', (s) => s.it),
  rule('calendar', '{a:deadline} {b:rhythm}', merged),
  rule('calendar', '{a:deadline} {z:zone} {b:rhythm}', (s) => ({
    ...(s.a as object),
    ...(s.z as object),
    ...(s.b as object),
  })),
  rule('calendar', '{a:calendar} [,] {b:extra}', merged),
  rule('country', '{it:$country}', (s) => String(s.it).toUpperCase()),
  rule('zone-name', '{it:$zone}', (s) => s.it),
]
