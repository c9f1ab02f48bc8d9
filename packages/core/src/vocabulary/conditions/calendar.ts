import { sql, text, type Sql } from '../../sql/sql.ts'
import type { Value } from '../../check.ts'
import { strict, type Compiler, type Expr } from '../expression.ts'
import { asTime } from '../times.ts'
import { condition } from '../word.ts'
import { plainAbout, type Plain } from './plain.ts'
import { subject } from './subject.ts'

/** Claims about where a time lies in the calendar. A timestamp's day is that in the zone of the page. */

function timeOf(of: readonly Value[], c: Compiler): Expr {
  const x = c.value(subject(of))
  return x.kind === 'time' ? c.as(x, 'timestamp') : asTime(x, c)
}

const local = (x: Expr, c: Compiler): Sql => (x.kind === 'timestamp' ? c.d.toLocal(x.sql, c.zone) : x.sql)

const about = plainAbout('d', timeOf)
const fact = (o: Plain) => about({ ...o, say: `be ${o.say}`, also: o.also.map((each) => `be ${each}`) })

const today = (c: Compiler): Sql => sql`CAST(${c.d.toLocal(c.now, c.zone)} AS DATE)`

export const past = fact({
  say: 'in the past',
  also: ['past', 'a past date'],
  about: 'lies before now; a date: before today',
  is: 'lies in the past (a date: before today)',
  not: 'does not lie in the past (a date: today or later)',
  test: (x, c) => (x.kind === 'date' ? sql`${x.sql} < ${today(c)}` : sql`${x.sql} < ${c.now}`),
})
export const future = fact({
  say: 'in the future',
  also: ['a future date'],
  about: 'lies after now; a date: after today',
  is: 'lies in the future (a date: after today)',
  not: 'does not lie in the future (a date: today or earlier)',
  test: (x, c) => (x.kind === 'date' ? sql`${x.sql} > ${today(c)}` : sql`${x.sql} > ${c.now}`),
})
export const weekday = fact({
  say: 'a weekday',
  also: ['on a weekday', 'a working day', 'a workday', 'a business day'],
  about: 'lies on Monday to Friday',
  is: 'is a Monday to Friday',
  not: 'is a Saturday or Sunday',
  test: (x, c) => sql`isodow(${local(x, c)}) <= 5`,
})
export const weekend = fact({
  say: 'on a weekend',
  also: ['a weekend', 'at a weekend', 'a weekend day'],
  about: 'lies on Saturday or Sunday',
  is: 'is a Saturday or Sunday',
  not: 'is a Monday to Friday',
  test: (x, c) => sql`isodow(${local(x, c)}) > 5`,
})

const edge = (which: 'first' | 'last', part: 'month' | 'quarter' | 'year' | 'week') => {
  const interval =
    part === 'month'
      ? sql`INTERVAL 1 MONTH`
      : part === 'quarter'
        ? sql`INTERVAL 3 MONTH`
        : part === 'year'
          ? sql`INTERVAL 1 YEAR`
          : sql`INTERVAL 7 DAY`
  return fact({
    say: `the ${which} day of a ${part}`,
    also: [
      `${which === 'first' ? 'the (first|start|beginning)' : 'the (last|end)'} of (a|the) ${part}`,
      `${which === 'first' ? 'at the (start|beginning)' : 'at the end'} of (a|the) ${part}`,
      `on the ${which} day of a ${part}`,
      `the ${which} day of the ${part}`,
      `on the ${which} day of the ${part}`,
    ],
    about: `lies on the ${which} day of a ${part}`,
    is: `is the ${which} day of a ${part}`,
    not: `is not the ${which} day of a ${part}`,
    test: (x, c) => {
      const day = sql`CAST(${local(x, c)} AS DATE)`
      const start = sql`CAST(date_trunc(${text(part)}, ${day}) AS DATE)`
      return which === 'first'
        ? sql`${day} = ${start}`
        : sql`${day} = CAST(${start} + ${interval} - INTERVAL 1 DAY AS DATE)`
    },
  })
}
export const firstOfMonth = edge('first', 'month')
export const lastOfMonth = edge('last', 'month')
export const firstOfQuarter = edge('first', 'quarter')
export const lastOfQuarter = edge('last', 'quarter')
export const firstOfYear = edge('first', 'year')
export const lastOfYear = edge('last', 'year')
export const firstOfWeek = edge('first', 'week')

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const dayOfWeek = condition({
  about: 'lies on that day of the week, or one of several',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be a {days:weekdays}' }],
  also: [{ say: 'be on [a] {days:weekdays}' }, { say: 'fall on [a] {days:weekdays}' }],
  examples: [
    [
      '`d` must be a Monday or Tuesday',
      'Every present value of `d` is a Monday or Tuesday; missing values are not counted',
    ],
  ],
  reading: (a, say) => `is a ${say.list(a.days, 'or')}`,
  test: (of, a, c) => {
    const x = timeOf(of, c)
    const numbers = a.days.map((day) => sql`${text(String(DAYS.findIndex((each) => each === day) + 1))}`)
    return strict([x], sql`CAST(isodow(${local(x, c)}) AS VARCHAR) IN (${numbers.reduce((l, r) => sql`${l}, ${r}`)})`)
  },
})

export const inPeriod = condition({
  about: 'lies in that year, or in a month of any year',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be in the year {year:year}' }],
  also: [
    { say: '(lie|fall) in [the year] {year:year}' },
    { say: 'be in {year:year}' },
    { say: 'be (from|of) the year {year:year}' },
  ],
  examples: [
    [
      '`d` must be in the year 2024',
      'Every present value of `d` lies in the year 2024; missing values are not counted',
    ],
  ],
  reading: (a) => `lies in the year ${String(a.year)}`,
  test: (of, a, c) => {
    const x = timeOf(of, c)
    return strict([x], sql`CAST(year(${local(x, c)}) AS VARCHAR) = ${text(String(a.year))}`)
  },
})

export const inTheLast = condition({
  about: 'lies within so long before now',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be in the last {span:duration}' }],
  also: [
    { say: 'be within the last {span:duration}' },
    { say: 'be from the last {span:duration}' },
    { say: 'be at most {span:duration} (old|ago)' },
    { say: 'be (less than|no more than|within) {span:duration} ago' },
    { say: '(lie|fall) (in|within) the last {span:duration}' },
    { say: 'be (no older than|not older than) {span:duration} [old]' },
    { say: 'be (no more than|less than) {span:duration} old' },
  ],
  examples: [
    [
      '`sold` must be in the last 30 days',
      'Every present value of `sold` lies in the 30 days before now; missing values are not counted',
    ],
  ],
  reading: (a, say) => `lies in the ${say.duration(a.span)} before now`,
  test: (of, a, c) => {
    const x = timeOf(of, c)
    const from = c.value({ kind: 'before', args: { by: { ...a.span }, of: { kind: 'now', args: {} } } })
    const low = x.kind === 'date' ? sql`CAST(${from.sql} AS DATE)` : from.sql
    return strict([x], sql`(${x.sql} >= ${low} AND ${x.sql} <= ${x.kind === 'date' ? today(c) : c.now})`)
  },
})
