import type { Json, Reason, Scalar } from '../check.ts'
import type { Job } from '../plan/plan.ts'
import type { Ref } from '../plan/scans.ts'
import type { WholeVerdict } from '../vocabulary/word.ts'
import { shownCount } from '../vocabulary/shown-count.ts'
import { nothingReadable, unreadOf, type Examples, type Unread } from './unread.ts'
import type { RestRef } from '../plan/rests.ts'

/** Rows of a query's result, or why it failed. */
export type Found = { readonly rows: readonly { readonly [name: string]: Json }[] } | { readonly failure: string }

/** A number as JSON can hold it: infinity is a number too. */
export type Taken = Exclude<Scalar, { readonly kind: 'number' }> | TakenNumber
type NumberScalar = Extract<Scalar, { readonly kind: 'number' }>
interface TakenNumber extends Omit<NumberScalar, 'is'> {
  readonly is: number | 'infinity' | '-infinity'
}

/** How many rows are in scope, of how many it can be said, and of how many it is true. */
export interface RowsGroup {
  /** The values that the rows are grouped by; none without `for each`. */
  readonly keys: readonly Json[]
  readonly rows: number
  readonly counted: number
  readonly passed: number
}

/** The numbers of the delivery that the measure and its bound speak about, by their value as canonical JSON. */
export interface NumberGroup {
  readonly keys: readonly Json[]
  readonly rows: number
  readonly leaves: { readonly [value: string]: Taken | null }
}

/** What a claim about the whole delivery, or about each group of it, comes to. */
export interface WholeGroup {
  readonly keys: readonly Json[]
  readonly rows: number
  readonly verdict: WholeVerdict
}

/**
 * What one measure found on one delivery, as plain JSON: it can be stored, and judged again with another bound without
 * the data. Without `for each` there is one group, with no keys.
 */
export type Measurement =
  | {
      readonly kind: 'settled'
      readonly status: 'unchecked' | 'idle'
      readonly why: Reason
      readonly message: string
    }
  | { readonly kind: 'failed'; readonly message: string }
  | (LeavingOut & { readonly kind: 'rows'; readonly groups: readonly RowsGroup[] })
  | (LeavingOut & { readonly kind: 'number'; readonly groups: readonly NumberGroup[] })
  | (LeavingOut & { readonly kind: 'whole'; readonly groups: readonly WholeGroup[] })

interface LeavingOut {
  /** What it left out, since it cannot be read. */
  readonly unread?: readonly Unread[]
}

/** A measurement of the same measure on an earlier, accepted delivery. */
export interface Past {
  /** When that delivery arrived: ISO 8601 in UTC. */
  readonly time: string
  readonly measurement: Measurement
  /** A person said that this measurement is as it should be, so that what is usual is learnt from it too. */
  readonly expected?: true
  /** A person said that it should have alarmed, so that nothing usual is learnt from it. */
  readonly unusual?: true
}

/** More groups than this are not judged. */
export const MOST_GROUPS = 1000

/** Puts together what the queries of one job found. */
export function measurementOf(job: Job, found: readonly Found[], examples: Examples = new Map()): Measurement {
  if (job.kind === 'settled') return job
  const failed = queriesOf(job).flatMap((query) => {
    const result = found[query]
    return result && 'failure' in result ? [result.failure] : []
  })
  if (failed[0] !== undefined) return { kind: 'failed', message: failed[0] }
  const unread = unreadOf(job.rests, (ref) => count(rowsOf(ref.query, found)[0]?.[ref.column] ?? 0), examples)
  const nothing = unread.find((each) => each.unread === each.present)
  if (nothing)
    return {
      kind: 'settled',
      status: 'unchecked',
      why: 'incomparable',
      message: nothingReadable(nothing, isSaid(job.rests, nothing)),
    }
  const taken = takenBy(job, found)
  return unread.length > 0 && taken.kind !== 'settled' ? { ...taken, unread } : taken
}

const isSaid = (rests: readonly RestRef[], { column, as, use }: Unread): boolean =>
  rests.some((each) => each.said && each.column === column && each.as === as && each.use === use)

function takenBy(
  job: Exclude<Job, { kind: 'settled' }>,
  found: readonly Found[],
): Exclude<Measurement, { kind: 'failed' }> {
  if (job.kind === 'whole' && job.rows === null) {
    const verdict = job.measure.judge(rowsOf(job.query, found))
    return { kind: 'whole', groups: [{ keys: [], rows: verdict.counted ?? 0, verdict }] }
  }
  const groups = rowsOf(job.rows?.query ?? null, found).map(keysOf)
  if (groups.length > MOST_GROUPS)
    return {
      kind: 'settled',
      status: 'unchecked',
      why: 'too-many-groups',
      message: `there are more than ${shownCount(MOST_GROUPS)} groups (${shownCount(groups.length)})`,
    }
  if (job.kind === 'whole') return { kind: 'whole', groups: wholeGroups(job, groups, found) }
  const look = lookups(job, found)
  if (job.kind === 'rows')
    return { kind: 'rows', groups: groups.map((keys) => rowsGroup(job, keys, look(JSON.stringify(keys)))) }
  const all = [...groups, ...onlyInLast(job, found, groups)]
  return { kind: 'number', groups: all.map((keys) => numberGroup(job, keys, look(JSON.stringify(keys)))) }
}

/** Groups that only the last accepted delivery has, where its numbers are compared with. */
function onlyInLast(
  job: NumberJob,
  found: readonly Found[],
  groups: readonly (readonly Json[])[],
): readonly (readonly Json[])[] {
  const known = new Set(groups.map((keys) => JSON.stringify(keys)))
  const queries = [...job.leaves.values()].flatMap((leaf) =>
    leaf.last ? Object.values(leaf.refs).map((ref) => ref.query) : [],
  )
  return [...new Set(queries)].flatMap((query) => {
    const result = found[query]
    const keys = (result && 'rows' in result ? result.rows : []).map(keysOf)
    const gone = keys.filter((each) => !known.has(JSON.stringify(each)))
    for (const each of gone) known.add(JSON.stringify(each))
    return gone
  })
}

const rowsOf = (query: number | null, found: readonly Found[]): readonly { readonly [name: string]: Json }[] => {
  const result = query === null ? undefined : found[query]
  return result && 'rows' in result ? result.rows : []
}

/** Each group is judged by the rows of the result that are its own. */
function wholeGroups(
  job: WholeJob,
  groups: readonly (readonly Json[])[],
  found: readonly Found[],
): readonly WholeGroup[] {
  const own = new Map<string, { readonly [name: string]: Json }[]>()
  for (const row of rowsOf(job.query, found)) {
    const key = JSON.stringify(keysOf(row))
    own.set(key, [...(own.get(key) ?? []), row])
  }
  const counts = new Map(rowsOf(job.rows?.query ?? null, found).map((row) => [JSON.stringify(keysOf(row)), row]))
  return groups.map((keys) => {
    const key = JSON.stringify(keys)
    return {
      keys,
      rows: count(counts.get(key)?.[job.rows?.column ?? ''] ?? null),
      verdict: job.measure.judge(own.get(key) ?? []),
    }
  })
}

type WholeJob = Extract<Job, { kind: 'whole' }>
type RowJob = Extract<Job, { kind: 'rows' }>
type NumberJob = Extract<Job, { kind: 'number' }>
type Lookup = (ref: Ref) => Json

const rowsGroup = (job: RowJob, keys: readonly Json[], look: Lookup): RowsGroup => ({
  keys,
  rows: count(look(job.rows)),
  counted: count(look(job.counted)),
  passed: count(look(job.passed)),
})

const numberGroup = (job: NumberJob, keys: readonly Json[], look: Lookup): NumberGroup => ({
  keys,
  rows: count(look(job.rows)),
  leaves: Object.fromEntries(
    [...job.leaves].map(([value, leaf]) => [
      value,
      taken(leaf.make(Object.fromEntries(Object.entries(leaf.refs).map(([name, ref]) => [name, look(ref)])))),
    ]),
  ),
})

const count = (found: Json): number =>
  typeof found === 'number' ? found : typeof found === 'string' ? Number(found) : 0

const taken = (s: Scalar | null): Taken | null =>
  s?.kind === 'number' && !Number.isFinite(s.is) ? { ...s, is: s.is > 0 ? 'infinity' : '-infinity' } : s

/** The number that was taken. */
export function scalarOf(t: Taken | null): Scalar | null {
  if (t?.kind !== 'number') return t
  const { is } = t
  return { ...t, is: is === 'infinity' ? Infinity : is === '-infinity' ? -Infinity : is }
}

const refsOf = (job: RowJob | NumberJob): readonly Ref[] =>
  job.kind === 'rows'
    ? [job.rows, job.counted, job.passed]
    : [job.rows, ...[...job.leaves.values()].flatMap((leaf) => Object.values(leaf.refs))]
/** The queries that a job's numbers are in. */
export function queriesOf(job: Job): readonly number[] {
  if (job.kind === 'settled') return []
  const rests = job.rests.map((each) => each.read.query)
  if (job.kind === 'whole')
    return [...rests, ...(job.query === null ? [] : [job.query]), ...(job.rows === null ? [] : [job.rows.query])]
  return [...rests, ...refsOf(job).map((ref) => ref.query)]
}

/** How to look up a reference in the row of a group, or in the only row: each result is gone through once. */
function lookups(job: RowJob | NumberJob, found: readonly Found[]): (group: string) => Lookup {
  const results = new Map(
    [...new Set(queriesOf(job))].map((query) => {
      return [query, new Map(rowsOf(query, found).map((row) => [JSON.stringify(keysOf(row)), row]))]
    }),
  )
  return (group) => (ref) => results.get(ref.query)?.get(group)?.[ref.column] ?? null
}

const keysOf = (row: { readonly [name: string]: Json }): readonly Json[] =>
  Object.keys(row)
    .filter((name) => /^g\d+$/.test(name))
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
    .map((name) => row[name] ?? null)
