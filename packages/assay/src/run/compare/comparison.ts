import { isPrivate, shownCount, type Page } from '@assay/core'
import type { ComparedColumn, ComparedSide, Comparison } from '../../report/compare-contract.ts'
import type { Found } from './compare-two.ts'
import { columnOf } from './key.ts'
import { saidOf } from './said.ts'
import { both, type Two } from './sides.ts'

/** What was found out, in the words of the contract. */
export function comparison(
  found: Found,
  of: {
    readonly page: Page
    readonly dataset: string | null
    readonly sides: Two<ComparedSide>
    readonly seconds: number
  },
): Comparison {
  const { page, dataset, sides, seconds } = of
  const columns = found.names.map((_, i) => columnIn(found, page, i))
  const { added, removed, changed, same, repeated } = found.rows
  const cells = [...found.cells.values()].reduce((sum, each) => sum + each.cells, 0)
  const compared = {
    version: 1 as const,
    dataset,
    title: page.title,
    ...sides,
    same: added + removed + changed === 0 && columns.every(isSame),
    key: { columns: [...found.key.columns], from: found.key.from, repeated: { ...repeated } },
    rows: { added, removed, changed, same },
    others: areOthers(found),
    cells,
    columns,
    where: found.where.map((each) => ({ ...each, conditions: [...each.conditions] })),
    notes: [...found.notes, ...unreadable(sides)],
  }
  return { ...compared, said: [...saidOf(compared)], seconds }
}

/** So few of the rows of the smaller delivery are in the other by chance. */
const BY_CHANCE = 0.01

function areOthers({ rows: { same, changed }, sides: { before, after } }: Found): boolean {
  const fewer = Math.min(before.rows, after.rows)
  return fewer > 0 && same + changed <= BY_CHANCE * fewer
}

const isSame = (of: ComparedColumn): boolean => of.state === 'kept' && of.kind.before === of.kind.after

function unreadable(sides: Two<ComparedSide>): readonly string[] {
  return [sides.before, sides.after].flatMap(({ name, unreadable: rows }) =>
    rows === 0
      ? []
      : [
          `${shownCount(rows)} ${rows === 1 ? 'row' : 'rows'} of ${name} could not be read and ${rows === 1 ? 'is' : 'are'} left out.`,
        ],
  )
}

function columnIn(found: Found, page: Page, i: number): ComparedColumn {
  const { before = null, after = null, alike = null } = found.names[i] ?? {}
  const name = after ?? before ?? ''
  const hides = [before, after].some((each) => each !== null && isPrivate(each, page.private))
  const paired = before !== null && after !== null
  const shared = <T>(of: ReadonlyMap<string, T>): T | null => (paired ? (of.get(after) ?? null) : null)
  const names = { before, after }
  const column = both({ before: 'before', after: 'after' } as const, (at) => {
    const [side, named] = [found.sides[at], names[at]]
    if (named === null) return { kind: null, type: null, present: null, missing: null }
    const present = found.present[at].get(named) ?? 0
    const kind = found.held[at].get(named)?.kind ?? null
    return { kind, type: columnOf(side, named)?.type ?? null, present, missing: side.rows - present }
  })
  const numbers = shared(found.numbers)
  const values = shared(found.values)
  const cells = found.key.columns.length > 0 ? shared(found.cells) : null
  const form = shared(found.forms)
  return {
    name,
    state: !paired ? (after === null ? 'removed' : 'added') : before === after ? 'kept' : 'renamed',
    was: paired && before !== after ? before : null,
    alike,
    private: hides,
    kind: { before: column.before.kind, after: column.after.kind },
    type: { before: column.before.type, after: column.after.type },
    form: form && !hides ? { ...form } : null,
    present: { before: column.before.present, after: column.after.present },
    missing: { before: column.before.missing, after: column.after.missing },
    changed: cells && { ...cells, examples: cells.examples.map((each) => ({ ...each, key: [...each.key] })) },
    numbers: numbers && !hides ? { ...numbers.facts } : null,
    beyond: hides ? null : (numbers?.beyond ?? null),
    came: values && { ...values.came, examples: [...values.came.examples] },
    gone: values && { ...values.gone, examples: [...values.gone.examples] },
    distance: numbers?.distance ?? values?.distance ?? null,
    distribution: hides ? null : distributionOf(found, numbers, values, after ?? ''),
  }
}

function distributionOf(
  found: Found,
  numbers: ReturnType<Found['numbers']['get']> | null,
  values: ReturnType<Found['values']['get']> | null,
  name: string,
): ComparedColumn['distribution'] {
  if (numbers && numbers.bins.length > 0) {
    const times = found.held.after.get(name)?.kind !== 'number'
    return { kind: 'numbers', times, bins: [...numbers.bins] }
  }
  return values && values.top.length > 0 ? { kind: 'texts', values: [...values.top], others: values.others } : null
}
