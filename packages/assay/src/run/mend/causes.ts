import type { Check, Environment, Page, Pair, Verdict } from '@assay/core'
import { columnsIn, isPrivate } from '@assay/core'
import type { Engine } from '../../engines/engine.ts'
import { sameCause, shownValues, type Cause } from './cause.ts'
import { delimiterCause } from './delimiter.ts'
import { exchange, findings, renames, type Finding, type Moved } from './diagnose.ts'
import { columnChanges } from './sample.ts'
import { changeText, columnsText, named, renamedText, supportText } from './wording.ts'

/** Sentences that came out badly. */
export interface Problem {
  readonly at: number
  readonly check: Check
  readonly verdict: Verdict
}

/** Everything that is delivered otherwise than before and may be why these sentences came out badly. */
export async function causesOf(
  engine: Engine,
  environment: Environment,
  page: Page,
  pair: Pair,
  problems: readonly Problem[],
): Promise<readonly Cause[]> {
  const { gone, fresh } = columnChanges(environment)
  const delimiter = delimiterCause(page, gone, fresh)
  if (delimiter) return [delimiter]
  const columns = [...new Set(problems.flatMap(({ check }) => columnsIn(check)))]
  const changedPlaces = new Map<string, Cause>()
  for (const column of columns) {
    if (changedPlaces.has(column)) continue
    const both = await exchange(engine, environment, pair, column)
    const cause = both && swappedCause(both, pair)
    for (const { was } of both ?? []) if (cause) changedPlaces.set(was, cause)
  }
  const structural = problems.some(
    ({ check }) => 'whole' in check.measure && check.measure.whole.kind.startsWith('columns'),
  )
  const missing = structural || columns.some((each) => gone.includes(each))
  const moved = missing ? await renames(engine, environment, pair, { gone, fresh }) : []
  const found = await findings(
    engine,
    environment,
    pair,
    columns.filter((each) => !changedPlaces.has(each)),
  )
  return [
    ...new Set(changedPlaces.values()),
    ...(moved.length > 0 ? [renamedCause(moved, pair)] : []),
    ...(missing ? lostCause(environment, gone, fresh, moved) : []),
    ...sameCause(found).map((each) => changeCause(each, page, pair)),
  ]
}

function changeCause(found: readonly Finding[], page: Page, pair: Pair): Cause {
  const [first] = found
  if (!first) throw new Error('a cause without a finding')
  const { change, column } = first
  const secret = found.some((each) => isPrivate(each.column, page.private))
  const garbled = change.is === 'garbled' || (change.is === 'values' && change.how === 'encoding')
  const misread = garbled && page.encoding !== null && !/^utf-?8$/i.test(page.encoding)
  const source = (garbled && !misread) || (secret && ['values', 'affix', 'codes'].includes(change.is))
  return {
    code: garbled ? 'encoding' : change.is,
    columns: found.map((each) => each.column),
    changed: misread ? [] : found.map((each) => ({ column: each.column, change: each.change })),
    reset: change.is === 'numbers' ? { numbers: change.style } : misread ? { encoding: 'utf-8' } : {},
    says: changeText(found, pair.numbers, secret),
    support: { what: supportText(first, secret), ...sum(found) },
    shown: shownValues(pair, column, column, change),
    not: first.others.length > 0 ? 'ambiguous' : source ? 'source' : null,
  }
}

const sum = (of: readonly { readonly passed: number; readonly counted: number }[]) => ({
  passed: of.reduce((n, each) => n + each.passed, 0),
  counted: of.reduce((n, each) => n + each.counted, 0),
})

function renamedCause(moved: readonly Moved[], pair: Pair): Cause {
  const [first] = moved
  const renamed = moved.map((each) => [each.was, each.is] as const)
  return {
    code: 'renamed',
    columns: moved.flatMap((each) => [each.was, each.is]),
    changed: [{ column: first?.was ?? '', change: { is: 'columns', renamed, gone: [], fresh: [] } }],
    reset: {},
    says: renamedText(moved),
    support: { what: 'they are as the values under the earlier name', ...sum(moved) },
    shown: shownValues(pair, first?.was ?? '', first?.is ?? '', null),
    not: null,
  }
}

function swappedCause(both: readonly Moved[], pair: Pair): Cause {
  const renamed = both.map((each) => [each.was, each.is] as const)
  const columns = both.map((each) => each.was)
  const [first] = columns
  return {
    code: 'swapped',
    columns,
    changed: [{ column: first ?? '', change: { is: 'columns', renamed, gone: [], fresh: [] } }],
    reset: {},
    says: `${named(columns)} have changed places`,
    support: { what: 'they are as the values of the other one were', ...sum(both) },
    shown: shownValues(pair, first ?? '', first ?? '', null),
    not: null,
  }
}

/** Columns that are gone or new, and are none under another name. */
function lostCause(
  environment: Environment,
  gone: readonly string[],
  fresh: readonly string[],
  moved: readonly Moved[],
): readonly Cause[] {
  const [lost, added] = [
    gone.filter((each) => !moved.some(({ was }) => was === each)),
    fresh.filter((each) => !moved.some(({ is }) => is === each)),
  ]
  if (lost.length + added.length === 0) return []
  const before = environment.last?.columns.filter((each) => !each.absent).map((each) => each.name) ?? []
  return [
    {
      code: 'columns',
      columns: [...lost, ...added],
      changed: [{ column: '', change: { is: 'columns', renamed: [], gone: lost, fresh: added } }],
      reset: {},
      says: columnsText(lost, added),
      support: {
        what: 'columns of the last accepted delivery are still there',
        passed: before.length - lost.length,
        counted: before.length,
      },
      shown: {
        old: before.slice(0, 20),
        new: environment.dataset.columns
          .filter((each) => !each.absent)
          .map((each) => each.name)
          .slice(0, 20),
      },
      not: null,
    },
  ]
}
