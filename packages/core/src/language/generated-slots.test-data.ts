import fc from 'fast-check'
import type { Args, Condition, Json, Said, Value } from '../check.ts'

/** Whatever the slots of phrases can hold. */
export const said = (kind: string, args: Args = {}): Said => ({ kind, args })
const j = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<Json> => arb as unknown as fc.Arbitrary<Json>

export const name = fc.oneof(
  fc.constantFrom(
    'a',
    'price',
    'address.city',
    'select "a"; --',
    'mit `backtick`',
    '``',
    'line\nbreak',
    'tab\t',
    'back\\slash',
    'back\\n',
    '😀',
    'имя',
    ' x ',
    'must',
    "it's",
  ),
  fc.string({ minLength: 1, maxLength: 6 }),
)
const text = fc.oneof(
  fc.constantFrom('sold', 'say "hi"', 'back\\slash', 'two\nlines', '“quoted”', '', ' ', '5', 'must be'),
  fc.string({ maxLength: 8 }),
)
export const digits = fc.oneof(
  fc.constantFrom('0', '1', '12', '1000', '1234567', '-5', '0.5', '-0.25', '1e21'),
  fc.integer().map(String),
)
export const positive = fc.constantFrom('1', '5', '12.5', '99', '1000')
const count = fc.integer({ min: 0, max: 5000 })
const date = fc.constantFrom('2024-01-31', '1999-12-01')
export const duration = fc.record({
  n: fc.constantFrom(1, 2, 24, 1000, 0.5),
  unit: fc.constantFrom('millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year'),
})
export const column = name.map((each): Value => said('column', { name: each }))
export const columns = (min: number) => fc.array(column, { minLength: min, maxLength: 3 })
export const literal = fc.oneof(
  digits.map((is) => said('number', { is })),
  text.map((is) => said('text', { is })),
  date.map((is) => said('date', { is })),
  positive.map((is) => said('percent', { is })),
  fc.boolean().map((is) => said('truth', { is })),
)
export const constant = fc.oneof(
  { weight: 4, arbitrary: literal },
  { weight: 1, arbitrary: duration.map((is) => said('duration', { is })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      said('now'),
      said('today'),
      said('time', { is: '09:30' }),
      said('timestamp', { is: '2024-01-31T09:30' }),
    ),
  },
)
export const PART = fc.constantFrom('year', 'month', 'day', 'weekday', 'hour')

export const slots = (
  rowValue: fc.Arbitrary<Value>,
  number: fc.Arbitrary<Value>,
  condition: fc.Arbitrary<Condition>,
): { readonly [rule: string]: fc.Arbitrary<Json> } => ({
  value: j(rowValue),
  atom: j(rowValue),
  number: j(number),
  column: j(column),
  aggregable: j(column),
  columns: j(columns(1)),
  listed: j(fc.array(literal, { minLength: 1, maxLength: 3 })),
  literals: j(fc.array(literal, { minLength: 1, maxLength: 3 })),
  texts: j(fc.array(text, { minLength: 1, maxLength: 3 })),
  text: j(text),
  name: j(name),
  dataset: j(name),
  pattern: j(fc.constantFrom('^a+$/', 'a/b/i', '[`"]/', '\\d{2},3/')),
  formats: j(
    fc.array(fc.constantFrom('ISO', 'DD/MM/YYYY', 'YYYY-MM-DD HH:mm', 'Unix seconds', 'D. MMMM YYYY'), {
      minLength: 1,
      maxLength: 2,
    }),
  ),
  duration: j(duration),
  digits: j(digits),
  count: j(count),
  year: j(count),
  percent: j(positive),
  points: j(positive),
  amount: j(fc.record({ n: positive, unit: fc.constantFrom('percent', 'points', 'absolute') })),
  slack: j(
    fc.oneof(
      positive.map((is) => said('number', { is })),
      positive.map((is) => said('relative', { is })),
      duration.map((is) => said('duration', { is })),
    ),
  ),
  condition: j(condition),
  shares: j(fc.array(fc.record({ of: literal, percent: positive }), { minLength: 1, maxLength: 3 })),
  past: j(
    fc.constantFrom(
      { past: 'last' },
      { past: 'before', unit: 'week' },
      { past: 'average', n: 4, unit: 'Mondays' },
      { past: 'average', n: 7, unit: 'deliveries' },
    ),
  ),
  calendar: j(
    fc.constantFrom(
      { every: { n: 1, unit: 'day' }, by: '06:00', zone: 'Europe/Berlin' },
      { weekdays: ['Monday', 'Thursday'], grace: { n: 30, unit: 'minute' } },
      { every: { n: 15, unit: 'minute' }, holidays: 'DE' },
      { dates: [1, 15], grace: { n: 1, unit: 'hour' } },
    ),
  ),
  reference: j(fc.record({ dataset: name, columns: fc.array(name, { minLength: 1, maxLength: 2 }) })),
  weekdays: j(fc.constantFrom(['Monday'], ['Monday', 'Friday'])),
  date: j(date),
  timestamp: j(fc.constant('2024-01-31T09:30:00Z')),
  clock: j(fc.constant('09:30')),
  ordinal: j(fc.constantFrom('95th', '1st')),
  part: j(PART),
  'distance-name': j(fc.constantFrom('population stability index', 'Jensen–Shannon distance')),
  units: j(fc.constantFrom('day', 'year', 'minute')),
  'page-word': j(fc.constant('premium product')),
  'page-measure': j(fc.constant('click-through rate')),
})

export type SlotArbs = ReturnType<typeof slots>
