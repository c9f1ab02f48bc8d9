import { sql, type Sql } from '../../sql/sql.ts'
import type { Expr } from '../expression.ts'
import { numeral } from '../word.ts'
import { scalar } from './scalar.ts'

/** Numbers of the delivery about texts: how long they are, and which is the most frequent. */

const lengths = (role: 'average' | 'smallest' | 'largest', also: readonly string[], fn: (x: Sql) => Sql) =>
  numeral({
    about: `the ${role} number of characters of the present values`,
    level: 'delivery',
    gives: 'number',
    ofNothing: 'idle',
    phrases: [{ say: `the ${role} length of {of:column}` as 'the average length of {of:column}' }],
    also: also.map((each) => ({ say: `the ${each} length of {of:column}` })),
    examples: [
      [
        `the ${role} length of \`title\` must be at least 5`,
        `The ${role} length of \`title\` in characters is at least 5`,
      ],
    ],
    reading: (a, say) => `the ${role} length of ${say.value(a.of)} in characters`,
    take: (a, c) => {
      const read: Expr = c.as(c.value(a.of), 'text')
      return {
        aggregates: { x: fn(sql`length(${read.sql})`) },
        make: ({ x }) => scalar(x),
        expression: (found) => ({ sql: found.x ?? sql`NULL`, kind: 'number', constant: true }),
      }
    },
  })

export const averageLength = lengths('average', ['mean'], (x) => sql`avg(${x})`)
export const smallestLength = lengths('smallest', ['minimum', 'shortest'], (x) => sql`min(${x})`)
export const largestLength = lengths('largest', ['maximum', 'longest'], (x) => sql`max(${x})`)

export const mostCommon = numeral({
  about: 'the most frequent present value; of equally frequent ones the first in alphabetical order',
  level: 'delivery',
  gives: 'text',
  ofNothing: 'idle',
  phrases: [{ say: 'the most common {of:column}' }],
  also: [
    { say: 'the (mode of|most frequent) {of:column}' },
    { say: 'the (most common|most frequent) value (of|in) {of:column}' },
  ],
  examples: [
    ['the most common `label` must be "Partial"', 'The most common present value of `label` is the text "Partial"'],
  ],
  reading: (a, say) => `the most common present value of ${say.value(a.of)}`,
  take: (a, c) => {
    const raw = c.value(a.of)
    const x = c.as(raw, 'text').sql
    return {
      // the histogram has at most as many entries as there are different values
      aggregates: {
        x: sql`list_sort(list_filter(map_entries(histogram(${x})), lambda e: e.value = list_max(map_values(histogram(${x})))))[1].key`,
      },
      make: (found) =>
        typeof found.x === 'string'
          ? raw.kind === 'number'
            ? scalar(Number(found.x))
            : { kind: 'text', is: found.x }
          : null,
      expression: (found) => ({ sql: found.x ?? sql`NULL`, kind: 'text', constant: true }),
    }
  },
})
