import { axisLabel, cellText, counted, percent, visible } from '@assay/core'
import type { ComparedColumn, ComparedSide, ComparedWhere, Comparison } from './compare-contract.ts'

/** What the terminal and HTML say of a comparison in the same words. */

export function comparisonHeadline(of: Comparison): string {
  const { added, removed, changed } = of.rows
  const [came, gone, renamed] = (['added', 'removed', 'renamed'] as const).map(
    (state) => of.columns.filter((each) => each.state === state).length,
  )
  const kinds = of.columns.filter((each) => each.state === 'kept' && each.kind.before !== each.kind.after).length
  const said = [
    ...(added > 0 ? [`${counted(added, 'row')} added`] : []),
    ...(removed > 0 ? [`${counted(removed, 'row')} removed`] : []),
    ...(changed > 0 ? [`${counted(changed, 'row')} changed`] : []),
    ...(came ? [`${counted(came, 'column')} new`] : []),
    ...(gone ? [`${counted(gone, 'column')} gone`] : []),
    ...(renamed ? [`${counted(renamed, 'column')} renamed`] : []),
    ...(kinds > 0 ? [`${counted(kinds, 'column')} of another kind`] : []),
  ]
  const rows = counted(of.after.rows, 'row')
  return said.length === 0 ? `no difference: ${rows}, ${counted(of.after.columns, 'column')}` : said.join(', ')
}

/** One of the two, beside its name. */
export function sideText(side: ComparedSide): string {
  const at = side.arrivedAt === null ? [] : [side.arrivedAt.slice(0, 16).replace('T', ' ')]
  const state = side.state === null ? [] : [side.state]
  return [...at, ...state, counted(side.rows, 'row'), counted(side.columns, 'column')].join(' · ')
}

/** How rows were told apart. */
export function keyText({ key }: Comparison): string {
  const columns = key.columns.map((each) => `\`${visible(each)}\``).join(' and ')
  const repeated = key.repeated.before + key.repeated.after
  const again =
    repeated === 0 ? '' : `; in ${counted(key.repeated.before)} and ${counted(key.repeated.after)} rows it is missing or not the only one` // prettier-ignore
  switch (key.from) {
    case 'given':
      return `by ${columns}${again}`
    case 'page':
      return `by ${columns}, the key of the page${again}`
    case 'proposed':
      return `by ${columns}, which is unique in both`
    case 'none':
      return 'by all of their cells, since no column is unique in both: a row that changed is one removed and one added. --key names a column'
  }
}

/** Where a change concentrates: "all 60 rows added have `country` = ES, of 60 rows with that". */
export function whereText(of: ComparedWhere): string {
  const what = of.of === 'cells' ? `changes of \`${visible(of.column ?? '')}\`` : `rows ${of.of}`
  const many = of.part === of.total ? `all ${counted(of.total)}` : `${counted(of.part)} of ${counted(of.total)}`
  const only = of.part === of.rows ? 'no other row has' : `${counted(of.rows, 'row')} of all ${counted(of.outOf)} have`
  return `${many} ${what}: ${conditionsText(of)}, which ${only}`
}

export const conditionsText = (of: ComparedWhere): string =>
  of.conditions
    .map(({ column, values }) => `\`${visible(column)}\` = ${values.map((each) => cellText(each, 40)).join(' or ')}`)
    .join(' and ')

const share = (part: number | null, rows: number): number => (part ?? 0) / Math.max(1, rows)

/** Whether its distribution differs beyond chance. */
export const isMoved = ({ distance }: ComparedColumn): boolean =>
  distance !== null && distance.value > Math.max(distance.chance, 0.01)

/** How much there is to say of a column; 0 where nothing is. */
function weightOf(column: ComparedColumn, of: Comparison): number {
  const { changed, kind, form, state } = column
  const structure = state === 'renamed' ? 8 : 0
  const kinds = state === 'kept' && kind.before !== kind.after ? 6 : 0
  const forms = form?.changed ? 4 : 0
  const cells = (changed?.cells ?? 0) > 0 ? 1 + share(changed?.cells ?? 0, of.before.rows) : 0
  const moved = isMoved(column) ? 1 + (column.distance?.value ?? 0) : 0
  const filled = Math.abs(missingShare(column, of, 'after') - missingShare(column, of, 'before'))
  const set = (column.came?.different ?? 0) + (column.gone?.different ?? 0) > 0 ? 0.5 : 0
  return structure + kinds + forms + cells + moved + (filled >= 0.001 ? 0.5 + filled : 0) + set
}

const missingShare = (column: ComparedColumn, of: Comparison, at: 'before' | 'after'): number =>
  share(column.missing[at], of[at].rows)

const MOST_NAMED = 40

/** Columns that only one of the two has, by name. */
export function ownColumns(
  of: Comparison,
): readonly { readonly label: string; readonly names: readonly string[]; readonly more: string }[] {
  const states = [['added', 'new'], ['removed', 'gone']] as const // prettier-ignore
  return states.flatMap(([state, label]) => {
    const all = of.columns.filter((each) => each.state === state).map((each) => visible(each.name))
    const more = all.length > MOST_NAMED ? ` and ${counted(all.length - MOST_NAMED)} more` : ''
    return all.length === 0
      ? []
      : [{ label: `${counted(all.length, 'column')} ${label}`, names: all.slice(0, MOST_NAMED), more }]
  })
}

/** The columns that both have and that something is to be said of, the most important first; and the others. */
export function weighed(of: Comparison): {
  readonly noisy: readonly ComparedColumn[]
  readonly quiet: readonly ComparedColumn[]
} {
  const shared = of.columns.filter((each) => each.state === 'kept' || each.state === 'renamed')
  const all = shared.map((column) => ({ column, weight: weightOf(column, of) }))
  return {
    noisy: all.filter((each) => each.weight > 0).sort((a, b) => b.weight - a.weight).map((each) => each.column), // prettier-ignore
    quiet: all.filter((each) => each.weight === 0).map((each) => each.column),
  }
}

export interface Remark {
  readonly label: string
  readonly text: string
}

/** What is to be said of a column, without its pictures. */
export function remarksOf(column: ComparedColumn, of: Comparison): readonly Remark[] {
  const { state, was, alike, kind, form, changed, distance } = column
  const renamed = alike === null ? '' : `; ${percent(alike, 1)} of its values are the same`
  const [before, after] = [missingShare(column, of, 'before'), missingShare(column, of, 'after')]
  return [
    ...(state === 'renamed' ? [{ label: 'was', text: `\`${visible(was ?? '')}\`${renamed}` }] : []),
    ...(state === 'kept' && kind.before !== kind.after
      ? [{ label: 'kind', text: `${kind.before ?? ''} → ${kind.after ?? ''}` }]
      : []),
    ...(form?.changed ? [{ label: 'written', text: `${visible(form.before)} → ${visible(form.after)}` }] : []),
    ...(changed && changed.cells > 0 ? [{ label: 'changed', text: changedText(changed) }] : []),
    ...(before !== after && Math.abs(before - after) >= 0.001
      ? [
          {
            label: 'missing',
            text: `${percent(column.missing.before ?? 0, of.before.rows)} → ${percent(column.missing.after ?? 0, of.after.rows)}`,
          },
        ]
      : []),
    ...numbersRemark(column),
    ...ownRemark('came', column.came),
    ...ownRemark('gone', column.gone),
    ...(distance && isMoved(column)
      ? [{ label: 'moved', text: `${distance.name} ${distance.value.toFixed(2)}, by chance below ${distance.chance.toFixed(2)}` }] // prettier-ignore
      : []),
  ]
}

function changedText({ cells, filled, emptied, rewritten }: NonNullable<ComparedColumn['changed']>): string {
  const parts = [
    ...(filled > 0 ? [`${counted(filled)} were missing`] : []),
    ...(emptied > 0 ? [`${counted(emptied)} are missing now`] : []),
    ...(rewritten > 0 ? [`${counted(rewritten)} are the same number, written in another way`] : []),
  ]
  return `${counted(cells, 'cell')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

function numbersRemark(column: ComparedColumn): readonly Remark[] {
  const { numbers, distribution } = column
  if (!numbers?.before || !numbers.after || !isMoved(column)) return []
  const times = distribution?.kind === 'numbers' && distribution.times
  const label = axisLabel(times, Infinity)
  const all = (['smallest', 'mean', 'largest'] as const).map((what) => {
    const [was, is] = [label(numbers.before?.[what] ?? 0), label(numbers.after?.[what] ?? 0)]
    return was === is ? `${what} ${is}` : `${what} ${was} → ${is}`
  })
  return [{ label: 'numbers', text: all.join(', ') }]
}

const MOST_VALUES = 5

function ownRemark(label: string, own: ComparedColumn['came']): readonly Remark[] {
  if (own === null || own.different === 0) return []
  const single = own.rows === own.different && own.different > MOST_VALUES
  const shown = own.examples
    .slice(0, MOST_VALUES)
    .map(({ value, rows }) => (single ? cellText(value, 30) : `${cellText(value, 30)} (${counted(rows)})`))
  if (single) return [{ label, text: `${counted(own.different)} values, such as ${shown.join(', ')}` }]
  const more = own.different - shown.length
  const rest = more > 0 ? `, and ${counted(more)} other ${more === 1 ? 'value' : 'values'}` : ''
  return [{ label, text: `${shown.join(', ')}${rest}, in ${counted(own.rows, 'row')}` }]
}
