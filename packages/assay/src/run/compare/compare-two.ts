import {
  and,
  comparedAs,
  isPrivate,
  or,
  pairColumns,
  sql,
  type Forms,
  type Page,
  type PairedNames,
  type Sql,
} from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import type { Snapshot } from '../../reading/snapshot.ts'
import { changedCells, type ChangedCells, type CountedPair } from './changed-cells.ts'
import { isBeyondChance, isOtherShare } from './chance.ts'
import { concentrations } from './concentration.ts'
import { columnOf, keyPairs, keysFor, sharedColumns, type RowKey } from './key.ts'
import { formsIn, heldIn, presentIn, type Held } from './look.ts'
import type { Newer } from './marked.ts'
import { comparedNumbers, double, type ComparedNumbers, type NumberPair } from './numbers.ts'
import { pairRows, type ComparedPair, type PairedRows } from './pair-rows.ts'
import { alikeColumns } from './renamed.ts'
import { both, bothInTurn, sampleOf, sideOf, type Side, type Two } from './sides.ts'
import { comparedValues, type ComparedValues, type ValuePair } from './values.ts'
import type { ComparedWhere } from '../../report/compare-contract.ts'

/** Everything that was found out about how two deliveries differ, before it is put into the contract's words. */
export interface Found {
  readonly sides: Two<Side>
  readonly held: Two<ReadonlyMap<string, Held>>
  readonly key: RowKey
  readonly rows: PairedRows
  readonly names: readonly PairedNames[]
  readonly present: Two<ReadonlyMap<string, number>>
  /** By the name in the newer delivery, of columns that both have. */
  readonly cells: ReadonlyMap<string, ChangedCells>
  readonly forms: ReadonlyMap<string, Forms | null>
  readonly numbers: ReadonlyMap<string, ComparedNumbers>
  readonly values: ReadonlyMap<string, ComparedValues>
  readonly where: readonly ComparedWhere[]
  readonly notes: readonly string[]
}

/** Where the changed cells of so many columns, and their numbers beyond the earlier ones, concentrate is looked at: those with the most. */
const MOST_EXPLAINED = 6

/** Compares two deliveries that were read into the engine. */
export async function compareTwo(
  engine: Engine,
  page: Page,
  snapshots: Two<Snapshot>,
  options: { readonly key?: readonly string[]; readonly progress: (text: string) => void },
): Promise<Found> {
  const { progress } = options
  const sides = both(snapshots, (each) => sideOf(page, each))
  progress('looking at the columns')
  const samples = {
    before: await sampleOf(engine, sides.before, '__assay_sample_before'),
    after: await sampleOf(engine, sides.after, '__assay_sample_after'),
  }
  const held = await bothInTurn(samples, (each) => heldIn(engine, each))
  progress('comparing rows')
  const paired = await pairBest(engine, page, sides, held, options.key)
  const { key, rows, names, pairs } = paired
  const counted = pairs.map((each): CountedPair => countedPair(each, { page, sides, held }))
  const keys = keyPairs(key, sides).map((each): CountedPair => countedPair(each, { page, sides, held }))
  progress('comparing cells')
  const cells = await changedCells(engine, sides, counted, keys, key.columns.length > 0 ? rows.changed : 0)
  progress('comparing values')
  const all = [...keyPairs(key, sides), ...pairs]
  const present = {
    before: await presentOf(engine, sides.before),
    after: await presentOf(engine, sides.after),
  }
  const forms = await formsOf(engine, samples, all, sides)
  const drawn = all.flatMap((each) => numberPair(each, held) ?? [])
  const numbers = await comparedNumbers(engine, { sides, samples }, drawn)
  const listed = pairs.flatMap((each) => valuePair(each, held, page) ?? [])
  const values = await comparedValues(engine, sides, listed)
  progress('looking for what changes have in common')
  const most = counted
    .map((pair, i) => ({ pair, cells: cells[i]?.cells ?? 0 }))
    .filter((each) => each.cells > 0)
    .sort((a, b) => b.cells - a.cells)
    .slice(0, MOST_EXPLAINED)
  const open = both(sides, (side) =>
    side.columns
      .map((each) => each.name)
      .filter((each) => !isPrivate(each, page.private) && !key.columns.includes(each)),
  )
  const newer =
    [...drawn.flatMap((pair, i) => beyondOf(pair, numbers[i], sides)), ...pairs.flatMap((pair) => missingOf(pair, present, sides))] // prettier-ignore
      .filter(({ column }) => !isPrivate(column, page.private))
      .sort((a, b) => b.total - a.total)
      .slice(0, MOST_EXPLAINED)
  const where = await concentrations(engine, sides, { ...rows, cells: most, newer }, open)
  return {
    sides,
    held,
    key,
    rows,
    names,
    present,
    cells: byAfter(counted, cells),
    forms,
    numbers: byAfter(drawn, numbers),
    values: byAfter(listed, values),
    where,
    notes: paired.notes,
  }
}

function beyondOf(
  pair: NumberPair,
  found: ComparedNumbers | undefined,
  { before, after }: Two<Side>,
): readonly Newer[] {
  const was = found?.facts.before
  if (!was || !found.beyond) return []
  const [below, above] = [found.beyond.below, found.beyond.above].map((n) => (isBeyondChance(n, after.rows, before.rows) ? n : 0)) // prettier-ignore
  const total = (below ?? 0) + (above ?? 0)
  if (total === 0) return []
  const is = (cell: Sql): Sql =>
    and([sql`isfinite(${cell})`, or([...(below ? [sql`${cell} < ${double(was.smallest)}`] : []), ...(above ? [sql`${cell} > ${double(was.largest)}`] : [])])]) // prettier-ignore
  return [{ of: 'beyond', column: pair.after, as: pair.as, is, total }]
}

function missingOf(pair: Two<string>, present: Found['present'], { before, after }: Two<Side>): readonly Newer[] {
  const [was, is] = [
    before.rows - (present.before.get(pair.before) ?? 0),
    after.rows - (present.after.get(pair.after) ?? 0),
  ]
  if (!isOtherShare(was, before.rows, is, after.rows) || is / after.rows < was / before.rows) return []
  return [{ of: 'missing', column: pair.after, as: 'itself', is: (cell) => sql`${cell} IS NULL`, total: is }]
}

const byAfter = <T>(pairs: readonly Two<string>[], of: readonly T[]): ReadonlyMap<string, T> =>
  new Map(pairs.flatMap((each, i) => (of[i] === undefined ? [] : [[each.after, of[i]] as const])))

interface Paired {
  readonly key: RowKey
  readonly rows: PairedRows
  readonly names: readonly PairedNames[]
  /** All columns that both have, without those of the key. */
  readonly pairs: readonly ComparedPair[]
  readonly notes: readonly string[]
}

/** The first key that tells all rows apart; one that was given or that the page says is taken as it is. */
async function pairBest(
  engine: Engine,
  page: Page,
  sides: Two<Side>,
  held: Two<ReadonlyMap<string, Held>>,
  given: readonly string[] | undefined,
): Promise<Paired> {
  const { keys, notes } = keysFor(page, sides, held, given)
  const shared = sharedColumns(sides).map((name) => ({ before: name, after: name }))
  let apart: RowKey | null = null
  for (const each of keys) {
    // where no key has a row in both, all rows are new
    const key: RowKey = each.from === 'none' && apart !== null ? apart : each
    const pairs = comparedPairs(shared, key, sides)
    const rows = await pairRows(engine, sides, pairs, keyPairs(key, sides))
    if (each.from === 'proposed' && !inSome(rows, sides)) {
      if (rows.repeated.before + rows.repeated.after === 0) apart ??= key
      continue
    }
    const { alike, left } = await alikeColumns(engine, sides, held, keyPairs(key, sides))
    const names = pairColumns(
      sides.before.columns.map((each) => each.name),
      sides.after.columns.map((each) => each.name),
      alike,
    )
    const said = left === 0 ? notes : [...notes, `${String(left)} pairs of columns that may be one were not looked at.`]
    if (alike.length === 0) return { key, rows, names, pairs, notes: said }
    const renamed = comparedPairs(names.flatMap(inBoth), key, sides)
    return {
      key,
      rows: await pairRows(engine, sides, renamed, keyPairs(key, sides)),
      names,
      pairs: renamed,
      notes: said,
    }
  }
  throw new Error('no way to tell rows apart')
}

/** A proposed key stands in one row only, and some rows have the same in both. */
const inSome = ({ repeated, same, changed }: PairedRows, { before, after }: Two<Side>): boolean =>
  repeated.before + repeated.after === 0 && (same + changed > 0 || before.rows === 0 || after.rows === 0)

const inBoth = ({ before, after }: PairedNames): readonly Two<string>[] =>
  before === null || after === null ? [] : [{ before, after }]

function comparedPairs(names: readonly Two<string>[], key: RowKey, sides: Two<Side>): readonly ComparedPair[] {
  return names
    .filter((each) => !key.columns.includes(each.after))
    .flatMap((each) => {
      const [before, after] = [columnOf(sides.before, each.before), columnOf(sides.after, each.after)]
      return before && after ? [{ ...each, as: comparedAs(before, after) }] : []
    })
}

interface Context {
  readonly page: Page
  readonly sides: Two<Side>
  readonly held: Two<ReadonlyMap<string, Held>>
}

function countedPair(pair: ComparedPair, { page, held }: Context): CountedPair {
  const kinds = [held.before.get(pair.before)?.kind, held.after.get(pair.after)?.kind]
  const numbers = pair.as === 'text' && kinds.every((each) => each === 'number')
  return { ...pair, private: isHidden(pair, page), numbers }
}

async function presentOf(engine: Engine, side: Side): Promise<ReadonlyMap<string, number>> {
  const names = side.columns.map((each) => each.name)
  const counts = await presentIn(engine, side, names)
  return new Map(names.map((name, i) => [name, counts[i] ?? 0]))
}

/** How texts are written; a column of types is written in one way. */
async function formsOf(
  engine: Engine,
  samples: Two<Side>,
  pairs: readonly ComparedPair[],
  sides: Two<Side>,
): Promise<ReadonlyMap<string, Forms | null>> {
  const texts = pairs.filter(
    (each) =>
      columnOf(sides.before, each.before)?.kind === 'text' && columnOf(sides.after, each.after)?.kind === 'text',
  )
  return byAfter(texts, await formsIn(engine, samples, texts))
}

const TIMES = ['date', 'timestamp']

/** Numbers or times on both sides. */
function numberPair(pair: ComparedPair, held: Two<ReadonlyMap<string, Held>>): NumberPair | null {
  const kinds = [held.before.get(pair.before)?.kind ?? '', held.after.get(pair.after)?.kind ?? '']
  if (kinds.every((each) => each === 'number')) return { ...pair, as: 'drawn number' }
  return kinds.every((each) => TIMES.includes(each)) ? { ...pair, as: 'drawn time' } : null
}

/** Of numbers and times only few different ones that occur again and again are codes, whose coming and going says something. */
const FEW_CODES = 50
const AGAIN = 5

function valuePair(pair: ComparedPair, held: Two<ReadonlyMap<string, Held>>, page: Page): ValuePair | null {
  const [a, b] = [held.before.get(pair.before), held.after.get(pair.after)]
  const codes = (of: Held | undefined): boolean =>
    of !== undefined && of.different <= FEW_CODES && of.present >= AGAIN * of.different
  if (numberPair(pair, held) !== null && !(codes(a) && codes(b))) return null
  return { ...pair, private: isHidden(pair, page) }
}

const isHidden = (pair: Two<string>, page: Page): boolean =>
  isPrivate(pair.before, page.private) || isPrivate(pair.after, page.private)
