import type { Kind, Value } from '../../check.ts'
import { join, number, sql, type Sql } from '../../sql/sql.ts'
import { partsOf, Unchecked, type Compiler, type Expr } from '../expression.ts'
import { isInexact, sizeOf } from '../rounding.ts'
import { asTime, isTime } from '../times.ts'
import { value } from '../word.ts'

/** Values of a row: columns, and what is computed from them. */

export const column = value({
  about: 'a column, in backticks; a nested field as `address.city`',
  level: 'row',
  phrases: [{ say: '{name:name}' }],
  examples: [],
  reading: (a, say) => say.written({ kind: 'column', args: { name: a.name } }),
  sql: (a, c) => c.column(a.name),
})

export const row = value({
  about: 'the whole row: all its columns',
  level: 'row',
  phrases: [{ say: 'the row' }],
  examples: [],
  reading: () => 'the row',
  sql: (_a, c) => ({
    sql: sql`row(${join(
      c.columns.map((each) => each.sql),
      sql`, `,
    )})`,
    kind: 'struct',
  }),
})

/** A value made of others: NULL when one is missing or cannot be read. */
export function made(made: Sql, kind: Kind, of: readonly Expr[]): Expr {
  const unsure = of.some((each) => each.partial !== undefined)
  const partial = of.filter((each) => !each.constant).flatMap(partsOf)
  const constant = of.every((each) => each.constant)
  return { sql: made, kind, ...(unsure ? { partial } : {}), ...(constant ? { constant: true as const } : {}) }
}

function sum(left: Value, right: Value, sign: '+' | '-', c: Compiler): Expr {
  const raw = [c.value(left), c.value(right)] as const
  const operator = sign === '+' ? sql`+` : sql`-`
  if (raw[1].kind === 'duration') return shifted(raw[0], raw[1], operator, c)
  const times = sign === '-' && raw.some(isTime)
  const read = times ? [asTime(raw[0], c), asTime(raw[1], c)] : [c.as(raw[0], 'number'), c.as(raw[1], 'number')]
  const [a, b] = read
  if (!a || !b) throw new Unchecked('incomparable', 'nothing to add')
  if (times) return made(sql`(CAST(${a.sql} AS TIMESTAMP) - CAST(${b.sql} AS TIMESTAMP))`, 'duration', read)
  const added = made(sql`(${a.sql} ${operator} ${b.sql})`, 'number', read)
  return isInexact(a) || isInexact(b) ? { ...added, rounded: sql`(${sizeOf(a)} + ${sizeOf(b)})` } : added
}

function shifted(of: Expr, by: Expr, operator: Sql, c: Compiler): Expr {
  const time = asTime(of, c)
  const moved = sql`(${time.sql} ${operator} ${by.sql})`
  // the engine makes a timestamp of a date and an interval; a shift by whole days stays a date
  const wholeDays = time.kind === 'date' && !/HOUR|MINUTE|SECOND/.test(by.sql.text)
  return made(
    wholeDays ? sql`CAST(${moved} AS DATE)` : moved,
    time.kind === 'date' && !wholeDays ? 'timestamp' : time.kind,
    [time, by],
  )
}

export const plus = value({
  about: 'a sum of numbers, or a time moved later',
  level: 'row',
  phrases: [{ say: '{left:value} plus {right:value}' }],
  examples: [
    [
      '`total` must be `net` plus `tax`',
      'Every present value of `total` is equal to `net` plus `tax`; rows in which `total`, `net` or `tax` is missing are not counted',
    ],
  ],
  reading: (a, say) => `${say.value(a.left)} plus ${say.value(a.right)}`,
  sql: (a, c) => sum(a.left, a.right, '+', c),
})

export const minus = value({
  about: 'a difference of numbers, the time between two times, or a time moved earlier',
  level: 'row',
  phrases: [{ say: '{left:value} minus {right:value}' }],
  examples: [],
  reading: (a, say) => `${say.value(a.left)} minus ${say.value(a.right)}`,
  sql: (a, c) => sum(a.left, a.right, '-', c),
})

function product(left: Value, right: Value, c: Compiler, how: (a: Sql, b: Sql) => Sql): Expr {
  const [a, b] = [c.as(c.value(left), 'number'), c.as(c.value(right), 'number')] as const
  const whole = how(a.sql, b.sql)
  return { ...made(whole, 'number', [a, b]), rounded: sql`abs(${whole})` }
}

export const times = value({
  about: 'a product of numbers',
  level: 'row',
  phrases: [{ say: '{left:value} times {right:value}' }],
  examples: [],
  reading: (a, say) => `${say.value(a.left)} times ${say.value(a.right)}`,
  sql: (a, c) => product(a.left, a.right, c, (x, y) => sql`(CAST(${x} AS DOUBLE) * ${y})`),
})

export const dividedBy = value({
  about: 'a quotient; missing where the divisor is 0',
  level: 'row',
  phrases: [{ say: '{left:value} divided by {right:value}' }],
  examples: [],
  reading: (a, say) => `${say.value(a.left)} divided by ${say.value(a.right)}`,
  sql: (a, c) => product(a.left, a.right, c, (x, y) => sql`(CAST(${x} AS DOUBLE) / nullif(${y}, 0))`),
})

export const percentOf = value({
  about: 'a part of a value: 50% of `list_price`',
  level: 'row',
  phrases: [{ say: '{percent:percent} of {of:atom}' }],
  examples: [
    [
      '`price` must be at least 50% of `list_price`',
      'Every present value of `price` is at least 50% of `list_price`; rows in which `price` or `list_price` is missing are not counted',
    ],
  ],
  reading: (a, say) => `${say.number(a.percent)}% of ${say.value(a.of)}`,
  sql: (a, c) => {
    const read = c.as(c.value(a.of), 'number')
    const part = sql`(${number(a.percent)} * ${read.sql} / 100.0)`
    return { ...made(part, 'number', [read]), rounded: sql`abs(${part})` }
  },
})

export const after = value({
  about: 'a time moved later: 5 days after `ordered`',
  level: 'row',
  phrases: [{ say: '{by:duration} after {of:atom}' }],
  examples: [],
  reading: (a, say) => `${say.duration(a.by)} after ${say.value(a.of)}`,
  sql: (a, c) => shifted(c.value(a.of), c.value({ kind: 'duration', args: { is: { ...a.by } } }), sql`+`, c),
})

export const before = value({
  about: 'a time moved earlier: 90 days before now',
  level: 'row',
  phrases: [{ say: '{by:duration} before {of:atom}' }],
  examples: [],
  reading: (a, say) => `${say.duration(a.by)} before ${say.value(a.of)}`,
  sql: (a, c) => shifted(c.value(a.of), c.value({ kind: 'duration', args: { is: { ...a.by } } }), sql`-`, c),
})

function neighbour(of: Value, offset: 'lag' | 'lead', c: Compiler): Expr {
  if (!c.order) throw new Unchecked('incomparable', 'say the order of the rows: "in order of `time`, …"')
  const found = c.value(of)
  // the row before is the one before among the rows in scope
  const partition = join([...c.groups, sql`coalesce(${c.scope}, false)`], sql`, `)
  const fn = offset === 'lag' ? sql`lag` : sql`lead`
  return {
    ...found,
    sql: c.let(sql`${fn}(${found.sql}) OVER (PARTITION BY ${partition} ORDER BY ${join(c.order, sql`, `)})`),
  }
}

export const rowBefore = value({
  about: 'the value of the row before, in a sentence that says `in order of …`',
  level: 'row',
  phrases: [{ say: 'the {of:column} before' }],
  also: [{ say: 'the previous {of:column}' }],
  examples: [],
  reading: (a, say) => `the ${say.value(a.of)} of the row before`,
  sql: (a, c) => neighbour(a.of, 'lag', c),
})

export const rowAfter = value({
  about: 'the value of the next row, in a sentence that says `in order of …`',
  level: 'row',
  phrases: [{ say: 'the next {of:column}' }],
  examples: [],
  reading: (a, say) => `the ${say.value(a.of)} of the next row`,
  sql: (a, c) => neighbour(a.of, 'lead', c),
})

export const lengthOf = value({
  about: 'how many characters a text has',
  level: 'row',
  phrases: [{ say: 'the length of {of:atom}' }],
  also: [{ say: 'the number of characters (of|in) {of:atom}' }],
  examples: [],
  reading: (a, say) => `the number of characters of ${say.value(a.of)}`,
  sql: (a, c) => {
    const raw = c.value(a.of)
    return made(sql`length(${c.as(raw, 'text').sql})`, 'number', [raw])
  },
})

export const partOfTime = value({
  about: 'the year, month, day, weekday or hour of a time, as a number (Monday is 1), in the zone of the page',
  level: 'row',
  phrases: [{ say: 'the {part:part} of {of:atom}' }],
  examples: [
    [
      'the year of `d` must be at least 2000',
      'Every present value of the year of `d` is a number of at least 2000; rows in which `d` is missing are not counted',
    ],
  ],
  reading: (a, say) => `the ${a.part} of ${say.value(a.of)}`,
  sql: (a, c) => {
    const time = asTime(c.value(a.of), c)
    const local = time.kind === 'timestamp' ? c.d.toLocal(time.sql, c.zone) : time.sql
    return made(sql`date_part(${PARTS[a.part] ?? sql`'year'`}, ${local})`, 'number', [time])
  },
})

const PARTS: { readonly [part: string]: Sql } = {
  year: sql`'year'`,
  quarter: sql`'quarter'`,
  month: sql`'month'`,
  week: sql`'week'`,
  day: sql`'day'`,
  weekday: sql`'isodow'`,
  hour: sql`'hour'`,
  minute: sql`'minute'`,
}

export const partOfKey = value({
  about: 'rows of one hour, day, week, month, quarter or year of a time, to group by',
  level: 'row',
  phrases: [{ say: '{part:part} of {of:column}' }],
  examples: [],
  reading: (a, say) => `${a.part} of ${say.value(a.of)}`,
  sql: (a, c) => {
    const time = asTime(c.value(a.of), c)
    const local = time.kind === 'timestamp' ? c.d.toLocal(time.sql, c.zone) : time.sql
    if (a.part === 'weekday') return made(sql`dayname(${local})`, 'text', [time])
    const cut = sql`date_trunc(${PARTS[a.part] ?? sql`'day'`}, ${local})`
    return made(
      a.part === 'hour' || a.part === 'minute' ? cut : sql`CAST(${cut} AS DATE)`,
      a.part === 'hour' || a.part === 'minute' ? 'timestamp' : 'date',
      [time],
    )
  },
})
