import { cellText, counted, percent, visible } from '@assay/core'
import type { ComparedColumn, ComparedWhere, Comparison } from '../../contract.ts'

/** How two deliveries differ, in a line. */
export function headline({ rows, columns, same }: Comparison): string {
  if (same) return 'No difference'
  const of = (state: ComparedColumn['state']) => columns.filter((each) => each.state === state).length
  const said = [
    ...part(rows.added, 'row', 'added'),
    ...part(rows.removed, 'row', 'removed'),
    ...part(rows.changed, 'row', 'changed'),
    ...part(of('added'), 'column', 'new'),
    ...part(of('removed'), 'column', 'gone'),
    ...part(of('renamed'), 'column', 'renamed'),
  ]
  return said.length === 0 ? 'The rows are the same' : said.join(', ')
}

const part = (n: number, noun: string, what: string): readonly string[] =>
  n > 0 ? [`${counted(n, noun)} ${what}`] : []

/** How rows were told apart. */
export function keyText({ key }: Comparison): string {
  const columns = key.columns.map((each) => `\`${visible(each)}\``).join(' and ')
  if (key.from === 'none') return 'by all of their cells: a row that changed is one removed and one added'
  const repeated = key.repeated.before + key.repeated.after
  return `by ${columns}${repeated > 0 ? `, which is missing or repeated in ${counted(repeated, 'row')}` : ''}`
}

/** Where a change concentrates: "298 of 306 rows changed have `supplier` = Xerox". */
export function whereText({ of, column, total, part: some, rows, outOf, conditions }: ComparedWhere): string {
  const what = of === 'cells' ? `changes of \`${visible(column ?? '')}\`` : `rows ${of}`
  const said = conditions
    .map((each) => `\`${visible(each.column)}\` = ${each.values.map((value) => cellText(value, 40)).join(' or ')}`)
    .join(' and ')
  const many = some === total ? `all ${counted(total)}` : `${counted(some)} of ${counted(total)}`
  return `${many} ${what} have ${said}, as have ${counted(rows)} of all ${counted(outOf, 'row')}`
}

/** Whether its values are spread in another way, beyond chance. */
const isMoved = ({ distance }: ComparedColumn): boolean =>
  distance !== null && distance.value > Math.max(distance.chance, 0.01)

/** What is to be said of a column. */
export function remarks(column: ComparedColumn, of: Comparison): readonly string[] {
  const { state, was, kind, form, changed, missing, came, gone, distance } = column
  const share = (at: 'before' | 'after') => percent(missing[at] ?? 0, Math.max(1, of[at].rows))
  return [
    ...(state === 'renamed'
      ? [`was \`${visible(was ?? '')}\``]
      : state === 'kept'
        ? []
        : [state === 'added' ? 'new' : 'gone']),
    ...(state === 'kept' && kind.before !== kind.after
      ? [`${kind.before ?? 'nothing'} → ${kind.after ?? 'nothing'}`]
      : []),
    ...(form?.changed ? [`written ${visible(form.before)} → ${visible(form.after)}`] : []),
    ...(changed && changed.cells > 0 ? [changedText(changed)] : []),
    ...(missing.before !== null && missing.after !== null && share('before') !== share('after')
      ? [`missing ${share('before')} → ${share('after')}`]
      : []),
    ...(came && came.different > 0 ? [`${counted(came.different, 'new value')}: ${examples(came)}`] : []),
    ...(gone && gone.different > 0 ? [`${counted(gone.different, 'value')} gone: ${examples(gone)}`] : []),
    ...(distance && isMoved(column)
      ? [
          `spread otherwise: ${distance.name} ${distance.value.toFixed(2)}, by chance below ${distance.chance.toFixed(2)}`,
        ]
      : []),
  ]
}

function changedText({ cells, filled, emptied, rewritten }: NonNullable<ComparedColumn['changed']>): string {
  const parts = [
    ...(filled > 0 ? [`${counted(filled)} were missing`] : []),
    ...(emptied > 0 ? [`${counted(emptied)} are missing now`] : []),
    ...(rewritten > 0 ? [`${counted(rewritten)} are the same number, written otherwise`] : []),
  ]
  return `${counted(cells, 'cell')} changed${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`
}

const examples = ({ examples: all, different }: NonNullable<ComparedColumn['came']>): string =>
  `${all
    .slice(0, 5)
    .map(({ value }) => cellText(value, 30))
    .join(', ')}${different > 5 ? ' …' : ''}`

export const isDifferent = (column: ComparedColumn, of: Comparison): boolean => remarks(column, of).length > 0
