import type { Rule, Slots } from '../grammar.ts'
import { fixed, list, rule } from './rule.ts'

/** When data must arrive. The parts are kept as canonical words, since they are exact. */
const merged = (s: Slots): unknown => ({ ...(s.a as object), ...(s.b as object) })

export const calendarRules: readonly Rule[] = [
  ...fixed('rhythm', {
    '[at least] (every day|daily|each day|once a day)': { every: 'every day' },
    '(every weekday|every working day)': { every: 'every weekday' },
    '[at least] (every hour|hourly|once an hour)': { every: 'every hour' },
    '[at least] (every week|weekly|once a week)': { every: 'every week' },
    '[at least] (every month|monthly|once a month)': { every: 'every month' },
  }),
  ...['minutes', 'hours', 'days', 'weeks'].map((unit) =>
    rule('rhythm', `[at least] every {n:count} ${unit}`, (s) => ({ every: `every ${String(s.n)} ${unit}` })),
  ),
  rule('rhythm', '(every|on|each) {days:weekdays}', (s) => ({ every: `every ${joined(s.days as string[])}` })),
  rule('rhythm', 'every month (by|on) the {day:ordinal}', (s) => ({ every: `every month by the ${String(s.day)}` })),
  rule('rhythm', 'on the {days:ordinals} [of (every|each|the) month]', (s) => ({
    every: `on the ${joined(s.days as string[])}`,
  })),
  ...list('ordinals', 'ordinal', ['and']),
  rule('deadline', '(by|before|until|no later than|at the latest at) {time:clock}', (s) => ({ by: s.time })),
  rule('zone', '[in] {zone:zone-name}', (s) => ({ zone: s.zone })),
  rule('grace', '[with] {n:duration} [of] grace', (s) => ({ grace: written(s.n as { n: number; unit: string }) })),
  rule('holidays', '(except|but not) on public holidays in {country:country}', (s) => ({ holidays: s.country })),
  ...['deadline', 'zone', 'grace', 'holidays'].map((part) => rule('extra', `{it:${part}}`, (s) => s.it)),
  rule('calendar', '{it:rhythm}', (s) => s.it),
  rule('calendar', '{a:calendar} [,] {b:extra}', merged),
  rule('country', '{it:$country}', (s) => String(s.it).toUpperCase()),
  rule('zone-name', '{it:$zone}', (s) => s.it),
]

const joined = (of: readonly string[]): string =>
  of.length < 2 ? (of[0] ?? '') : `${of.slice(0, -1).join(', ')} and ${of.at(-1) ?? ''}`
const written = (d: { readonly n: number; readonly unit: string }): string =>
  `${String(d.n)} ${d.unit}${d.n === 1 ? '' : 's'}`
