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
import { sql, type Sql } from '../sql/sql.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { Unchecked } from '../vocabulary/expression.ts'
import type { WholeMeasure } from '../vocabulary/word.ts'
import { compiler } from './compiler.ts'
import { datasetOf } from './datasets.ts'
import { fromOf, raw, rowsOf, type Rests, type Scope } from './rows.ts'
import { restRefs, type RestRef } from './rests.ts'
import { add, isAll, refAt, scanOf, statements, type Query, type Ref, type Scan, type Scans } from './scans.ts'
import type { Environment } from './environment.ts'
import { leafOf, numberWord } from './numbers.ts'
import { columnsOf, conditionTruth } from './truth.ts'

/** How one check gets its numbers. */
export type Job =
  | { readonly kind: 'settled'; readonly status: 'unchecked' | 'idle'; readonly why: Reason; readonly message: string }
  | (Resting & { readonly kind: 'rows'; readonly rows: Ref; readonly counted: Ref; readonly passed: Ref })
  | (Resting & { readonly kind: 'number'; readonly rows: Ref; readonly leaves: ReadonlyMap<string, NumberLeaf> })
  /** `rows` only with groups: it says which there are. */
  | (Resting & {
      readonly kind: 'whole'
      readonly rows: Ref | null
      readonly query: number | null
      readonly measure: WholeMeasure
    })

interface Resting {
  /** The readings that leave out rows, and how many those are. */
  readonly rests: readonly RestRef[]
}

export interface NumberLeaf {
  readonly refs: { readonly [name: string]: Ref }
  readonly make: (found: { readonly [name: string]: Json }) => Scalar | null
  /** It is taken of the last accepted delivery, whose groups are those of the sentence too. */
  readonly last?: true
}

export interface Plan {
  readonly jobs: readonly Job[]
  readonly queries: readonly Query[]
  /** Text columns to look up before the plan is final: what do their values read as. */
  readonly unknown: readonly string[]
  /** The same for columns of other datasets. */
  readonly unknownElsewhere: ReadonlyMap<string, readonly string[]>
}

/** Turns checks into as few queries as possible: one scan for each source and grouping, shared by all its measures. */
export function plan(checks: readonly Check[], environment: Environment): Plan {
  const context: Context = { environment, scans: new Map(), rows: [], own: [], rests: new Map() }
  const unknown = new Set<string>()
  const pending = checks.map((check) => settle(check, context))
  const offsets = new Map<Scan, number>()
  const queries: Query[] = [...context.own]
  for (const scan of context.scans.values()) {
    offsets.set(scan, queries.length)
    queries.push(...statements(scan))
  }
  const elsewhere = new Map<string, Set<string>>()
  const lookUp = (dataset: string, columns: Iterable<string>) => {
    const known = dataset === environment.dataset.name ? unknown : (elsewhere.get(dataset) ?? new Set())
    for (const each of columns) known.add(each)
    if (known !== unknown) elsewhere.set(dataset, known)
  }
  for (const rows of context.rows) {
    lookUp(rows.dataset.name, rows.unknown)
    for (const [dataset, columns] of rows.elsewhere) lookUp(dataset, columns)
  }
  const jobs = pending.map((make) => make((scan, at) => refAt(offsets.get(scan) ?? 0, at)))
  return {
    jobs,
    queries,
    unknown: [...unknown],
    unknownElsewhere: new Map([...elsewhere].map(([name, columns]) => [name, [...columns]])),
  }
}

interface Context extends Scans {
  readonly own: Query[]
  /** What the check in hand rests on. */
  readonly rests: Rests
}
type Place = (scan: Scan, at: number) => Ref
type Pending = (place: Place) => Job
/** Without what is left out, which is known when the whole check is compiled. */
type Part = (place: Place) => Job extends infer J ? (J extends Resting ? Omit<J, 'rests'> : J) : never

function settle(check: Check, all: Context): Pending {
  const context: Context = { ...all, rests: new Map() }
  try {
    const made = jobOf(check, context)
    const rests = restRefs(context.rests, context)
    return (place) => ({ rests: rests(place), ...made(place) })
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

function jobOf(check: Check, context: Context): Part {
  const { measure } = check
  if ('share' in measure) return rowJob(check, measure.share, context)
  if ('number' in measure) return numberJob(check, measure, context)
  return wholeJob(check, measure.whole, context)
}

function wholeJob(check: Check, whole: Said, context: Context): Part {
  const word = MEASURES[whole.kind]
  if (!word) throw new Unchecked('engine', `this version does not know ${whole.kind}`)
  const rows = rowsOf(context.environment.dataset)
  context.rows.push(rows)
  const scope = scopeOf(check)
  const c = compiler(rows, context.environment, scope, context)
  for (const each of word.columns(whole.args)) c.value(each)
  const made = word.measure?.(whole.args, c)
  if (!made) return () => waiting(word.needs ?? 'no-baseline')
  const query = made.query ? context.own.push({ sql: made.query.text, groups: c.groups.length }) - 1 : null
  if (!check.each) return () => ({ kind: 'whole', rows: null, query, measure: made })
  const { scan } = scanOf(context.environment.dataset, scope, true, context, context.rests)
  const rowsAt = add(scan, sql`count(*)`)
  return (place) => ({ kind: 'whole', rows: place(scan, rowsAt), query, measure: made })
}

function rowJob(check: Check, condition: Condition, context: Context): Part {
  const scope = scopeOf(check)
  const { scan: home, c } = scanOf(context.environment.dataset, scope, false, context, context.rests)
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

/** A single claim that is counted in a query of its own. */
function tallied(check: Check, condition: Condition, context: Context): number | null {
  if (!('subject' in condition) || condition.denied) return null
  const word = CONDITIONS[condition.claim.kind]
  if (!word?.tally || (condition.subject.quantity.is !== 'together' && condition.subject.of.length > 1)) return null
  const rows = rowsOf(context.environment.dataset)
  context.rows.push(rows)
  const c = compiler(rows, context.environment, scopeOf(check), context)
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

function numberJob(check: Check, measure: Extract<Measure, { number: Value }>, context: Context): Part {
  const scope = scopeOf(check)
  const { scan: home } = scanOf(context.environment.dataset, scope, true, context, context.rests)
  const rowsAt = add(home, sql`count(*)`)
  const leaves = [
    ...new Map([...numbersIn(measure.number), ...numbersIn(check.bound)].map((each) => [canonicalJson(each), each])),
  ]
  const taken = leaves.map(([key, v]) => {
    const leaf = leafOf(v)
    const word = numberWord(leaf.of)
    if (!word) throw new Unchecked('engine', `this version does not know ${leaf.of.kind}`)
    const apart = leaf.where && !word.takeWhere ? leaf.where : null
    const { order: _, ...unordered } = scope
    const rows = leaf.history ? unordered : scope
    const here: Scope = apart ? { ...rows, where: scope.where ? { all: [scope.where, apart] } : apart } : rows
    const elsewhere: Scope = { ...(scope.each ? { each: scope.each } : {}), ...(apart ? { where: apart } : {}) }
    const dataset = datasetOf(leaf, context.environment)
    const { scan, c } = scanOf(dataset, leaf.dataset === undefined ? here : elsewhere, true, context, context.rests)
    const take = leaf.where && word.takeWhere ? word.takeWhere(leaf.where, c) : word.take(leaf.of.args, c)
    const at = Object.entries({ ...take.aggregates, ...take.beside }).map(
      ([name, aggregate]) => [name, add(scan, aggregate)] as const,
    )
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
