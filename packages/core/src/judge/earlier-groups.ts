import type { Check, Json, Scalar, Value } from '../check.ts'
import { localDay } from '../stats/zone.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { leafOf } from '../plan/numbers.ts'
import { evaluate } from './evaluate.ts'
import { measuredOf } from './group-verdict.ts'
import {
  scalarOf,
  type Measurement,
  type NumberGroup,
  type Past,
  type RowsGroup,
  type WholeGroup,
} from './measurement.ts'
import type { PastNumber } from './past.ts'

/** What of earlier deliveries a group is judged by, oldest first. */
export interface EarlierGroup {
  /** Its number. */
  readonly past: readonly PastNumber[]
  /** What a claim about the whole delivery is compared with. */
  readonly states: readonly Json[]
}

/** How each group was in earlier deliveries: each measurement is gone through once. */
export function earlierOf(
  { measure }: Check,
  { history = [], zone }: { readonly history?: readonly Past[]; readonly zone: string },
): (group: string) => EarlierGroup {
  const deliveries = history.map((each) => {
    const time = Date.parse(each.time) / 1000
    const said = {
      ...(each.expected ? { expected: true as const } : {}),
      ...(each.unusual ? { unusual: true as const } : {}),
    }
    return { time, day: localDay(time, zone), said, groups: groupsByKey(each.measurement) }
  })
  const past = (group: string, of: Value): readonly PastNumber[] =>
    deliveries.map(({ time, day, groups, said }) => {
      const found = groups.get(group)
      const now = new Date(time * 1000).toISOString()
      const value = found && 'leaves' in found ? evaluate(of, { now, zone, measured: measuredOf(found) }) : null
      return { time, day, value, ...said }
    })
  const states = (group: string): readonly Json[] =>
    deliveries.flatMap(({ groups, said }) => {
      const found = said.unusual ? undefined : groups.get(group)
      const state = found && 'verdict' in found ? found.verdict.state : undefined
      return state === undefined ? [] : [state]
    })
  return (group) => ({
    past: 'number' in measure ? past(group, measure.number) : [],
    states: 'whole' in measure ? states(group) : [],
  })
}

/** A group of no rows is none. */
const groupsByKey = (m: Measurement): ReadonlyMap<string, AnyGroup> =>
  new Map(
    'groups' in m
      ? m.groups
          .filter((each: AnyGroup) => each.keys.length === 0 || each.rows > 0)
          .map((each: AnyGroup) => [JSON.stringify(each.keys), each])
      : [],
  )

type Groups = Extract<Measurement, { readonly kind: 'rows' | 'number' | 'whole' }>
type AnyGroup = RowsGroup | NumberGroup | WholeGroup

/**
 * The groups of a delivery, and those that the last accepted one had and it has not, as groups of no rows. Times go by:
 * a group of a time (a day, a week) is missed only between others that are there.
 */
export function groupsOf(m: Groups, last: Measurement | undefined): readonly AnyGroup[] {
  const all: readonly AnyGroup[] = m.groups
  const there = all.filter((each) => each.rows > 0)
  const known = new Set(there.map((each) => JSON.stringify(each.keys)))
  const within = timesWithin(there.map((each) => each.keys))
  const gone = new Map(
    [...all.filter((each) => each.rows === 0), ...earlierGroups(m, last)]
      .filter((each) => !known.has(JSON.stringify(each.keys)) && within(each.keys))
      .map((each) => [JSON.stringify(each.keys), each] as const)
      .reverse(),
  )
  return [...there, ...gone.values()]
}

function earlierGroups(m: Groups, last: Measurement | undefined): readonly AnyGroup[] {
  if (last?.kind !== m.kind) return []
  const had = last.groups.filter((each: AnyGroup) => each.rows > 0)
  const like = m.kind === 'number' ? m.groups[0]?.leaves : undefined
  return had.flatMap((each: AnyGroup): readonly AnyGroup[] =>
    // without rows there is no distribution to judge
    'verdict' in each
      ? []
      : [
          'leaves' in each
            ? { keys: each.keys, rows: 0, leaves: ofNothing(each.leaves, like ?? {}) }
            : { keys: each.keys, rows: 0, counted: 0, passed: 0 },
        ],
  )
}

type Leaves = NumberGroup['leaves']

/** The numbers of no rows; a share is of as many as that of another group of this delivery. */
const ofNothing = (leaves: Leaves, like: Leaves): Leaves =>
  Object.fromEntries(
    Object.keys(leaves).map((key) => [key, nothing(JSON.parse(key) as Value, scalarOf(like[key] ?? null))]),
  )

function nothing(of: Value, like: Scalar | null): Scalar | null {
  const leaf = leafOf(of)
  const word = VALUES[leaf.of.kind]
  if (word?.level !== 'delivery' || word.ofNothing === 'idle' || leaf.dataset !== undefined || leaf.history) return null
  const whole = like?.kind === 'number' ? like.whole : undefined
  return { kind: 'number', is: 0, ...(whole === undefined ? {} : { part: 0, whole }) }
}

const TIME = /^\d{4}-\d\d-\d\d/

/** Whether the times among a group's keys lie between the first and the last of the groups that are there. */
function timesWithin(groups: readonly (readonly Json[])[]): (keys: readonly Json[]) => boolean {
  const columns = (groups[0] ?? []).map((_, i) =>
    groups
      .map((keys) => keys[i])
      .filter(isTime)
      .sort(),
  )
  return (keys) =>
    keys.every((key, i) => {
      const times = columns[i] ?? []
      return !isTime(key) || ((times[0] ?? key) < key && key < (times.at(-1) ?? key))
    })
}
const isTime = (key: Json | undefined): key is string => typeof key === 'string' && TIME.test(key)
