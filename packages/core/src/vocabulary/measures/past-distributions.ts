import type { Json, Value } from '../../check.ts'
import { number, sql } from '../../sql/sql.ts'
import { NEEDS } from '../../stats/learning.ts'
import { compareSketches, usualDistance, type Sketch } from '../../stats/sketches.ts'
import { knownOf } from '../bounds/history.ts'
import type { Compiler } from '../expression.ts'
import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import { byGroup } from './by-group.ts'
import { slot } from './columns.ts'
import { calledDistance, distanceMeasure, distanceName, DISTANCES, numeric, orderless } from './distances.ts'
import { distance, nothing } from './whole-verdict.ts'

/** Distributions that are compared with those of accepted deliveries. */

const SAY = 'be distributed as in the last delivery'

export const distributedAsInLast = measure({
  about:
    'the values are distributed as those of the last accepted delivery: Kolmogorov–Smirnov distance for numbers and times, total variation distance for texts, or the distance that is named',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: SAY },
    { say: `${SAY} , distance at most {distance:digits}` },
    { say: `${SAY} , {by:distance-name} at most {distance:digits}` },
  ],
  also: [
    { say: 'be distributed as in the previous delivery' },
    { say: 'have the same distribution as in the (last|previous) delivery' },
    { say: 'be distributed like in the (last|previous) delivery' },
  ],
  examples: [
    [
      '`price` should be distributed as in the last delivery',
      'The present values of `price` are distributed as in the last accepted delivery: the Kolmogorov–Smirnov distance (texts: total variation distance) is at most 0.1, or no more than chance explains at these sizes (1%) (a warning if not)',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are distributed as in the last accepted delivery: the ${calledDistance(a.by)} is at most ${a.distance ?? '0.1'}, or no more than chance explains at these sizes (1%)`,
  columns: (a) => [slot(a)],
  measure: (a, c) => distanceMeasure(slot(a), c.last(), a, c),
})

const USUAL = 'be distributed as usual'

/** At most so many earlier deliveries are learnt from. */
export const LEARNT = 40

export const distributedAsUsual = measure({
  about:
    'the values are distributed as in the last accepted deliveries (up to 40): no further from their mean than the distance that is said, or than chance explains (1%), or than is usual among them (twice the second largest distance of one from the others); of sketches, with percentiles of numbers and times and 4,096 classes of texts',
  subject: '{of:column}',
  negatable: 'say how it must be distributed',
  phrases: [
    { say: USUAL },
    { say: `${USUAL} , distance at most {distance:digits}` },
    { say: `${USUAL} , {by:distance-name} at most {distance:digits}` },
  ],
  examples: [
    [
      '`price` should be distributed as usual',
      'The present values of `price` are distributed as in accepted deliveries: the Kolmogorov–Smirnov distance (texts: total variation distance) to the mean of the last 40 is at most 0.1, or no more than chance explains at these sizes (1%), or than is usual among them (a warning if not)',
    ],
  ],
  reading: (a, say) =>
    `the present values of ${say.value(slot(a))} are distributed as in accepted deliveries: the ${calledDistance(a.by)} to the mean of the last ${String(LEARNT)} is at most ${a.distance ?? '0.1'}, or no more than chance explains at these sizes (1%), or than is usual among them`,
  columns: (a) => [slot(a)],
  measure: (a, c) => sketched(slot(a), c),
  among: (a, own, past) => {
    const now = own.state as unknown as Sketch | undefined
    if (!now) return own
    const by = distanceName(a.by, now.kind === 'texts')
    if (by === null) return orderless(String(a.by)).judge([])
    const alike = past.filter((each) => kindOf(each) === now.kind).slice(-LEARNT)
    if (alike.length < NEEDS) return waiting(own, past, alike.length, now)
    const apart = compareSketches(now, alike as unknown as readonly Sketch[], by) // prettier-ignore
    const most = Math.max(Number(a.distance ?? '0.1'), Number(usualDistance(apart.among).toPrecision(3)))
    const verdict = distance(apart.distance, most, DISTANCES[by].chance(apart.k, apart.n, apart.m), by, now.n)
    return {
      ...verdict,
      state: own.state ?? null,
      reason: `${verdict.reason} to the mean of ${String(alike.length)} accepted deliveries`,
    }
  },
})

const kindOf = (state: Json): unknown => (state as { readonly kind?: unknown } | null)?.kind

/** Not enough deliveries to compare with; or what they had was of another kind. */
function waiting(own: WholeVerdict, past: readonly Json[], alike: number, now: Sketch): WholeVerdict {
  const before = past.at(-1)
  if (before !== undefined && past.length - alike >= NEEDS && kindOf(before) !== now.kind)
    return {
      ...own,
      status: 'broken',
      bound: 'as usual',
      reason: `its values were ${String(kindOf(before))}, and are ${now.kind}`,
    }
  return { ...own, status: 'idle', why: 'too-little-history', reason: knownOf(alike, NEEDS) }
}

const PERCENTILES = Array.from({ length: 101 }, (_, i) => number(i / 100)).reduce((l, r) => sql`${l}, ${r}`)

/** The sketch of a column, of the whole delivery or of each group. */
function sketched(of: Value, c: Compiler): WholeMeasure {
  const e = c.value(of)
  const kind = c.common([e], false)
  const group = byGroup(c)
  const isText = kind === 'text' || kind === 'boolean'
  const x = isText ? sql`CAST(${c.as(e, kind).sql} AS VARCHAR)` : numeric(c.as(e, kind))
  const from = sql`(SELECT ${group.keys}${x} AS x FROM ${c.from} WHERE ${c.scope})`
  const classes = sql`SELECT ${group.names}md5_number_lower(x) % 4096 AS b, count(*) AS n FROM ${from} WHERE x IS NOT NULL GROUP BY ${group.names}b`
  return {
    query: isText
      ? sql`SELECT ${group.names}CAST(sum(n) AS BIGINT) AS n, list([b, n] ORDER BY n DESC, b)[1:256] AS s FROM (${classes})${group.by}`
      : sql`SELECT ${group.names}count(x) AS n, quantile_cont(x, [${PERCENTILES}]) AS q FROM ${from} WHERE isfinite(x)${group.by}`,
    judge: ([row]) => {
      const n = Number(row?.n ?? 0)
      if (n === 0) return nothing
      const state = isText
        ? { kind: 'texts', n, s: (row?.s as readonly (readonly Json[])[]).map((each) => each.map(Number)) }
        : { kind: 'numbers', n, q: (row?.q as readonly Json[]).map((each) => Number(Number(each).toPrecision(7))) }
      return { ...nothing, counted: n, state, reason: 'it waits for earlier deliveries' }
    },
  }
}
