import fc from 'fast-check'
import type { Args, Bound, Check, Condition, Said, Subject, Value } from '../check.ts'
import { BOUNDS, CONDITIONS, MEASURES, VALUES } from '../vocabulary/index.ts'
import type { Phrase } from '../vocabulary/word.ts'

import {
  PART,
  column,
  columns,
  constant,
  digits,
  duration,
  literal,
  name,
  positive,
  said,
  slots,
  type SlotArbs,
} from './generated-slots.test-data.ts'

/** Checks made from the tables of the words: whatever phrase a word has, filled with whatever its slots can hold. */

/** Arguments for one of the canonical phrases of a word, and of its subject where it has one. */
function argsOf(phrases: readonly Phrase[], arbs: SlotArbs, before = ''): fc.Arbitrary<Args> {
  return fc.oneof(
    ...phrases.map((phrase) => {
      const found = [...`${before} ${phrase.say}`.matchAll(/\{(\w+):([\w-]+)\}/g)].map(
        ([, slot = '', rule = '']) => [slot, arbs[rule]] as const,
      )
      const record = Object.fromEntries(
        found.map(([slot, arb]) => {
          if (!arb) throw new Error(`nothing to fill ${phrase.say} with`)
          return [slot, arb]
        }),
      )
      return fc.record(record).map((args): Args => ({ ...args, ...phrase.with }))
    }),
  )
}

/** "At least 5 days before `x`" is read as a claim about time. */
const TURNED = new Set(['at-least', 'at-most', 'more-than', 'less-than'])
const sensible = (claim: Said): boolean =>
  claim.kind !== 'time-written-as' &&
  !(TURNED.has(claim.kind) && JSON.stringify(claim.args.value).startsWith('{"kind":"before"'))
/** Claims whose denial is written as another claim. */
const OPPOSED = new Set([
  'present',
  'missing',
  'at-least',
  'at-most',
  'more-than',
  'less-than',
  'before',
  'after',
  'on-or-before',
  'on-or-after',
  'weekday',
  'weekend',
  'characters',
  'words',
  'entries',
])

const claimOf = (kinds: readonly string[], arbs: SlotArbs): fc.Arbitrary<Said> =>
  fc
    .constantFrom(...kinds)
    .chain((kind) => argsOf((CONDITIONS[kind] ?? BOUNDS[kind])?.phrases ?? [], arbs).map((args) => said(kind, args)))
    .filter(sensible)

const EACH = Object.entries(CONDITIONS)
  .filter(([kind, word]) => word.subject === 'each' && kind !== 'is-a')
  .map(([kind]) => kind)
/** Said of several columns only; two of them are written as another claim. */
const ALIKE = ['all-different', 'all-same']
const TOGETHER = Object.entries(CONDITIONS)
  .filter(([kind, word]) => word.subject === 'together' && !ALIKE.includes(kind))
  .map(([kind]) => kind)
const NUMBERS = Object.entries(VALUES)
  .filter(
    ([kind, word]) => word.level === 'delivery' && !['where', 'in', 'in-last', 'share-of-all', 'share'].includes(kind),
  )
  .map(([kind]) => kind)
const INTERVALS = Object.entries(CONDITIONS)
  .filter(([, word]) => word.interval !== undefined)
  .map(([kind]) => kind)

const OPERATORS = ['plus', 'minus', 'times', 'divided-by'] as const
const simple = slots(
  fc.oneof(column, constant),
  fc.constant(said('rows')),
  fc.constant({
    subject: { of: [said('column', { name: 'a' })], quantity: { is: 'every' } },
    claim: said('present'),
  } as Condition),
)

/** Numbers of the delivery; `where` and `share` only where they are the whole subject. */
const base = fc
  .constantFrom(...NUMBERS)
  .chain((kind) => argsOf(VALUES[kind]?.phrases ?? [], simple).map((args) => said(kind, args)))
const inOther = fc.tuple(base, name).map(([of, dataset]) => said('in', { of, dataset } as unknown as Args))
const number = fc.oneof(
  { weight: 4, arbitrary: base },
  { weight: 1, arbitrary: inOther },
  { weight: 1, arbitrary: base.map((of) => said('in-last', { of } as unknown as Args)) },
)

const rowLeaf = fc.oneof(
  { weight: 5, arbitrary: column },
  {
    weight: 1,
    arbitrary: fc.tuple(PART, column).map(([part, of]) => said('part-of-time', { part, of } as unknown as Args)),
  },
  { weight: 1, arbitrary: column.map((of) => said('length', { of } as unknown as Args)) },
  { weight: 1, arbitrary: column.map((of) => said('absolute', { of } as unknown as Args)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(column, column)
      .map(([from, to]) => said('time-between', { unit: 'day', from, to } as unknown as Args)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, columns(1), name)
      .map(([of, by, dataset]) => said('lookup', { of, by, dataset } as unknown as Args)),
  },
  { weight: 1, arbitrary: fc.tuple(duration, column).map(([by, of]) => said('after', { by, of } as unknown as Args)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(positive, column)
      .map(([percent, of]) => said('percent-of', { percent, of } as unknown as Args)),
  },
)
const operand = fc.oneof(
  { weight: 3, arbitrary: rowLeaf },
  { weight: 1, arbitrary: digits.map((is) => said('number', { is })) },
  { weight: 1, arbitrary: base },
)
const { computed } = fc.letrec<{ computed: Value; either: Value }>((tie) => ({
  computed: fc
    .tuple(fc.constantFrom(...OPERATORS), tie('either'), tie('either'))
    .map(([kind, left, right]) => said(kind, { left, right } as unknown as Args)),
  either: fc.oneof({ maxDepth: 2 }, { weight: 4, arbitrary: operand }, { weight: 1, arbitrary: tie('computed') }),
}))
const value = fc.oneof(
  { weight: 4, arbitrary: rowLeaf },
  { weight: 4, arbitrary: constant },
  { weight: 1, arbitrary: number },
  { weight: 2, arbitrary: computed },
)
const subjectValue = fc.oneof(
  { weight: 6, arbitrary: column },
  { weight: 1, arbitrary: rowLeaf },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...OPERATORS), rowLeaf, operand)
      .map(([kind, left, right]) => said(kind, { left, right } as unknown as Args)),
  },
)

const QUANTITIES = fc.constantFrom<Subject['quantity'][]>(
  { is: 'every' },
  { is: 'at least', n: 1 },
  { is: 'at most', n: 2 },
  { is: 'exactly', n: 1 },
  { is: 'all or none' },
)
const subject: fc.Arbitrary<Subject> = fc.oneof(
  { weight: 5, arbitrary: subjectValue.map((of): Subject => ({ of: [of], quantity: { is: 'every' } })) },
  { weight: 2, arbitrary: fc.tuple(columns(2), QUANTITIES).map(([of, quantity]): Subject => ({ of, quantity })) },
  { weight: 1, arbitrary: column.map((of): Subject => ({ of: [of], quantity: { is: 'entries' } })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Subject[]>(
      { of: [said('every-column')], quantity: { is: 'every' } },
      { of: [said('every-column', { except: ['a', 'b`'] })], quantity: { is: 'every' } },
      { of: [said('every-column', { matching: '_id$/' })], quantity: { is: 'every' } },
    ),
  },
)

const leafOf = (of: fc.Arbitrary<Subject>, claim: fc.Arbitrary<Said>): fc.Arbitrary<Condition> =>
  fc
    .tuple(of, claim, fc.boolean())
    .map(([each, it, not]): Condition =>
      not && !OPPOSED.has(it.kind) && CONDITIONS[it.kind]?.negatable === true
        ? { subject: each, claim: it, denied: true }
        : { subject: each, claim: it },
    )
const inner = leafOf(subject, claimOf(EACH, simple))
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: inner },
  { weight: 1, arbitrary: fc.array(inner, { minLength: 2, maxLength: 3 }).map((all): Condition => ({ all })) },
  {
    weight: 1,
    arbitrary: fc.tuple(inner, inner, inner).map(([a, b, c]): Condition => ({ any: [{ all: [a, b] }, c] })),
  },
)

const full = slots(value, number, condition)
const tolerance: fc.Arbitrary<Bound> = fc.oneof(
  fc.constant({ exceptions: 0 }),
  fc.constantFrom({ exceptions: 10 }, { exceptions: 2500 }, { atLeast: '99.5' }, { atLeast: '0' }, { moreThan: '95' }),
)
const together: fc.Arbitrary<Subject> = fc.oneof(
  columns(2).map((of): Subject => ({ of, quantity: { is: 'together' } })),
  column.map((of): Subject => ({ of: [of], quantity: { is: 'every' } })),
)
const rowCheck = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(leafOf(subject, claimOf(EACH, full)), tolerance)
      .map(([share, bound]) => ({ measure: { share }, bound })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(leafOf(together, claimOf(TOGETHER, full)), tolerance)
      .map(([share, bound]) => ({ measure: { share }, bound })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(column, { minLength: 3, maxLength: 4 }), fc.constantFrom(...ALIKE), tolerance)
      .map(([of, kind, bound]) => ({
        measure: { share: { subject: { of, quantity: { is: 'together' as const } }, claim: said(kind) } },
        bound,
      })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(subject, claimOf(EACH, simple), claimOf(EACH, simple)).map(([of, a, b]) => ({
      measure: {
        share: {
          all: [
            { subject: of, claim: a },
            { subject: of, claim: b },
          ],
        },
      },
      bound: { exceptions: 0 },
    })),
  },
)
const whereNumber = fc
  .tuple(fc.oneof(base, inOther), condition)
  .map(([of, where]) => said('where', { of, where } as unknown as Args))
const shareNumber = condition.map((where) => said('share', { where } as unknown as Args))
const deliveryValue = fc.oneof({ weight: 5, arbitrary: fc.oneof(literal, base) }, { weight: 1, arbitrary: whereNumber })
const deliveryClaim = claimOf([...INTERVALS, ...Object.keys(BOUNDS)], slots(deliveryValue, number, inner))
const numberCheck = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(number, deliveryClaim).map(([of, claim]) => ({ measure: { number: of }, bound: { claim } })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.oneof(whereNumber, shareNumber), deliveryClaim)
      .map(([of, claim]) => ({ measure: { number: of }, bound: { claim } })),
  },
)
const wholeCheck = fc.constantFrom(...Object.entries(MEASURES)).chain(([kind, word]) =>
  argsOf(word.phrases, full, word.subject).map((args) => ({
    measure: { whole: said(kind, args) },
    bound: { own: true as const },
  })),
)

const scope = fc.record(
  {
    where: condition,
    each: fc.array(
      fc.oneof(
        column,
        fc.tuple(PART, column).map(([part, of]) => said('part-of-key', { part, of } as unknown as Args)),
      ),
      { minLength: 1, maxLength: 2 },
    ),
    window: duration,
    order: fc.oneof(columns(1), fc.constant([])),
  },
  { requiredKeys: [] },
)

/** Any check that a sentence can say, with the sentence's own words as its columns and texts. */
export const anyCheck: fc.Arbitrary<Check> = fc
  .tuple(
    fc.constantFrom('must' as const, 'should' as const),
    scope,
    fc.oneof(
      { weight: 4, arbitrary: rowCheck },
      { weight: 2, arbitrary: numberCheck },
      { weight: 1, arbitrary: wholeCheck },
    ),
  )
  .map(
    ([severity, scopes, core]) =>
      ({ severity, ...(hasScope(core as Pick<Check, 'measure'>) ? scopes : {}), ...core }) as Check,
  )

/** Which columns there are, and when data arrives, is no matter of some rows. */
const hasScope = ({ measure }: Pick<Check, 'measure'>): boolean =>
  !('whole' in measure) || (MEASURES[measure.whole.kind]?.columns(measure.whole.args).length ?? 0) > 0
