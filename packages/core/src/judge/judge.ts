import type { Band, Check, Status } from '../check.ts'
import type { WholeVerdict } from '../vocabulary/word.ts'
import { boundText } from './bound-text.ts'
import { calendarOf, clockVerdict, type Clock } from './clock-verdict.ts'
import type { JudgeContext } from './evaluate.ts'
import { allows, numberVerdict, rowVerdict, type NumberContext } from './group-verdict.ts'
import { earlierOf, groupsOf, type EarlierGroup } from './earlier-groups.ts'
import type { Measurement, NumberGroup, Past, RowsGroup, WholeGroup } from './measurement.ts'
import { shownCount } from '../vocabulary/shown-count.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { shownScalar } from './shown.ts'
import { leftOut } from './unread.ts'
import { unchecked, type GroupVerdict, type Verdict } from './verdict.ts'

/** Against what a measurement is judged. */
export interface Context extends Omit<JudgeContext, 'measured'> {
  /** Measurements of the same measure on earlier accepted deliveries, oldest first. */
  readonly history?: readonly Past[]
  /** What a watcher knows, for what must arrive by the clock. */
  readonly clock?: Clock
}

/** Judges what was measured for one check; a stored measurement is judged with another bound in the same way. */
export function judge(check: Check, measurement: Measurement, context: Context): Verdict {
  const verdict = judged(check, measurement, context)
  const left = 'unread' in measurement ? (measurement.unread ?? []) : []
  // a number of the delivery says itself which of its values it left out
  const more = left.filter((each) => each.use !== 'number' || measurement.kind !== 'number')
  if (more.length === 0) return verdict
  const few = more.map((each) => `${shownCount(each.unread)} ${each.lookUp ? 'not looked up' : 'not readable'}`)
  return {
    ...verdict,
    reason: [verdict.reason, ...more.map(leftOut)].join('; '),
    left: [...(verdict.left ? [verdict.left] : []), ...few].join(', '),
  }
}

function judged(check: Check, measurement: Measurement, context: Context): Verdict {
  const bound = boundText(check.bound)
  switch (measurement.kind) {
    case 'settled': {
      const calendar = context.clock && calendarOf(check)
      if (calendar) return clockVerdict(calendar, { ...context, clock: context.clock })
      return { ...unchecked(measurement.why, measurement.message, bound), status: measurement.status }
    }
    case 'failed':
      return unchecked('engine', measurement.message, bound)
    case 'whole':
    case 'rows':
    case 'number':
      return check.each
        ? grouped(check, measurement, context)
        : one(check, measurement.groups[0] ?? NOTHING, { ...context, ...earlierOf(check, context)(NO_KEYS) })
  }
}

const NO_KEYS = '[]'

const NOTHING = { keys: [], rows: 0, counted: 0, passed: 0, leaves: {} }

function one(
  check: Check,
  group: RowsGroup | NumberGroup | WholeGroup,
  context: NumberContext & EarlierGroup,
): Verdict {
  if ('verdict' in group) return whole(byHistory(check, group.verdict, context))
  return 'leaves' in group && 'number' in check.measure
    ? numberVerdict(check, group, context)
    : rowVerdict(check, 'counted' in group ? group : { ...group, counted: 0, passed: 0 })
}

/** Where a claim about the whole delivery is judged by earlier ones. */
function byHistory({ measure }: Check, v: WholeVerdict, { states }: EarlierGroup): WholeVerdict {
  if (!('whole' in measure)) return v
  const { kind, args } = measure.whole
  return MEASURES[kind]?.among?.(args, v, states) ?? v
}

function whole(v: WholeVerdict): Verdict {
  return {
    status: v.status,
    why: v.status === 'holds' ? null : v.status === 'idle' ? (v.why ?? 'nothing-in-scope') : 'out-of-bound',
    value: v.value?.is ?? null,
    shown: v.shown ?? (v.value ? shownScalar(v.value) : ''),
    bound: v.bound,
    band: v.band,
    rows: v.counted,
    counted: v.counted,
    failing: v.failing,
    reason: v.reason,
  }
}

function grouped(
  check: Check,
  measurement: Extract<Measurement, { kind: 'rows' | 'number' | 'whole' }>,
  context: Context,
): Verdict {
  const bound = boundText(check.bound)
  const earlier = earlierOf(check, context)
  const judged = groupsOf(measurement, context.history?.at(-1)?.measurement)
    .filter((each) => check.groupRows === undefined || each.rows >= check.groupRows)
    .map((each) => {
      const before = earlier(JSON.stringify(each.keys))
      const { band, bandShown, rows: _, ...verdict } = one(check, each, { ...context, ...before })
      const worst = { band, ...(bandShown ? { bandShown } : {}) }
      return { verdict: { ...verdict, group: each.keys }, worst, beyond: beyond(verdict, band) }
    })
    .sort(
      (a, b) =>
        RANK[a.verdict.status] - RANK[b.verdict.status] ||
        b.beyond - a.beyond ||
        (keyText(a.verdict) < keyText(b.verdict) ? -1 : 1),
    )
  const groups: readonly GroupVerdict[] = judged.map((each) => each.verdict)
  const checked = groups.filter((each) => each.status === 'holds' || each.status === 'broken')
  const broken = checked.filter((each) => each.status === 'broken')
  const [worst] = groups
  const shownBand = judged[0]?.worst ?? { band: null }
  const sum = (of: (g: GroupVerdict) => number | null) =>
    measurement.kind === 'rows' ? groups.reduce((n, g) => n + (of(g) ?? 0), 0) : null
  const shared = {
    bound: worst && measurement.kind === 'whole' ? worst.bound : bound,
    rows: sum((g) => g.counted),
    counted: sum((g) => g.counted),
    failing: sum((g) => g.failing),
    groups: groups.slice(0, 100),
    groupCount: { all: groups.length, broken: broken.length },
  }
  const nothing = { ...shared, value: null, shown: '', band: null }
  const odd = groups.find((each) => each.status === 'unchecked')
  if (odd) return { ...nothing, status: 'unchecked', why: odd.why, reason: odd.reason }
  if (!worst || checked.length === 0) {
    const waiting = groups.find((each) => each.why !== 'nothing-in-scope')
    return {
      ...nothing,
      status: 'idle',
      why: waiting?.why ?? 'nothing-in-scope',
      reason: waiting ? `no group can be judged; ${named(waiting)}: ${waiting.reason}` : 'no group has a row to judge',
    }
  }
  const holds =
    broken.length === 0 ||
    (check.groupShare !== undefined &&
      allows({ atLeast: check.groupShare }, checked.length, checked.length - broken.length))
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
    ...shownBand,
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
