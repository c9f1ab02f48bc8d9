import { number, sql, text } from '../../sql/sql.ts'
import { value } from '../word.ts'

/** Constants of a sentence: the same for all rows. */

export const numberConstant = value({
  about: 'a number, with or without thousands commas',
  level: 'constant',
  phrases: [{ say: '{is:digits}' }],
  examples: [
    [
      '`price` must be at least 10,000',
      'Every present value of `price` is a number of at least 10,000; missing values are not counted',
    ],
  ],
  reading: (a, say) => say.number(a.is),
  sql: (a) => ({ sql: number(a.is), kind: 'number', constant: true }),
})

export const percentConstant = value({
  about: 'a percentage: 20% is the number 0.2',
  level: 'constant',
  phrases: [{ say: '{is:percent}' }],
  examples: [
    [
      'the share of rows where `a` is present must be at least 20%',
      'The share of rows where `a` is present, of all rows in scope, is at least 20%',
    ],
  ],
  reading: (a, say) => `${say.number(a.is)}%`,
  sql: (a) => ({ sql: sql`(${number(a.is)} / 100.0)`, kind: 'number', constant: true }),
})

export const relative = value({
  about: 'a percentage of the value that it follows, after "give or take"',
  level: 'constant',
  phrases: [{ say: '{is:percent}' }],
  examples: [
    [
      '`total` must be `net` give or take 5%',
      'Every present value of `total` is equal to `net`, give or take 5% of it, compared as numbers or dates if all their present values read so, else as texts; rows in which `total` or `net` is missing are not counted',
    ],
  ],
  reading: (a, say) => `${say.number(a.is)}% of it`,
  sql: (a) => ({ sql: sql`(${number(a.is)} / 100.0)`, kind: 'number', constant: true }),
})

export const points = value({
  about: 'percentage points, after "give or take"',
  level: 'constant',
  phrases: [{ say: '{is:digits} points' }],
  examples: [],
  reading: (a, say) => `${say.number(a.is)} percentage points`,
  sql: (a) => ({ sql: sql`(${number(a.is)} / 100.0)`, kind: 'number', constant: true }),
})

export const textConstant = value({
  about: 'a text, in double quotes; blanks and capital letters count',
  level: 'constant',
  phrases: [{ say: '{is:text}' }],
  examples: [
    ['`status` must be "sold"', 'Every present value of `status` is the text "sold"; missing values are not counted'],
  ],
  reading: (a) => JSON.stringify(a.is),
  sql: (a) => ({ sql: text(a.is), kind: 'text', constant: true }),
})

export const dateConstant = value({
  about: 'a date: 2024-01-31. Compared with a timestamp it means the whole day, in the zone of the page',
  level: 'constant',
  phrases: [{ say: '{is:date}' }],
  examples: [
    [
      '`d` must be after 2024-01-31',
      'Every present value of `d` is a date after 2024-01-31; missing values are not counted',
    ],
  ],
  reading: (a) => a.is,
  sql: (a) => ({ sql: sql`DATE ${text(a.is)}`, kind: 'date', constant: true }),
  lint: (a) => (realDate(a.is) ? null : `${a.is} is not a day of the calendar`),
})

const realDate = (written: string): boolean => {
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written)
}

export const timestampConstant = value({
  about: 'a timestamp: 2024-01-31T09:30; with an offset it is that instant, without one it is in the zone of the page',
  level: 'constant',
  phrases: [{ say: '{is:timestamp}' }],
  examples: [],
  reading: (a) => a.is,
  sql: (a, c) => ({
    sql: /(Z|[+-]\d\d:?\d\d)$/.test(a.is)
      ? sql`CAST(timezone('UTC', CAST(${text(a.is)} AS TIMESTAMPTZ)) AS TIMESTAMP)`
      : c.d.toUtc(sql`TIMESTAMP ${text(a.is)}`, c.zone),
    kind: 'timestamp',
    constant: true,
  }),
})

export const timeConstant = value({
  about: 'a time of day: 09:00 or 17:30:15',
  level: 'constant',
  phrases: [{ say: '{is:clock}' }],
  examples: [],
  reading: (a) => a.is,
  sql: (a) => ({ sql: sql`TIME ${text(a.is.length < 6 ? `${a.is}:00` : a.is)}`, kind: 'time', constant: true }),
})

export const truth = value({
  about: 'true or false',
  level: 'constant',
  phrases: [
    { say: 'true', with: { is: true } },
    { say: 'false', with: { is: false } },
  ],
  examples: [['`active` must be true', 'Every present value of `active` is true; missing values are not counted']],
  reading: (a) => String(a.is),
  sql: (a) => ({ sql: a.is === true ? sql`true` : sql`false`, kind: 'boolean', constant: true }),
})

export const now = value({
  about: 'the arrival of the delivery, so that an old delivery can be judged again',
  level: 'constant',
  phrases: [{ say: 'now' }],
  examples: [
    [
      '`sold` must be before now',
      'Every present value of `sold` is a date before now, the arrival of the delivery; missing values are not counted',
    ],
  ],
  reading: () => 'now, the arrival of the delivery',
  sql: (_a, c) => ({ sql: c.now, kind: 'timestamp', constant: true }),
})

export const today = value({
  about: 'the day of the arrival of the delivery, in the zone of the page',
  level: 'constant',
  phrases: [{ say: 'today' }],
  examples: [],
  reading: () => 'today, the day of the arrival of the delivery',
  sql: (_a, c) => ({ sql: sql`CAST(${c.d.toLocal(c.now, c.zone)} AS DATE)`, kind: 'date', constant: true }),
})

export const duration = value({
  about: 'a length of time: 500 ms, 24 hours, 5 days, 3 months',
  level: 'constant',
  phrases: [{ say: '{is:duration}' }],
  examples: [],
  reading: (a, say) => say.duration(a.is),
  sql: (a) => ({ sql: interval(a.is), kind: 'duration', constant: true }),
})

const interval = (of: { readonly n: number; readonly unit: string }) =>
  sql`(${number(of.n)} * ${UNITS[of.unit] ?? sql`INTERVAL 1 DAY`})`

const UNITS: { readonly [unit: string]: ReturnType<typeof sql> } = {
  millisecond: sql`INTERVAL 1 MILLISECOND`,
  second: sql`INTERVAL 1 SECOND`,
  minute: sql`INTERVAL 1 MINUTE`,
  hour: sql`INTERVAL 1 HOUR`,
  day: sql`INTERVAL 1 DAY`,
  week: sql`INTERVAL 7 DAY`,
  month: sql`INTERVAL 1 MONTH`,
  year: sql`INTERVAL 1 YEAR`,
}
