import {
  changesOf,
  domainOf,
  domainOfChange,
  rangeQuery,
  renamed,
  supportQuery,
  swapped,
  widened,
  type Asked,
  type Became,
  type Change,
  type Environment,
  type Pair,
  type Range,
} from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import { Failure } from '../../failure.ts'

export interface Spans {
  readonly was: Range
  readonly is: Range
}

/** A change of one column, with how much of its values it explains. */
export interface Finding {
  /** As the page names it. */
  readonly column: string
  readonly change: Change
  readonly asked: Asked
  readonly range: Range | null
  /** When the earlier times and the converted ones begin and end, in seconds since 1970; null where they are no times. */
  readonly spans: Spans | null
  readonly passed: number
  readonly counted: number
  /** Changes that explain as much: it cannot be told which it is. */
  readonly others: readonly Change[]
}

/** A cure must explain so much of all values; a few bad rows beside are none of its business. */
export const SUPPORT = 0.95
/** So much more than without it, where the values as they are can be compared with the earlier ones too. */
const GAIN = 0.2
/** Two that differ by less cannot be told apart. */
const SAME = 0.001

/** What became of these columns, as all rows bear out. */
export async function findings(
  engine: Engine,
  environment: Environment,
  pair: Pair,
  columns: readonly string[],
): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const column of columns) {
    const [was, is] = [pair.was.get(column), pair.is.get(column)]
    if (!was || !is) continue
    const tried: Finding[] = []
    for (const change of changesOf(was, is, pair)) {
      const asked = { column, of: column, change, domain: domainOfChange(change, was, pair) }
      const one = await supported(engine, environment, asked, change)
      if (one) tried.push(one)
    }
    const [best, ...others] = tried.sort((a, b) => b.passed - a.passed)
    if (!best) continue
    const alike = others.filter((each) => best.passed - each.passed <= SAME * best.counted)
    found.push({ ...best, others: alike.map((each) => each.change) })
  }
  return found
}

/** Counts what the change explains; null where that is too little. */
async function supported(
  engine: Engine,
  environment: Environment,
  asked: Asked,
  change: Change,
): Promise<Finding | null> {
  const measured = await count(engine, environment, asked)
  if (!measured || measured.passed < SUPPORT * measured.counted) return null
  // sizes of numbers are told by how they lie, and both may be in a wide range; new codes are few
  const gains =
    change.is === 'factor' || change.is === 'codes' || measured.passed - measured.before >= GAIN * measured.counted
  return gains ? { column: asked.of, change, asked, ...measured, others: [] } : null
}

async function count(engine: Engine, environment: Environment, asked: Asked) {
  try {
    const earlier = await rangeOf(engine, environment, asked)
    const range = earlier?.range ?? null
    const [row] = await engine.query(supportQuery(asked, range, environment))
    const [counted, passed, before] = [Number(row?.counted ?? 0), Number(row?.passed ?? 0), Number(row?.before ?? 0)]
    const is = ends(row?.first, row?.last)
    const spans = earlier?.all && is ? { was: earlier.all, is } : null
    return counted > 0 ? { range, spans, counted, passed, before } : null
  } catch (error) {
    // a conversion that the engine does not take explains nothing
    if (error instanceof Failure && error.code === 'engine') return null
    throw error
  }
}

const ends = (low: unknown, high: unknown): Range | null =>
  typeof low === 'number' && typeof high === 'number' ? { low, high } : null

/** Where converted values must lie, and where the earlier ones do. */
async function rangeOf(engine: Engine, environment: Environment, asked: Asked) {
  const query = rangeQuery(asked, environment)
  if (query === null) return null
  const [row] = await engine.query(query)
  const range = ends(row?.low, row?.high)
  if (range === null) return null
  return {
    range: asked.domain.in === 'times' ? widened(range, environment.now) : range,
    all: ends(row?.first, row?.last),
  }
}

/** A column that holds what another one held. */
export interface Moved extends Became {
  readonly asked: Asked
  readonly range: Range | null
  readonly passed: number
  readonly counted: number
}

/** Columns that came under another name, as all rows bear out. */
export async function renames(
  engine: Engine,
  environment: Environment,
  pair: Pair,
  of: { readonly gone: readonly string[]; readonly fresh: readonly string[] },
): Promise<readonly Moved[]> {
  const found: Moved[] = []
  for (const each of renamed(pair, of.fresh, of.gone)) found.push(...(await moved(engine, environment, pair, each)))
  return found
}

/** Two columns that hold what the other one held; null where that is not so. */
export async function exchange(
  engine: Engine,
  environment: Environment,
  pair: Pair,
  column: string,
): Promise<readonly Moved[] | null> {
  const other = swapped(column, pair)
  if (other === null) return null
  const both = [
    ...(await moved(engine, environment, pair, { was: column, is: other })),
    ...(await moved(engine, environment, pair, { was: other, is: column })),
  ]
  return both.length === 2 ? both : null
}

async function moved(engine: Engine, environment: Environment, pair: Pair, of: Became): Promise<readonly Moved[]> {
  const was = pair.was.get(of.was)
  if (!was) return []
  const asked = { column: of.is, of: of.was, change: null, domain: domainOf(was, pair) }
  const measured = await count(engine, environment, asked)
  return measured && measured.passed >= SUPPORT * measured.counted ? [{ ...of, asked, ...measured }] : []
}
