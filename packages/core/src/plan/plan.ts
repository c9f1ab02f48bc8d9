import {
  canonicalJson,
  REASONS,
  type Check,
  type Condition,
  type Json,
  type Measure,
  type Reason,
  type Said,
  type Scalar,
  type Value,
} from '../check.ts'
import { join, name as quote, sql, type Sql } from '../sql/sql.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { Unchecked, type Compiler } from '../vocabulary/expression.ts'
import type { Tally, WholeMeasure } from '../vocabulary/word.ts'
import { compiler, datasetOf, environmentOf } from './compiler.ts'
import { fromOf, raw, rowsOf, type Rows, type Scope } from './rows.ts'
import type { DatasetFacts, Environment } from './environment.ts'
import { leafOf, numberWord } from './numbers.ts'
import { columnsOf, conditionTruth } from './truth.ts'

/** A column of a query's result. */
export interface Ref {
  readonly query: number
  readonly column: string
}

/** One statement. With groups its rows are the groups, whose keys are `g0`, `g1` … */
export interface Query {
  readonly sql: string
  readonly groups: number
  /** For a cheaper way to count duplicates of very many keys. */
  readonly distinct?: Tally['distinct'] & { readonly from: Sql }
}

/** How one check gets its numbers. */
export type Job =
  | { readonly kind: 'settled'; readonly status: 'unchecked' | 'idle'; readonly why: Reason; readonly message: string }
  | { readonly kind: 'rows'; readonly rows: Ref; readonly counted: Ref; readonly passed: Ref }
  | { readonly kind: 'number'; readonly rows: Ref; readonly leaves: ReadonlyMap<string, NumberLeaf> }
  /** `rows` only with groups: it says which there are. */
  | { readonly kind: 'whole'; readonly rows: Ref | null; readonly query: number | null; readonly measure: WholeMeasure }

export interface NumberLeaf {
  readonly refs: { readonly [name: string]: Ref }
  readonly make: (found: { readonly [name: string]: Json }) => Scalar | null
  /** It is taken of the last accepted delivery, whose groups are those of the sentence too. */
  readonly last?: true
}

export interface Plan {
  readonly jobs: readonly Job[]
  readonly queries: readonly Query[]
  /** Text columns to look up before the plan is final: what do all their values read as. */
  readonly unknown: readonly string[]
  /** The same for columns of other datasets. */
  readonly unknownElsewhere: ReadonlyMap<string, readonly string[]>
}

/** At most so many aggregates in one statement. */
const CHUNK = 250

interface Scan {
  readonly rows: Rows
  readonly c: Compiler
  readonly filtered: boolean
  readonly aggregates: Map<string, { readonly sql: Sql; readonly at: number }>
}

/** Turns checks into as few queries as possible: one scan for each source and grouping, shared by all its measures. */
export function plan(checks: readonly Check[], environment: Environment): Plan {
  const scans = new Map<string, Scan>()
  const own: Query[] = []
  const unknown = new Set<string>()
  const ownRows: Rows[] = []
  const context: Context = { environment, scans, own, ownRows }
  const pending = checks.map((check) => settle(check, context))
  const offsets = new Map<Scan, number>()
  const queries: Query[] = [...own]
  for (const scan of scans.values()) {
    offsets.set(scan, queries.length)
    queries.push(...statements(scan))
  }
  const elsewhere = new Map<string, Set<string>>()
  const lookUp = (dataset: string, columns: Iterable<string>) => {
    const known = dataset === environment.dataset.name ? unknown : (elsewhere.get(dataset) ?? new Set())
    for (const each of columns) known.add(each)
    if (known !== unknown) elsewhere.set(dataset, known)
  }
  for (const rows of ownRows) {
    lookUp(rows.dataset.name, rows.unknown)
    for (const [dataset, columns] of rows.elsewhere) lookUp(dataset, columns)
  }
  const jobs = pending.map((make) =>
    make((scan, at) => ({ query: (offsets.get(scan) ?? 0) + Math.floor(at / CHUNK), column: `a${String(at)}` })),
  )
  return {
    jobs,
    queries,
    unknown: [...unknown],
    unknownElsewhere: new Map([...elsewhere].map(([name, columns]) => [name, [...columns]])),
  }
}

interface Context {
  readonly environment: Environment
  readonly scans: Map<string, Scan>
  readonly own: Query[]
  readonly ownRows: Rows[]
}
type Place = (scan: Scan, at: number) => Ref
type Pending = (place: Place) => Job

function settle(check: Check, context: Context): Pending {
  try {
    return jobOf(check, context)
  } catch (error) {
    if (!(error instanceof Unchecked)) throw error
    return () => ({ kind: 'settled', status: error.status, why: error.why, message: error.message })
  }
}

const waiting = (why: Reason): Job => ({
  kind: 'settled',
  status: 'idle',
  why,
  message: why === 'no-clock' ? 'arrival is judged by the clock of a watcher, and none is running' : REASONS[why],
})

function scopeOf(check: Check): Scope {
  const { where, window, each, order } = check
  return {
    ...(where ? { where } : {}),
    ...(window ? { window } : {}),
    ...(each ? { each } : {}),
    ...(order ? { order } : {}),
  }
}

function jobOf(check: Check, context: Context): Pending {
  const { measure } = check
  if ('share' in measure) return rowJob(check, measure.share, context)
  if ('number' in measure) return numberJob(check, measure, context)
  return wholeJob(check, measure.whole, context)
}

function wholeJob(check: Check, whole: Said, context: Context): Pending {
  const word = MEASURES[whole.kind]
  if (!word) throw new Unchecked('engine', `this version does not know ${whole.kind}`)
  const rows = rowsOf(context.environment.dataset)
  context.ownRows.push(rows)
  const scope = scopeOf(check)
  const c = compiler(rows, context.environment, scope)
  for (const each of word.columns(whole.args)) c.value(each)
  const made = word.measure?.(whole.args, c)
  if (!made) return () => waiting(word.needs ?? 'no-baseline')
  const query = made.query ? context.own.push({ sql: made.query.text, groups: c.groups.length }) - 1 : null
  if (!check.each) return () => ({ kind: 'whole', rows: null, query, measure: made })
  const { scan } = scanOf(context.environment.dataset, scope, true, context)
  const rowsAt = add(scan, sql`count(*)`)
  return (place) => ({ kind: 'whole', rows: place(scan, rowsAt), query, measure: made })
}

/**
 * The scan that a check's aggregates join: over the same rows, groups and order. A scope is part of each aggregate of a
 * condition, so all conditions share a scan; numbers are filtered below, since their aggregates can be anything.
 */
function scanOf(
  dataset: DatasetFacts,
  scope: Scope,
  filtered: boolean,
  context: Context,
): { readonly scan: Scan; readonly c: Compiler } {
  const key = JSON.stringify([
    dataset.name,
    scope.each ?? null,
    scope.order ?? null,
    filtered ? [scope.where ?? null, scope.window ?? null] : null,
  ])
  const known = context.scans.get(key)
  const rows = known?.rows ?? rowsOf(dataset)
  // also when the scope cannot be said yet: what it asked for shows whether it can
  if (!known) context.ownRows.push(rows)
  const c = compiler(rows, environmentOf(dataset, context.environment), scope)
  const scan: Scan = known ?? { rows, c, filtered, aggregates: new Map() }
  context.scans.set(key, scan)
  return { scan, c }
}

function add(scan: Scan, aggregate: Sql): number {
  const known = scan.aggregates.get(aggregate.text)
  if (known) return known.at
  const at = scan.aggregates.size
  scan.aggregates.set(aggregate.text, { sql: aggregate, at })
  return at
}

function rowJob(check: Check, condition: Condition, context: Context): Pending {
  const scope = scopeOf(check)
  const { scan: home, c } = scanOf(context.environment.dataset, scope, false, context)
  const rowsAt = add(home, isAll(c.scope) ? sql`count(*)` : sql`count_if(${c.scope})`)
  const tally = tallied(check, condition, context)
  if (tally !== null)
    return (place) => ({
      kind: 'rows',
      rows: place(home, rowsAt),
      counted: { query: tally, column: 'counted' },
      passed: { query: tally, column: 'passed' },
    })
  const truth = conditionTruth(condition, c)
  const counted = truth.counted ?? truth.yes
  const pass = truth.pass ?? truth.yes
  const countedAt = add(home, isAll(c.scope) ? countOf(counted) : sql`count(CASE WHEN ${c.scope} THEN ${counted} END)`)
  const passedAt = add(home, isAll(c.scope) ? passing(pass) : sql`coalesce(count_if(${c.scope} AND (${pass})), 0)`)
  return (place) => ({
    kind: 'rows',
    rows: place(home, rowsAt),
    counted: place(home, countedAt),
    passed: place(home, passedAt),
  })
}

/** Whether a value is there is known of every row; so this is the number of rows, which is counted anyway. */
const countOf = (counted: Sql): Sql => (PRESENT.test(counted.text) ? sql`count(*)` : sql`count(${counted})`)

/** The rows that have a value are the same as those that comparisons with it count. */
function passing(pass: Sql): Sql {
  const present = PRESENT.exec(pass.text)?.[1]
  return present === undefined ? sql`coalesce(count_if(${pass}), 0)` : sql`count(${raw(present)})`
}

/** A column, or what is computed once below, and nothing else. */
const PRESENT = /^("r"\."[^"]+") IS NOT NULL$/

const isAll = (scope: Sql): boolean => scope.text === 'true'

/** A single claim that is counted in a query of its own. */
function tallied(check: Check, condition: Condition, context: Context): number | null {
  if (!('subject' in condition) || condition.denied) return null
  const word = CONDITIONS[condition.claim.kind]
  if (!word?.tally || (condition.subject.quantity.is !== 'together' && condition.subject.of.length > 1)) return null
  const rows = rowsOf(context.environment.dataset)
  context.ownRows.push(rows)
  const c = compiler(rows, context.environment, scopeOf(check))
  const of = columnsOf(condition.subject.of, c)
  if (of.length > 1 && condition.subject.quantity.is !== 'together') return null
  const tally = word.tally(of, condition.claim.args, c)
  return (
    context.own.push({
      sql: tally.query.text,
      groups: c.groups.length,
      ...(tally.distinct ? { distinct: { ...tally.distinct, from: fromOf(rows) } } : {}),
    }) - 1
  )
}

function numberJob(check: Check, measure: Extract<Measure, { number: Value }>, context: Context): Pending {
  const scope = scopeOf(check)
  const { scan: home } = scanOf(context.environment.dataset, scope, true, context)
  const rowsAt = add(home, sql`count(*)`)
  const leaves = [
    ...new Map([...numbersIn(measure.number), ...numbersIn(check.bound)].map((each) => [canonicalJson(each), each])),
  ]
  const taken = leaves.map(([key, v]) => {
    const leaf = leafOf(v)
    const elsewhere: Scope = {
      ...(scope.each ? { each: scope.each } : {}),
      ...(leaf.where ? { where: leaf.where } : {}),
    }
    const { order: _, ...unordered } = scope
    const rows = leaf.history ? unordered : scope
    const here: Scope = leaf.where
      ? { ...rows, where: scope.where ? { all: [scope.where, leaf.where] } : leaf.where }
      : rows
    const dataset = datasetOf(leaf, context.environment)
    const { scan, c } = scanOf(dataset, leaf.dataset === undefined ? here : elsewhere, true, context)
    const word = numberWord(leaf.of)
    if (!word) throw new Unchecked('engine', `this version does not know ${leaf.of.kind}`)
    const take = word.take(leaf.of.args, c)
    const at = Object.entries(take.aggregates).map(([name, aggregate]) => [name, add(scan, aggregate)] as const)
    return { key, make: take.make, at, scan, last: leaf.history === true }
  })
  return (place) => ({
    kind: 'number',
    rows: place(home, rowsAt),
    leaves: new Map(
      taken.map((each) => [
        each.key,
        {
          make: each.make,
          refs: Object.fromEntries(each.at.map(([name, at]) => [name, place(each.scan, at)])),
          ...(each.last ? { last: true as const } : {}),
        },
      ]),
    ),
  })
}

/** Every number of the delivery inside of a value or bound, outermost first; not the ones inside of those. */
export function numbersIn(node: unknown): readonly Value[] {
  if (Array.isArray(node)) return node.flatMap(numbersIn)
  if (node === null || typeof node !== 'object') return []
  const said = node as Partial<Value>
  if (typeof said.kind === 'string' && said.args && numberWord(said as Value)) return [said as Value]
  return Object.values(node).flatMap(numbersIn)
}

function statements(scan: Scan): readonly Query[] {
  const all = [...scan.aggregates.values()]
  const { c } = scan
  const from = fromOf(scan.rows)
  const names = c.groups.map((_, i) => quote(`g${String(i)}`))
  const keys = c.groups.map((each, i) => sql`${each} AS ${names[i] ?? quote('g')}`)
  const filter =
    scan.filtered || c.groups.length > 0
      ? scan.filtered
        ? c.scope
        : c.groups.map((each) => sql`${each} IS NOT NULL`).reduce((l, r) => sql`${l} AND ${r}`)
      : sql`true`
  const where = isAll(filter) ? sql`` : sql` WHERE ${filter}`
  const by = c.groups.length > 0 ? sql` GROUP BY ${join(c.groups, sql`, `)}` : sql``
  const chunks = Array.from({ length: Math.max(1, Math.ceil(all.length / CHUNK)) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  )
  return chunks.map((chunk) => {
    const columns = [...keys, ...chunk.map((each) => sql`${each.sql} AS ${quote(`a${String(each.at)}`)}`)]
    return { sql: sql`SELECT ${join(columns, sql`, `)} FROM ${from}${where}${by}`.text, groups: c.groups.length }
  })
}
