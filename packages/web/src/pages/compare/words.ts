import { cellText, counted, distanceText, isMoved, movedNumbers, otherRows, percent, visible } from '@assay/core'
import type { ComparedColumn, Comparison } from '../../contract.ts'

/** What matters most, in a line. */
export function headline({ said, same }: Comparison): string {
  if (same) return 'No difference'
  return said[0]?.text ?? 'Nothing differs beyond chance'
}

/** How rows were told apart, or that they are others. */
export function keyText(of: Comparison): string {
  return of.others ? otherRows(of) : `rows are told apart ${byText(of)}`
}

function byText({ key }: Comparison): string {
  const columns = key.columns.map((each) => `\`${visible(each)}\``).join(' and ')
  if (key.from === 'none') return 'by all of their cells: a row that changed is one removed and one added'
  const repeated = key.repeated.before + key.repeated.after
  return `by ${columns}${repeated > 0 ? `, which is missing or repeated in ${counted(repeated, 'row')}` : ''}`
}

/** What is to be said of a column. */
export function remarks(column: ComparedColumn, of: Comparison): readonly string[] {
  const { state, was, kind, form, changed, missing, came, gone, distance } = column
  const numbers = movedNumbers(column)
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
    ...(numbers === null ? [] : [numbers]),
    ...(came && came.different > 0 ? [`${counted(came.different, 'new value')}: ${examples(came)}`] : []),
    ...(gone && gone.different > 0 ? [`${counted(gone.different, 'value')} gone: ${examples(gone)}`] : []),
    ...(isMoved(distance) ? [`spread otherwise: ${distanceText(distance)}`] : []),
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
