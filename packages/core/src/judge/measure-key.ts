import { canonicalJson, type Check } from '../check.ts'
import type { Page } from '../language/page.ts'
import { columnsIn } from '../plan/columns-in.ts'
import { formatsOf } from '../plan/formats.ts'
import { numbersIn } from '../plan/plan.ts'

/** What of a page decides how its data is read and what its words mean. */
export type MeasurePage = Pick<Page, 'sentences' | 'missing' | 'timezone' | 'numbers' | 'time' | 'words' | 'measures'>

/**
 * The fully expanded definition of what a check measures, as canonical JSON: its hash is the identity of the measure. It
 * does not have what only judging needs: severity, tolerances, the constants of the bound, how many groups must hold.
 */
export function measureKey(check: Check, page: MeasurePage): string {
  const { where, window, each, order, measure, bound } = check
  const columns = new Set(columnsIn([measure, bound, where ?? [], each ?? [], order ?? []]))
  const said = JSON.stringify([measure, bound, where, each, order])
  const reads = (column: string) => columns.has(column) || said.includes('"every-column"')
  const named = (of: { readonly [name: string]: string }) =>
    Object.fromEntries(Object.entries(of).filter(([name]) => said.includes(`:${JSON.stringify(name)}`)))
  return canonicalJson({
    where,
    window,
    each,
    order,
    measure,
    // the numbers that the bound compares with are measured too
    also: [...new Set(numbersIn(bound).map(canonicalJson))].sort(),
    words: named({ ...page.words, ...page.measures }),
    missing: [...page.missing].sort(),
    zone: page.timezone,
    numbers: page.numbers,
    formats: Object.fromEntries([...formatsOf(page.sentences.map((s) => s.check))].filter(([name]) => reads(name))),
    time: window ? page.time : null,
  })
}
