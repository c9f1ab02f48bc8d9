import { sql, text } from '../../sql/sql.ts'
import { value } from '../word.ts'
import { asTime } from '../times.ts'
import { made } from './of-row.ts'

/** How far a value is from zero, and two times from one another. */

export const absolute = value({
  about: 'a number without its sign',
  level: 'row',
  phrases: [{ say: 'the absolute value of {of:atom}' }],
  also: [{ say: 'the absolute {of:atom}' }],
  examples: [
    [
      'the absolute value of `change` must be at most 5',
      'Every present value of the absolute value of `change` is a number of at most 5; rows in which `change` is missing are not counted',
    ],
  ],
  reading: (a, say) => `the absolute value of ${say.value(a.of)}`,
  sql: (a, c) => {
    const read = c.as(c.value(a.of), 'number')
    return made(sql`abs(${read.sql})`, 'number', [read])
  },
})

export const timeBetween = value({
  about: 'how many whole days, months, years … lie between two times, as a number; negative when the second is earlier',
  level: 'row',
  phrases: [{ say: 'the number of {unit:units} between {from:atom} and {to:atom}' }],
  also: [
    { say: 'the number of {unit:units} from {from:atom} to {to:atom}' },
    { say: 'the number of (full|whole|complete) {unit:units} between {from:atom} and {to:atom}' },
    { say: 'the number of (full|whole|complete) {unit:units} from {from:atom} to {to:atom}' },
  ],
  examples: [
    [
      'the number of days between `ordered` and `shipped` must be at most 14',
      'Every present value of the number of whole days from `ordered` to `shipped` is a number of at most 14; rows in which `ordered` or `shipped` is missing are not counted',
    ],
  ],
  reading: (a, say) => `the number of whole ${a.unit}s from ${say.value(a.from)} to ${say.value(a.to)}`,
  sql: (a, c) => {
    const read = [c.value(a.from), c.value(a.to)].map((each) => asTime(each, c))
    const [from, to] = read.map((each) => sql`CAST(${each.sql} AS TIMESTAMP)`)
    return made(sql`datesub(${text(a.unit)}, ${from ?? sql`NULL`}, ${to ?? sql`NULL`})`, 'number', read)
  },
})
