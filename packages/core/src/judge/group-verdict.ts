import { canonicalJson, type Band, type Bound, type Check, type Scalar } from '../check.ts'
import { boundSaid, boundText } from './bound-text.ts'
import { bandOf, satisfied } from './bounds.ts'
import { asScalar, evaluate, type JudgeContext } from './evaluate.ts'
import { compare, decimal, multiply } from './exact.ts'
import { scalarOf, type NumberGroup, type RowsGroup } from './measurement.ts'
import { percent, shownCount, shownNumber, shownScalar } from './shown.ts'
import { unchecked, type Verdict } from './verdict.ts'

/** Judges how many of the rows of a group satisfy a condition. */
export function rowVerdict({ bound }: Check, { rows, counted, passed }: RowsGroup): Verdict {
  const failing = counted - passed
  const text = boundText(bound)
  const shared = { bound: text, band: { low: lowOf(bound, counted), high: 1 }, rows, counted, failing }
  if (counted === 0) {
    const reason =
      rows === 0 ? 'no row is in scope' : `in all ${shownCount(rows)} rows in scope a value that it rests on is missing`
    return { ...shared, status: 'idle', why: 'nothing-in-scope', value: null, shown: '', reason }
  }
  const holds = allows(bound, counted, passed)
  const missing = rows - counted
  const left = missing > 0 ? `; ${shownCount(missing)} not counted, because a value is missing` : ''
  const reason =
    failing === 0
      ? `all ${shownCount(counted)} counted rows satisfy it${left}`
      : `${shownCount(failing)} of ${shownCount(counted)} counted rows do not satisfy it${left}`
  return {
    ...shared,
    status: holds ? 'holds' : 'broken',
    why: holds ? null : 'out-of-bound',
    value: passed / counted,
    shown: percent(passed, counted),
    reason,
  }
}

/** Decided on integers. */
export function allows(bound: Bound, counted: number, passed: number): boolean {
  if ('exceptions' in bound) return counted - passed <= bound.exceptions
  const written = 'atLeast' in bound ? bound.atLeast : 'moreThan' in bound ? bound.moreThan : null
  const share = written === null ? null : decimal(written)
  if (!share) return counted === passed
  const by = compare({ n: BigInt(passed) * 100n, d: 1n }, multiply(share, { n: BigInt(counted), d: 1n }))
  return 'moreThan' in bound ? by > 0 : by >= 0
}

const lowOf = (bound: Bound, counted: number): number =>
  'atLeast' in bound || 'moreThan' in bound
    ? Number('atLeast' in bound ? bound.atLeast : bound.moreThan) / 100
    : 'exceptions' in bound && counted > 0
      ? Math.max(0, 1 - bound.exceptions / counted)
      : 1

/** Judges a number of the delivery, or of one group of it. */
export function numberVerdict(check: Check, group: NumberGroup, context: Omit<JudgeContext, 'measured'>): Verdict {
  if (!('number' in check.measure)) throw new Error('a number is judged that was not measured')
  const { rows } = group
  const measured = new Map(Object.entries(group.leaves).map(([key, leaf]) => [key, scalarOf(leaf)]))
  const whole: JudgeContext = { ...context, measured }
  const value = evaluate(check.measure.number, whole)
  const shared = { bound: boundText(check.bound), rows, counted: rows, failing: null }
  if (!value)
    return {
      ...shared,
      status: 'idle',
      why: 'nothing-in-scope',
      value: null,
      shown: '',
      band: null,
      reason: rows === 0 ? 'no row is in scope' : 'there is no value to take it of',
    }
  const scalar = measured.get(canonicalJson(check.measure.number)) ?? asScalar(value)
  const holds = satisfied(value, check.bound, whole)
  if (holds === null)
    return {
      ...shared,
      status: 'idle',
      why: 'nothing-in-scope',
      value: null,
      shown: shownScalar(scalar),
      band: null,
      reason: 'there is nothing to compare it with',
    }
  if (holds === 'incomparable')
    return {
      ...unchecked(
        'incomparable',
        `${shownScalar(scalar)} cannot be compared with ${boundText(check.bound)}`,
        shared.bound,
      ),
      rows,
    }
  const ratio =
    scalar.kind === 'number' && scalar.part !== undefined
      ? `${shownCount(scalar.part)} of ${shownCount(scalar.whole ?? 0)}`
      : null
  const unread =
    scalar.kind === 'number' && scalar.unread
      ? `; ${shownCount(scalar.unread)} values are no numbers and were left out`
      : ''
  const reason = `it is ${shownScalar(scalar)}${ratio ? ` (${ratio})` : ''}, ${holds ? 'which is' : 'which is not'} ${boundSaid(check.bound, whole)}${unread}`
  return {
    ...shared,
    status: holds ? 'holds' : 'broken',
    why: holds ? null : 'out-of-bound',
    value: value.kind === 'text' ? (value.text ?? null) : value.is,
    shown: shownScalar(scalar),
    ...bands(bandOf(check.bound, whole), scalar),
    reason,
  }
}

function bands(band: Band | null, scalar: Scalar): Pick<Verdict, 'band' | 'bandShown'> {
  if (!band || scalar.kind === 'text') return { band }
  const share = scalar.kind === 'number' && scalar.part !== undefined
  const end = (is: number | null) =>
    is === null ? null : share ? `${shownNumber(is * 100)}%` : shownScalar({ kind: scalar.kind, is })
  return { band, bandShown: { low: end(band.low), high: end(band.high) } }
}
