import { drawn, evaluate, sql, Unchecked, type Check, type Drawn, type Sql } from '@assay/core'
import type { DistributionResult } from '../report/contract.ts'
import type { FailingSource } from './failing-rows.ts'

const BINS = 30
const TEXTS = 10

/** How the values of a sentence's column lie, and which of them fail; null where there is no one column to draw. */
export async function distribution(source: FailingSource, check: Check): Promise<DistributionResult | null> {
  const picture = planned(source, check)
  if (!picture || source.private.includes(picture.column)) return null
  return picture.kind === 'texts' ? texts(source, picture) : numbers(source, picture)
}

function planned(source: FailingSource, check: Check): Drawn | null {
  try {
    return drawn(check, source.environment)
  } catch (error) {
    if (error instanceof Unchecked) return null
    throw error
  }
}

async function texts(source: FailingSource, of: Drawn): Promise<DistributionResult> {
  const rows = await source.engine.query(
    sql`WITH v AS MATERIALIZED (SELECT ${of.value} AS v, count(*) AS n, count_if(${of.fails}) AS f FROM ${of.from} WHERE ${of.value} IS NOT NULL GROUP BY 1), s AS MATERIALIZED (SELECT v, n, f FROM v ORDER BY f > 0 DESC, n DESC, v LIMIT ${raw(TEXTS)}) SELECT left(v, 200) AS v, n, f, 1 AS k FROM s UNION ALL SELECT NULL, sum(n) - (SELECT sum(n) FROM s), sum(f) - (SELECT sum(f) FROM s), count(*) - (SELECT count(*) FROM s) FROM v`
      .text,
  )
  const shown = rows.filter((row) => row.v !== null)
  const others = rows.find((row) => row.v === null)
  return {
    kind: 'texts',
    column: of.column,
    values: shown
      .map((row) => ({ value: String(row.v), rows: Number(row.n), failing: Number(row.f) }))
      .sort((a, b) => b.rows - a.rows),
    others: { different: Number(others?.k ?? 0), rows: Number(others?.n ?? 0), failing: Number(others?.f ?? 0) },
  }
}

const raw = (n: number): Sql => ({ text: String(n) }) as Sql

async function numbers(source: FailingSource, of: Drawn): Promise<DistributionResult | null> {
  const [range] = await source.engine.query(
    sql`SELECT min(x) AS lo, max(x) AS hi, quantile_cont(x, 0.01) AS p1, quantile_cont(x, 0.99) AS p99 FROM (SELECT ${of.value} AS x FROM ${of.from}) WHERE isfinite(x)`
      .text,
  )
  if (typeof range?.lo !== 'number' || typeof range.hi !== 'number') return null
  const marks = of.marks.flatMap((each) => {
    const found = evaluate(each, {
      now: source.environment.now,
      zone: source.environment.dataset.zone,
      measured: new Map(),
    })
    return found && Number.isFinite(found.is) ? [found.is] : []
  })
  const { low, width } = scale(range.lo, range.hi, Number(range.p1), Number(range.p99), marks)
  const bin = sql`greatest(0, least(${raw(BINS - 1)}, CAST(floor((x - ${raw(low)}) / ${raw(width)}) AS BIGINT)))`
  const rows = await source.engine.query(
    sql`SELECT ${bin} AS b, count(*) AS n, count_if(f) AS f FROM (SELECT ${of.value} AS x, ${of.fails} AS f FROM ${of.from}) WHERE isfinite(x) GROUP BY 1`
      .text,
  )
  const found = new Map(rows.map((row) => [Number(row.b), row]))
  return {
    kind: 'numbers',
    column: of.column,
    bins: Array.from({ length: BINS }, (_, i) => ({
      low: low + i * width,
      high: low + (i + 1) * width,
      rows: Number(found.get(i)?.n ?? 0),
      failing: Number(found.get(i)?.f ?? 0),
    })),
    marks,
    times: of.kind === 'times',
  }
}

/** All values where that shows something; where a few lie very far out, the middle 98% with room, and the outer bins hold the rest. */
function scale(
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
