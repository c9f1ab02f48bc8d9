import {
  cellText,
  conditionsText,
  counted,
  distanceText,
  isMoved,
  movedNumbers,
  otherRows,
  percent,
  visible,
} from '@assay/core'
import type { ComparedColumn, ComparedSide, Comparison } from './compare-contract.ts'

/** What the terminal and HTML say of a comparison in the same words. */

/** What matters most. */
export function comparisonHeadline(of: Comparison): string {
  if (of.same) return `no difference: ${counted(of.after.rows, 'row')}, ${counted(of.after.columns, 'column')}`
  return of.said[0]?.text ?? 'nothing differs beyond chance'
}

/** So much of what else differs is said before the columns. */
const MOST_SAID = 8

/** What else differs, and how many more things do. */
export function alsoSaid({ said }: Comparison): readonly string[] {
  const [, ...others] = said.map((each) => each.text)
  const more = others.length - MOST_SAID
  return [...others.slice(0, MOST_SAID), ...(more > 0 ? [`${counted(more, 'other difference')} below`] : [])]
}

/** One of the two, beside its name. */
export function sideText(side: ComparedSide): string {
  const at = side.arrivedAt === null ? [] : [side.arrivedAt.slice(0, 16).replace('T', ' ')]
  const state = side.state === null ? [] : [side.state]
  return [...at, ...state, counted(side.rows, 'row'), counted(side.columns, 'column')].join(' · ')
}

/** How rows were told apart, or that they are others. */
export function keyText(of: Comparison): string {
  if (of.others) return `T${otherRows(of).slice(1)}.`
  return `Rows are told apart ${byText(of)}.`
}

function byText({ key }: Comparison): string {
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

/** Where what is said of a column concentrates; null where nowhere. */
export function whereOfColumn(column: ComparedColumn, of: Comparison): string | null {
  const all = of.where.filter((each) => each.column === column.name)
  // what changed in rows that both have says it already
  const found = all.find((each) => each.of === 'cells') ?? all[0]
  if (found === undefined) return null
  return `${found.part === found.total ? 'all' : counted(found.part)} of it in ${conditionsText(found.conditions)}, which ${counted(found.rows, 'row')} have`
}

const share = (part: number | null, rows: number): number => (part ?? 0) / Math.max(1, rows)

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
  const place = new Map(of.said.map(({ column }, i) => [column, i] as const).reverse())
  const rank = (column: ComparedColumn): number => place.get(column.name) ?? of.said.length
  const isNoisy = (column: ComparedColumn): boolean => remarksOf(column, of).length > 0
  return {
    noisy: shared.filter(isNoisy).sort((a, b) => rank(a) - rank(b)),
    quiet: shared.filter((each) => !isNoisy(each)),
  }
}

export interface Remark {
  readonly label: string
  readonly text: string
}

/** What is to be said of a column, without its pictures. */
export function remarksOf(column: ComparedColumn, of: Comparison): readonly Remark[] {
  const { state, was, alike, kind, form, changed, distance } = column
  const numbers = movedNumbers(column)
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
    ...(numbers === null ? [] : [{ label: 'numbers', text: numbers }]),
    ...ownRemark('came', column.came),
    ...ownRemark('gone', column.gone),
    ...(isMoved(distance) ? [{ label: 'moved', text: distanceText(distance) }] : []),
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
