import { columnsIn, format, type Page, type Pair } from '@assay/core'
import { shownValues, type Cause } from './cause.ts'
import type { Problem } from './causes.ts'

/** Claims that compare with the last accepted delivery: no page mends them, only another delivery to compare with. */
const SINCE_LAST: ReadonlySet<string> = new Set([
  'columns-not-change',
  'columns-not-lose',
  'values-not-change',
  'values-not-lose',
  'format-not-change',
  'type-not-change',
])
const SHARED: ReadonlyMap<string, string> = new Map([
  ['format-not-change', 'format'],
  ['type-not-change', 'type'],
])
/** Where more than this is as it was, that is bad values among good ones, and no other format that could be meant. */
const STILL = 0.5

const kindOf = ({ check }: Problem): string => ('whole' in check.measure ? check.measure.whole.kind : '')

/** The page takes the values as they are, and they are not as in the last accepted delivery; null where that is not what is broken. */
export function sinceLastCause(problem: Problem, pair: Pair): Cause | null {
  const { value, counted, status } = problem.verdict
  const of = SHARED.get(kindOf(problem))
  const [column] = columnsIn(problem.check)
  if (of === undefined || column === undefined || status !== 'broken') return null
  if (typeof value !== 'number' || counted === null || value > STILL) return null
  return {
    code: 'since-last',
    columns: [column],
    changed: [],
    reset: {},
    says: `the ${of} of \`${column}\` is not that of the last accepted delivery`,
    support: { what: `values are of another ${of}`, passed: Math.round((1 - value) * counted), counted },
    shown: shownValues(pair, column, column, null),
    not: null,
  }
}

/** The way out for the sentences among these that stay broken by any page; null where there is none. `number`: of the delivery, where the history knows it. */
export function releaseText(
  { dataset }: Pick<Page, 'dataset'>,
  left: readonly Problem[],
  number: number | undefined,
): string | null {
  const held = left.filter((each) => each.check.severity === 'must' && SINCE_LAST.has(kindOf(each)))
  if (held.length === 0) return null
  const said = held.map(({ check }) => `"${format(check)}"`).join(' and ')
  const verb = held.length === 1 ? 'holds' : 'hold'
  const way =
    number === undefined
      ? `\`assay release ${dataset} N --reason …\` makes this delivery, number N, the new baseline`
      : `\`assay release ${dataset} ${String(number)} --reason …\` makes this delivery the new baseline`
  return `${said} ${verb} it all the same, as long as the last accepted delivery is as before: if it is meant to stay so, ${way}.`
}
