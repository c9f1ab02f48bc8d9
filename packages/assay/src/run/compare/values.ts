import { number, sql, textDistance, type Distance } from '@assay/core'
import type { Engine, EngineRow, EngineValue } from '../../engines/engine.ts'
import { hiddenText } from '../private.ts'
import { longOfBoth } from './look.ts'
import { byName, chunks, CHUNK, type Side, type Two } from './sides.ts'

export interface ValuePair extends Two<string> {
  readonly private: boolean
}

export interface ValueCount {
  readonly value: string
  readonly rows: number
}

/** Values that only one of the deliveries has. */
export interface OwnValues {
  readonly different: number
  readonly rows: number
  readonly examples: readonly ValueCount[]
}

export interface ComparedValues {
  readonly distance: Distance | null
  readonly came: OwnValues
  readonly gone: OwnValues
  readonly top: readonly { readonly value: string; readonly before: number; readonly after: number }[]
  readonly others: { readonly different: number; readonly before: number; readonly after: number }
}

const SHOWN = 12
const EXAMPLES = 10
/** Cells in one statement, about. */
const CELLS = 4_000_000

/** The different values of columns in both deliveries, counted exactly; by place in `columns`. */
export async function comparedValues(
  engine: Engine,
  sides: Two<Side>,
  columns: readonly ValuePair[],
): Promise<readonly ComparedValues[]> {
  const rows = Math.max(1, sides.before.rows + sides.after.rows)
  const size = Math.min(CHUNK, Math.max(1, Math.floor(CELLS / rows)))
  const found: ComparedValues[] = []
  for (const chunk of chunks(columns, size)) {
    const named = byName(await engine.query(summary(sides, chunk).text))
    found.push(...chunk.map((each, i) => valuesIn(named.get(`v${String(i)}`)?.[0] ?? {}, each.private)))
  }
  return found
}

function summary(sides: Two<Side>, columns: readonly ValuePair[]) {
  const long = longOfBoth(sides, columns)
  const values = sql`SELECT name, value, count_if(NOT after) AS a, count_if(after) AS b FROM (${long}) GROUP BY name, value`
  const totals = sql`SELECT name, sum(a) AS n, sum(b) AS m FROM v GROUP BY name`
  const own = (mine: string, other: string) => {
    const [x, y] = [{ text: mine } as typeof long, { text: other } as typeof long]
    return sql`{'d': count_if(${y} = 0), 'r': sum(CASE WHEN ${y} = 0 THEN ${x} END), 'e': min(CASE WHEN ${y} = 0 THEN {'n': -${x}, 'v': left(value, 200)} END, ${number(EXAMPLES)})}`
  }
  return sql`WITH v AS MATERIALIZED (${values}), t AS MATERIALIZED (${totals}) SELECT v.name AS name, any_value(n) AS n, any_value(m) AS m, count(*) AS k, count_if(a > 0) AS ka, count_if(b > 0) AS kb, sum(abs(a / greatest(n, 1) - b / greatest(m, 1))) / 2 AS distance, ${own('b', 'a')} AS came, ${own('a', 'b')} AS gone, min({'n': -(a + b), 'v': left(value, 200), 'a': a, 'b': b}, ${number(SHOWN)}) AS top FROM v JOIN t ON t.name = v.name GROUP BY v.name`
}

function valuesIn(row: EngineRow, isPrivate: boolean): ComparedValues {
  const [n, m, k] = [Number(row.n ?? 0), Number(row.m ?? 0), Number(row.k ?? 0)]
  const shown = (value: EngineValue | undefined): string => (isPrivate ? hiddenText(String(value)) : String(value))
  const top = listIn(row.top).map((each) => ({ value: shown(each.v), before: Number(each.a), after: Number(each.b) }))
  const sum = (of: 'before' | 'after'): number => top.reduce((total, each) => total + each[of], 0)
  return {
    distance: textDistance(Number(row.distance ?? 0), k, n, m),
    came: ownIn(row.came, shown),
    gone: ownIn(row.gone, shown),
    top,
    others: { different: k - top.length, before: n - sum('before'), after: m - sum('after') },
  }
}

function ownIn(of: EngineValue | undefined, shown: (value: EngineValue | undefined) => string): OwnValues {
  const own = (of ?? {}) as EngineRow
  return {
    different: Number(own.d ?? 0),
    rows: Number(own.r ?? 0),
    examples: listIn(own.e).map((each) => ({ value: shown(each.v), rows: -Number(each.n) })),
  }
}

const listIn = (of: EngineValue | undefined): readonly EngineRow[] =>
  Array.isArray(of) ? of.filter((each) => each !== null).map((each) => each as EngineRow) : []
