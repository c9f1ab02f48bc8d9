import type { Band, Bound, Check, Json, Reason, Scalar, Status, Value } from '../check.ts'
import { claim, formatNumber } from '../language/format.ts'
import type { Job, Ref } from '../plan/plan.ts'
import { evaluate, type Evaluated, type JudgeContext } from './evaluate.ts'
import { bandOf, intervalOf, satisfied } from './bounds.ts'
import { compare, decimal, multiply } from './exact.ts'
import { percent, shownCount, shownNumber, shownScalar } from './shown.ts'

/** What was measured and what it means. */
export interface Verdict {
  readonly status: Status
  readonly why: Reason | null
  readonly value: number | string | null
  readonly shown: string
  readonly bound: string
  readonly band: Band | null
  /** Its ends as they are shown: 1,000, 24 hours. */
  readonly bandShown?: { readonly low: string | null; readonly high: string | null }
  /** Rows in scope. */
  readonly rows: number | null
  readonly counted: number | null
  readonly failing: number | null
  readonly reason: string
  readonly groups?: readonly GroupVerdict[]
  readonly groupCount?: { readonly all: number; readonly broken: number }
}
export type GroupVerdict = Omit<Verdict, 'groups' | 'groupCount' | 'band' | 'bandShown' | 'rows'> & {
  readonly group: readonly Json[]
}

/** Rows of a query's result, or why it failed. */
export type Found = { readonly rows: readonly { readonly [name: string]: Json }[] } | { readonly failure: string }

/** More groups than this are not judged. */
export const MOST_GROUPS = 1000

const unchecked = (why: Reason, reason: string, bound: string): Verdict => ({
  status: 'unchecked',
  why,
  value: null,
  shown: '',
  bound,
  band: null,
  rows: null,
  counted: null,
  failing: null,
  reason,
})

/** Judges one check by what its queries found. */
export function judge(
  check: Check,
  job: Job,
  found: readonly Found[],
  context: Omit<JudgeContext, 'measured'>,
): Verdict {
  const bound = boundText(check.bound)
  if (job.kind === 'settled') return { ...unchecked(job.why, job.message, bound), status: job.status }
  const failed = queriesOf(job).flatMap((query) => {
    const result = found[query]
    return result && 'failure' in result ? [result.failure] : []
  })
  if (failed[0] !== undefined) return unchecked('engine', failed[0], bound)
  if (job.kind === 'whole') return whole(job, found)
  if (!check.each) return one(check, job, lookups(job, found)(NO_KEYS), context)
  return grouped(check, job, found, context)
}

const refsOf = (job: Extract<Job, { kind: 'rows' | 'number' }>): readonly Ref[] =>
  job.kind === 'rows'
    ? [job.rows, job.counted, job.passed]
    : [job.rows, ...[...job.leaves.values()].flatMap((leaf) => Object.values(leaf.refs))]
const queriesOf = (job: Exclude<Job, { kind: 'settled' }>): readonly number[] =>
  job.kind === 'whole' ? (job.query === null ? [] : [job.query]) : refsOf(job).map((ref) => ref.query)

type Lookup = (ref: Ref) => Json

/** How to look up a reference in the row of a group, or in the only row: each result is gone through once. */
function lookups(job: Extract<Job, { kind: 'rows' | 'number' }>, found: readonly Found[]): (group: string) => Lookup {
  const results = new Map(
    [...new Set(queriesOf(job))].map((query) => {
      const result = found[query]
      const rows = result && 'rows' in result ? result.rows : []
      return [query, new Map(rows.map((row) => [keyOf(row), row]))]
    }),
  )
  return (group) => (ref) => results.get(ref.query)?.get(group)?.[ref.column] ?? null
}

const NO_KEYS = '[]'

const keys = (row: { readonly [name: string]: Json }): readonly Json[] =>
  Object.keys(row)
    .filter((name) => /^g\d+$/.test(name))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map((name) => row[name] ?? null)
const keyOf = (row: { readonly [name: string]: Json }): string => JSON.stringify(keys(row))

function whole(job: Extract<Job, { kind: 'whole' }>, found: readonly Found[]): Verdict {
  const result = job.query === null ? null : found[job.query]
  const v = job.measure.judge(result && 'rows' in result ? result.rows : [])
  return {
    status: v.status,
    why: v.status === 'holds' ? null : v.status === 'idle' ? 'nothing-in-scope' : 'out-of-bound',
    value: v.value?.is ?? null,
    shown: v.value ? shownScalar(v.value) : '',
    bound: v.bound,
    band: v.band,
    rows: v.counted,
    counted: v.counted,
    failing: v.failing,
    reason: v.reason,
  }
}

function one(
  check: Check,
  job: Extract<Job, { kind: 'rows' | 'number' }>,
  look: Lookup,
  context: Omit<JudgeContext, 'measured'>,
): Verdict {
  return job.kind === 'rows'
    ? rowVerdict(check, count(look(job.rows)), count(look(job.counted)), count(look(job.passed)))
    : numberVerdict(check, job, look, context)
}

const count = (found: Json): number =>
  typeof found === 'number' ? found : typeof found === 'string' ? Number(found) : 0

function rowVerdict(check: Check, rows: number, counted: number, passed: number): Verdict {
  const { bound } = check
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
function allows(bound: Bound, counted: number, passed: number): boolean {
  if ('exceptions' in bound) return counted - passed <= bound.exceptions
  if (!('atLeast' in bound)) return counted === passed
  const share = decimal(bound.atLeast)
  return (
    share !== null && compare({ n: BigInt(passed) * 100n, d: 1n }, multiply(share, { n: BigInt(counted), d: 1n })) >= 0
  )
}

const lowOf = (bound: Bound, counted: number): number =>
  'atLeast' in bound
    ? Number(bound.atLeast) / 100
    : 'exceptions' in bound && counted > 0
      ? Math.max(0, 1 - bound.exceptions / counted)
      : 1

function numberVerdict(
  check: Check,
  job: Extract<Job, { kind: 'number' }>,
  look: Lookup,
  context: Omit<JudgeContext, 'measured'>,
): Verdict {
  if (!('number' in check.measure)) throw new Error('a number is judged that was not measured')
  const rows = count(look(job.rows))
  const measured = new Map(
    [...job.leaves].map(([key, leaf]) => [
      key,
      leaf.make(Object.fromEntries(Object.entries(leaf.refs).map(([name, ref]) => [name, look(ref)]))),
    ]),
  )
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
  const scalar = measured.get(JSON.stringify(check.measure.number)) ?? asScalar(value)
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

function asScalar(v: Evaluated): Scalar {
  if (v.kind === 'text') return { kind: 'text', is: v.text ?? '' }
  return { kind: v.kind, is: v.is }
}

/** The bound as it is said: `at least 99%`, `between 1 and 5`. */
export function boundText(bound: Bound): string {
  if ('atLeast' in bound) return `at least ${bound.atLeast}%`
  if ('exceptions' in bound)
    return bound.exceptions === 0 ? '100%' : `at most ${formatNumber(bound.exceptions)} exceptions`
  if ('all' in bound) return bound.all.map(boundText).join(' and ')
  if ('any' in bound) return bound.any.map(boundText).join(' or ')
  if ('not' in bound) return `not ${boundText(bound.not)}`
  return 'claim' in bound ? claim(bound.claim).replace(/^be /, '') : ''
}

/** The bound with the numbers that it was compared with, where it names others than constants. */
function boundSaid(bound: Bound, context: JudgeContext): string {
  const text = boundText(bound)
  const others =
    'claim' in bound
      ? [intervalOf(bound.claim)?.low, intervalOf(bound.claim)?.high].filter(
          (v, i, all): v is Value => v !== undefined && all.indexOf(v) === i,
        )
      : []
  const shown = others.flatMap((v) => {
    const key = JSON.stringify(v)
    const found =
      context.measured.has(key) || !['number', 'percent', 'text', 'date', 'timestamp', 'duration'].includes(v.kind)
        ? evaluate(v, context)
        : null
    return found ? [shownScalar(context.measured.get(key) ?? asScalar(found))] : []
  })
  return shown.length > 0 ? `${text} (${shown.join(' and ')})` : text
}

function grouped(
  check: Check,
  job: Extract<Job, { kind: 'rows' | 'number' }>,
  found: readonly Found[],
  context: Omit<JudgeContext, 'measured'>,
): Verdict {
  const bound = boundText(check.bound)
  const home = found[job.rows.query]
  const rows = home && 'rows' in home ? home.rows : []
  if (rows.length > MOST_GROUPS)
    return unchecked(
      'too-many-groups',
      `there are more than ${shownCount(MOST_GROUPS)} groups (${shownCount(rows.length)})`,
      bound,
    )
  const look = lookups(job, found)
  const judged = rows.flatMap((row): { readonly verdict: GroupVerdict; readonly beyond: number }[] => {
    const { band, bandShown: _, rows: inScope, ...verdict } = one(check, job, look(keyOf(row)), context)
    const few = check.groupRows !== undefined && (inScope ?? 0) < check.groupRows
    return few ? [] : [{ verdict: { ...verdict, group: keys(row) }, beyond: beyond(verdict, band) }]
  })
  const groups = [...judged]
    .sort(
      (a, b) =>
        RANK[a.verdict.status] - RANK[b.verdict.status] ||
        b.beyond - a.beyond ||
        (keyText(a.verdict) < keyText(b.verdict) ? -1 : 1),
    )
    .map((each) => each.verdict)
  const checked = groups.filter((each) => each.status === 'holds' || each.status === 'broken')
  const broken = checked.filter((each) => each.status === 'broken')
  const [worst] = groups
  const sum = (of: (g: GroupVerdict) => number | null) =>
    job.kind === 'rows' ? groups.reduce((n, g) => n + (of(g) ?? 0), 0) : null
  const shared = {
    bound,
    rows: sum((g) => g.counted),
    counted: sum((g) => g.counted),
    failing: sum((g) => g.failing),
    groups: groups.slice(0, 100),
    groupCount: { all: groups.length, broken: broken.length },
  }
  const odd = groups.find((each) => each.status === 'unchecked')
  if (odd)
    return { ...shared, status: 'unchecked', why: odd.why, value: null, shown: '', band: null, reason: odd.reason }
  if (!worst || checked.length === 0)
    return {
      ...shared,
      status: 'idle',
      why: 'nothing-in-scope',
      value: null,
      shown: '',
      band: null,
      reason: 'no group has a row to judge',
    }
  const holds =
    broken.length === 0 ||
    (check.groupShare !== undefined &&
      allows({ atLeast: check.groupShare }, checked.length, checked.length - broken.length))
  const { band, bandShown } = one(check, job, look(JSON.stringify(worst.group)), context)
  const said =
    broken.length === 0
      ? `all ${shownCount(checked.length)} groups satisfy it; the worst is ${named(worst)}: ${worst.reason}`
      : `${shownCount(broken.length)} of ${shownCount(checked.length)} groups do not satisfy it; the worst is ${named(worst)}: ${worst.reason}`
  return {
    ...shared,
    status: holds ? 'holds' : 'broken',
    why: holds ? null : 'out-of-bound',
    value: worst.value,
    shown: worst.shown,
    band,
    ...(bandShown ? { bandShown } : {}),
    reason: said,
  }
}

const RANK: { readonly [status in Status]: number } = { unchecked: 0, broken: 1, holds: 2, idle: 3 }
const keyText = (g: GroupVerdict): string => JSON.stringify(g.group)

/** How far a group's number lies beyond its bound; for shares of rows, how many fail. */
function beyond(g: Omit<GroupVerdict, 'group'>, band: Band | null): number {
  if (g.failing !== null) return g.counted ? g.failing / g.counted : 0
  if (typeof g.value !== 'number' || !band) return 0
  return Math.max(
    band.low === null ? -Infinity : band.low - g.value,
    band.high === null ? -Infinity : g.value - band.high,
  )
}
const named = (g: GroupVerdict): string => g.group.map((each) => String(each)).join(', ')
