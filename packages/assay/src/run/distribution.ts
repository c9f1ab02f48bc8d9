import {
  evaluate,
  isPrivate,
  join,
  name as quote,
  number,
  sql,
  text,
  type Drawn,
  type DrawnPlan,
  type Sql,
} from '@assay/core'
import type { Engine, EngineRow } from '../engines/engine.ts'
import type { DistributionResult } from '../report/contract.ts'
import type { FailingSource } from './failing-places.ts'
import type { Broken } from './looked-at.ts'
import type { Question } from './question.ts'

export const BINS = 30
const TEXTS = 10
/** So many different texts of a page are drawn: each takes a scan. */
const MOST_BARS = 50
/** The scale of very many values is chosen by about so many of them. */
const FOR_SCALE = 100_000

/** One check's picture. */
interface Picture {
  /** The number of the check among the broken ones. */
  readonly of: number
  readonly drawn: Drawn
  readonly fails: Sql
}

/** What the broken checks draw, without private columns. */
export function picturesOf(source: FailingSource, broken: readonly Broken[], plan: DrawnPlan): readonly Picture[] {
  return broken.flatMap(({ fails }, of) => {
    const found = plan.checks[of]
    return found && !isPrivate(found.column, source.private) ? [{ of, drawn: found, fails }] : []
  })
}

interface Scale {
  readonly low: number
  readonly width: number
  /** The ends of the values: the outer bins reach as far. */
  readonly ends: readonly [lowest: number, highest: number]
  readonly marks: readonly number[]
}
export type Scaled = Picture & { readonly scale: Scale }

/** From where to where the numbers of these pictures are drawn; pictures of texts, and those without a number, are left out. */
export async function scaled(
  source: FailingSource,
  pictures: readonly Picture[],
  plan: DrawnPlan,
  total: number,
  question: Question,
): Promise<readonly Scaled[]> {
  const every = Math.floor(total / FOR_SCALE)
  const some = (x: Sql): Sql =>
    every > 1 ? sql`CASE WHEN hash(${plan.file}, ${plan.row}) % ${number(every)} = 0 THEN ${x} END` : x
  const asked = pictures
    .filter(({ drawn }) => drawn.kind !== 'texts')
    .map((each) => {
      const x = finite(each.drawn)
      return {
        ...each,
        lowest: question.ask(sql`min(${x})`),
        highest: question.ask(sql`max(${x})`),
        middle: question.ask(sql`quantile_cont(${some(x)}, [0.01, 0.25, 0.75, 0.99])`),
      }
    })
  const select = question.select(plan.from)
  const [row = {}] = select === null ? [] : await source.engine.query(select)
  return asked.flatMap(({ lowest, highest, middle, ...picture }) => {
    const [low, high, both] = [lowest(row), highest(row), middle(row)]
    if (typeof low !== 'number' || typeof high !== 'number') return []
    const [from, to] = bulkOf(Array.isArray(both) ? both.map(Number) : [], low, high)
    const marks = marksOf(source, picture.drawn)
    return [{ ...picture, scale: { ...scale(low, high, from, to, marks), ends: [low, high], marks } }]
  })
}

/** Between which numbers the bulk lies: the middle 98%, or once the middle half at both sides of it where that is narrower. */
function bulkOf(quantiles: readonly number[], lowest: number, highest: number): readonly [number, number] {
  const [p1 = lowest, q1 = lowest, q3 = highest, p99 = highest] = quantiles
  return q3 > q1 ? [Math.max(p1, 2 * q1 - q3), Math.min(p99, 2 * q3 - q1)] : [p1, p99]
}

/** The number that is drawn, where it is one. */
const finite = ({ value }: Drawn): Sql => sql`CASE WHEN isfinite(${value}) THEN ${value} END`

function marksOf(source: FailingSource, of: Drawn): readonly number[] {
  return of.marks.flatMap((each) => {
    const { now, dataset } = source.environment
    const found = evaluate(each, { now, zone: dataset.zone, measured: new Map() })
    return found && Number.isFinite(found.is) ? [found.is] : []
  })
}

/** How the numbers lie, and which of them fail, over rows that are joined with the table of failing places. */
export function histograms(
  pictures: readonly Scaled[],
  question: Question,
): (row: EngineRow) => ReadonlyMap<number, DistributionResult> {
  const asked = pictures.map((each) => {
    const { low, width } = each.scale
    const x = finite(each.drawn)
    const bin = sql`greatest(0, least(${number(BINS - 1)}, CAST(floor((${x} - ${number(low)}) / ${number(width)}) AS BIGINT)))`
    const here = sql`CASE WHEN ${x} IS NOT NULL THEN ${bin} END`
    return {
      ...each,
      all: question.ask(sql`histogram(${here})`),
      failing: question.ask(sql`histogram(CASE WHEN ${each.fails} THEN ${here} END)`),
      unread: question.ask(sql`coalesce(count_if(${each.drawn.present} AND ${x} IS NULL), 0)`),
      unreadFailing: question.ask(sql`coalesce(count_if(${each.drawn.present} AND ${x} IS NULL AND ${each.fails}), 0)`),
    }
  })
  return (row) =>
    new Map(
      asked.map(({ of, drawn, scale: { low, width, ends, marks }, ...each }) => {
        const [all, failing] = [each.all(row), each.failing(row)].map((found) => (found ?? {}) as EngineRow)
        const bins = Array.from({ length: BINS }, (_, i) => ({
          low: i === 0 ? Math.min(low, ends[0]) : low + i * width,
          high: i === BINS - 1 ? Math.max(low + BINS * width, ends[1]) : low + (i + 1) * width,
          rows: Number(all?.[String(i)] ?? 0),
          failing: Number(failing?.[String(i)] ?? 0),
        }))
        const unread = { rows: Number(each.unread(row)), failing: Number(each.unreadFailing(row)) }
        const said = { kind: 'numbers' as const, column: drawn.column, bins, marks: [...marks] }
        return [of, { ...said, times: drawn.kind === 'times', ...(unread.rows > 0 ? { unread } : {}) }]
      }),
    )
}

/** All values where that shows something; where a few lie very far out, the middle 98% with room, and the outer bins hold the rest. */
export function scale(
  lowest: number,
  highest: number,
  p1: number,
  p99: number,
  marks: readonly number[],
): { low: number; width: number } {
  const inner = p99 - p1
  const far = inner > 0 && highest - lowest > 20 * inner
  const ends = far ? [Math.max(lowest, p1 - inner), Math.min(highest, p99 + inner)] : [lowest, highest]
  const near = marks.filter((each) => !far || (each > p1 - 3 * inner && each < p99 + 3 * inner))
  const low = Math.min(...ends, ...near)
  const high = Math.max(...ends, ...near)
  return { low, width: high > low ? (high - low) / BINS : 1 / BINS }
}

/**
 * The most frequent texts, failing ones first, and how many others there are: one scan for the same texts, which are added to
 * those that were drawn `before`. Where every text is as frequent as the others, the shapes that they have say more.
 */
export async function textBars(
  source: FailingSource,
  pictures: readonly Picture[],
  joined: Sql,
  before: Set<string>,
): Promise<ReadonlyMap<number, DistributionResult>> {
  const columns = new Map<string, Picture[]>()
  for (const each of pictures.filter(({ drawn }) => drawn.kind === 'texts')) {
    const { text } = each.drawn.value
    if (before.size >= MOST_BARS && !before.has(text)) continue
    before.add(text)
    columns.set(text, [...(columns.get(text) ?? []), each])
  }
  const found = new Map<number, DistributionResult>()
  for (const same of columns.values()) {
    const rows = await source.engine.query(barsOf(same, joined).text)
    for (const [i, picture] of same.entries()) {
      const made = bars(rows.filter((row) => Number(row.i) === i))
      const drawn = saysSomething(made) ? made : await shapesOf(source.engine, picture, joined)
      if (drawn) found.set(picture.of, { kind: 'texts', column: picture.drawn.column, ...drawn })
    }
  }
  return found
}

/** Three bars that are all as long as one another are no picture. */
const saysSomething = ({ values }: Bars): boolean =>
  values.length < 3 || new Set(values.map(({ rows }) => rows)).size > 1

function barsOf(same: readonly Picture[], joined: Sql): Sql {
  const value = same[0]?.drawn.value ?? sql`NULL`
  const failing = same.map(({ fails }, i) => sql`coalesce(count_if(${fails}), 0) AS ${quote(`f${String(i)}`)}`)
  const all = sql`v AS MATERIALIZED (SELECT ${value} AS v, count(*) AS n, ${join(failing, sql`, `)} FROM ${joined} WHERE ${value} IS NOT NULL GROUP BY 1)`
  const tops = same.map((_, i) => {
    const f = quote(`f${String(i)}`)
    return sql`${quote(`s${String(i)}`)} AS MATERIALIZED (SELECT v, n, ${f} AS f FROM v ORDER BY f > 0 DESC, n DESC, v LIMIT ${number(TEXTS)})`
  })
  const parts = same.map((_, i) => {
    const [f, s] = [quote(`f${String(i)}`), quote(`s${String(i)}`)]
    return sql`SELECT ${number(i)} AS i, left(v, 200) AS v, n, f, 1 AS k FROM ${s} UNION ALL SELECT ${number(i)}, NULL, sum(n) - (SELECT sum(n) FROM ${s}), sum(${f}) - (SELECT sum(f) FROM ${s}), count(*) - (SELECT count(*) FROM ${s}) FROM v`
  })
  return sql`WITH ${join([all, ...tops], sql`, `)} ${join(parts, sql` UNION ALL `)}`
}

type Bars = Pick<Extract<DistributionResult, { kind: 'texts' }>, 'values' | 'others' | 'shapes'>

function bars(rows: readonly EngineRow[]): Bars {
  const shown = rows.filter((row) => row.v !== null)
  const others = rows.find((row) => row.v === null)
  return {
    values: shown
      .map((row) => ({ value: String(row.v), rows: Number(row.n), failing: Number(row.f) }))
      .sort((a, b) => b.rows - a.rows),
    others: { different: Number(others?.k ?? 0), rows: Number(others?.n ?? 0), failing: Number(others?.f ?? 0) },
  }
}

/** Letters and digits of a text as `A`, `a` and `9`; with `runs`, many in a row are as one. */
function shape(value: Sql, manner: Manner): Sql {
  const replace = (of: Sql, from: string, to: string): Sql =>
    sql`regexp_replace(${of}, ${text(from)}, ${text(to)}, 'g')`
  const capitals = replace(sql`left(${value}, 60)`, String.raw`\p{Lu}`, 'A')
  const letters = replace(capitals, String.raw`[\p{Ll}\p{Lt}\p{Lm}\p{Lo}]`, 'a')
  const each = replace(letters, String.raw`\p{N}`, '9')
  return manner === 'each' ? each : ['A', 'a', '9'].reduce((of, one) => replace(of, `${one}+`, one), each)
}

const MANNERS = ['each', 'runs'] as const
type Manner = (typeof MANNERS)[number]

/** The shapes of texts, letter for letter where these are few; null where there is one shape, or nearly as many as texts. */
async function shapesOf(engine: Engine, { drawn, fails }: Picture, joined: Sql): Promise<Bars | null> {
  for (const manner of MANNERS) {
    const shapes = { column: drawn.column, kind: 'texts' as const, value: shape(drawn.value, manner) }
    const rows = await engine.query(barsOf([{ of: 0, drawn: { ...drawn, ...shapes }, fails }], joined).text)
    const made = bars(rows)
    const different = made.values.length + made.others.different
    const all = made.values.reduce((n, each) => n + each.rows, made.others.rows)
    if (different > 1 && different <= (manner === 'each' ? TEXTS : all / 3)) return { ...made, shapes: manner }
  }
  return null
}
