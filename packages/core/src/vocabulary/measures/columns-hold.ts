import type { Json } from '../../check.ts'
import { sql, type Sql } from '../../sql/sql.ts'
import type { Compiler } from '../expression.ts'
import { measure, type WholeMeasure } from '../word.ts'
import { namePattern, writtenPattern } from '../conditions/patterns.ts'

/** Claims about all columns: what they are called, and that something is in them. */

export const columnsMatch = measure({
  about: 'the name of every column matches a regular expression',
  subject: 'the columns',
  negatable: true,
  phrases: [{ say: 'match {pattern:pattern}' }, { say: 'not match {pattern:pattern}', with: { not: true } }],
  also: [],
  examples: [
    ['the columns must match /^[a-z_]+$/', 'The name of every column matches /^[a-z_]+$/'],
    ['the columns must not match /^tmp_/', 'The name of no column matches /^tmp_/'],
  ],
  reading: (a) => `the name of ${a.not ? 'no' : 'every'} column matches ${writtenPattern(a.pattern)}`,
  columns: () => [],
  measure: (a, c) => {
    const matches = namePattern(a.pattern)
    const names = c.columns.map((each) => each.name)
    const bad = names.filter((name) => matches.test(name) === (a.not === true))
    return {
      query: null,
      judge: () => ({
        status: bad.length > 0 ? 'broken' : 'holds',
        value: { kind: 'number', is: names.length - bad.length, part: names.length - bad.length, whole: names.length },
        bound: '100%',
        band: null,
        counted: names.length,
        failing: bad.length,
        reason: bad.length > 0 ? `found: ${quoted(bad)}` : 'all names do',
      }),
    }
  },
})

const quoted = (of: readonly string[]): string => of.map((each) => `\`${each}\``).join(', ')

/** Columns with fewer different present values than that. */
const poor = (least: 1 | 2, c: Compiler): WholeMeasure => {
  const columns = c.columns
  const counts = columns.map((each, i): Sql => {
    const x = c.column(each.name).sql
    return sql`count(DISTINCT ${x}) AS ${c.keyName(i)}`
  })
  return {
    query: sql`SELECT count(*) AS n, ${counts.reduce((l, r) => sql`${l}, ${r}`)} FROM ${c.from}`,
    judge: ([row]) => {
      const bad = columns.filter((_, i) => number(row?.[`k${String(i)}`]) < least).map((each) => each.name)
      return {
        status: bad.length > 0 ? 'broken' : 'holds',
        value: {
          kind: 'number',
          is: columns.length - bad.length,
          part: columns.length - bad.length,
          whole: columns.length,
        },
        bound: '100%',
        band: null,
        counted: columns.length,
        failing: bad.length,
        reason: bad.length > 0 ? `${least === 1 ? 'empty' : 'with one value or none'}: ${quoted(bad)}` : 'no column is',
      }
    },
  }
}

const number = (found: Json | undefined): number => (typeof found === 'number' ? found : 0)

export const columnsNotEmpty = measure({
  about: 'every column has a present value',
  subject: 'the columns',
  negatable: 'it already says what must not be',
  phrases: [{ say: 'not be empty' }],
  also: [],
  examples: [['the columns must not be empty', 'Every column has at least one present value']],
  reading: () => 'every column has at least one present value',
  columns: () => [],
  measure: (_a, c) => poor(1, c),
})

export const columnsNotConstant = measure({
  about: 'every column has two different present values or more',
  subject: 'the columns',
  negatable: 'it already says what must not be',
  phrases: [{ say: 'not be constant' }],
  also: [],
  examples: [['the columns must not be constant', 'Every column has at least two different present values']],
  reading: () => 'every column has at least two different present values',
  columns: () => [],
  measure: (_a, c) => poor(2, c),
})
