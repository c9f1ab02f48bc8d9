import { number, sql } from '../../sql/sql.ts'
import { strict } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

export const decimals = condition({
  about:
    'has no more digits after the decimal point than that, or exactly so many, as it is written; trailing zeros count in texts',
  subject: 'each',
  negatable: true,
  phrases: [
    { say: 'have at most {n:count} decimals' },
    { say: 'have exactly {n:count} decimals', with: { exactly: true } },
  ],
  also: [
    { say: 'have (at most|no more than|up to|a maximum of) {n:count} (decimal places|decimal|decimal place)' },
    { say: 'be a number with at most {n:count} (decimals|decimal places)' },
    { say: 'have (no more than|up to|a maximum of) {n:count} decimals' },
    { say: 'have no decimals', with: { n: 0 } },
    { say: 'be with at most {n:count} decimals' },
    { say: 'be (at most|no more than) {n:count} (decimals|decimal places)' },
    { say: 'be rounded to {n:count} (decimals|decimal places)' },
    { say: 'have exactly {n:count} (decimal places|decimal|decimal place)', with: { exactly: true } },
    { say: 'have {n:count} (decimals|decimal places|decimal|decimal place)', with: { exactly: true } },
  ],
  examples: [
    [
      '`price` must have at most 2 decimals',
      'Every present value of `price` is a number with at most 2 decimals; missing values are not counted',
    ],
    [
      '`price` must have exactly 2 decimals',
      'Every present value of `price` is a number with exactly 2 decimals; missing values are not counted',
    ],
  ],
  reading: (a) => `is a number with ${a.exactly ? 'exactly' : 'at most'} ${String(a.n)} decimals`,
  denied: (a) =>
    a.exactly
      ? `is not a number with exactly ${String(a.n)} decimals`
      : `is a number with more than ${String(a.n)} decimals`,
  test: (of, a, c) => {
    const x = c.value(subject(of))
    const read = c.as(x, 'number')
    const digits = a.exactly ? (a.n === 0 ? '' : `\\.[0-9]{${String(a.n)}}`) : `(\\.[0-9]{0,${String(a.n)}})?`
    const fits =
      x.kind === 'text'
        ? c.d.matchesWhole(x.sql, `\\s*[-+]?[0-9]*${digits}([eE].*)?\\s*`)
        : sql`round(${read.sql}, ${number(a.n)}) = ${read.sql}`
    return strict([read], sql`CASE WHEN ${read.sql} IS NOT NULL THEN ${fits} END`)
  },
})

export const multipleOf = condition({
  about: 'is a whole number of times that number',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be a multiple of {n:digits}' }],
  also: [{ say: 'be divisible by {n:digits}' }, { say: 'be in (steps|multiples) of {n:digits}' }],
  examples: [
    [
      '`pack` must be a multiple of 6',
      'Every present value of `pack` is a multiple of 6; missing values are not counted',
    ],
  ],
  reading: (a, say) => `is a multiple of ${say.number(a.n)}`,
  lint: (a) => (Number(a.n) === 0 ? 'nothing is a multiple of 0' : null),
  test: (of, a, c) => {
    const x = c.as(c.value(subject(of)), 'number')
    const whole = /^-?\d+$/.test(a.n)
    // for 0.05 the remainder in floating point is not exactly zero, so the quotient is compared with the nearest whole number
    const fits = whole
      ? sql`${x.sql} % ${number(a.n)} = 0`
      : sql`abs(${x.sql} / ${number(a.n)} - round(${x.sql} / ${number(a.n)})) < 1e-9 * greatest(1, abs(${x.sql} / ${number(a.n)}))`
    return strict([x], fits)
  },
})

const ZERO = { kind: 'number', args: { is: '0' } } as const

/** Words for one side of zero; read, and written as the comparison that they are. */
export const signWords = [
  { say: 'be positive', kind: 'more-than', also: ['be greater than zero', 'be strictly positive'] },
  { say: 'be negative', kind: 'less-than', also: ['be strictly negative'] },
  {
    say: 'be non-negative',
    kind: 'at-least',
    also: ['be nonnegative', 'be zero or more', 'be positive or zero', 'be zero or positive'],
  },
  { say: 'be non-positive', kind: 'at-most', also: [] },
  { say: 'be zero', kind: 'equal', also: [] },
].flatMap(({ say, kind, also }) => [say, ...also].map((each) => ({ say: each, kind, args: { value: ZERO } })))

export const even = condition({
  about: 'is a whole number that 2 divides',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be even' }],
  examples: [['`x` must be even', 'Every present value of `x` is an even number; missing values are not counted']],
  reading: () => 'is an even number',
  test: (of, _a, c) => {
    const x = c.as(c.value(subject(of)), 'number')
    return strict([x], sql`${x.sql} % 2 = 0`)
  },
})

export const finite = condition({
  about: 'is a number and not infinite',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be finite' }],
  examples: [['`x` must be finite', 'Every present value of `x` is a finite number; missing values are not counted']],
  reading: () => 'is a finite number',
  test: (of, _a, c) => {
    const x = c.as(c.value(subject(of)), 'number')
    return strict([x], sql`isfinite(CAST(${x.sql} AS DOUBLE))`)
  },
})
