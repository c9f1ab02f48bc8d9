import { axisLabel, cellText, conditionsText, counted, isMoved, percent, shownNumber, visible } from '@assay/core'
import type { ComparedColumn, ComparedWhere, Comparison } from '../../report/compare-contract.ts'
import { isBeyondChance, isOtherShare } from './chance.ts'

/** What differs between two deliveries beyond chance, in words, what matters most first. */

type Compared = Omit<Comparison, 'said' | 'seconds'>
type Said = Comparison['said'][number]
interface Weighed extends Said {
  readonly weight: number
}

/** What a change of everything weighs beside the loss of a column. */
const [GONE, RENAMED, KIND, WRITTEN, NEW, BEYOND, SHARES] = [10, 9, 8, 7, 4, 3, 1]

export function saidOf(of: Compared): readonly Said[] {
  const all = [...of.columns.flatMap((column) => saidOfColumn(column, of)), ...saidOfRows(of)]
  return all.sort((a, b) => b.weight - a.weight).map(({ column, text }) => ({ column, text }))
}

function saidOfColumn(column: ComparedColumn, of: Compared): readonly Weighed[] {
  const name = `\`${visible(column.name)}\``
  const { kind, form } = column
  const said = (weight: number, text: string): Weighed => ({ column: column.name, text: `${name} ${text}`, weight })
  if (column.state === 'removed') return [said(GONE, 'is gone')]
  if (column.state === 'added') return [said(NEW, 'is new')]
  const rewritten =
    (kind.before !== kind.after && kind.before !== null && kind.after !== null) || form?.changed === true
  return [
    ...(column.state === 'renamed' ? [said(RENAMED, `was \`${visible(column.was ?? '')}\``)] : []),
    ...(kind.before !== kind.after && kind.before !== null && kind.after !== null
      ? [said(KIND, `is ${kind.after} now, was ${kind.before}`)]
      : form?.changed
        ? [said(WRITTEN, `is written ${visible(form.after)}, was ${visible(form.before)}`)]
        : []),
    ...(rewritten ? [] : numbersSaid(column, of, said)),
    ...missingSaid(column, of, said),
    ...cellsSaid(column, of, said),
    ...(rewritten ? [] : ownSaid(column, of, said)),
  ]
}

type Say = (weight: number, text: string) => Weighed

/** Values that nearly all lie beyond the earlier ones go on from them: days, and numbers that count up. */
const GOES_ON = 0.95

function numbersSaid(column: ComparedColumn, of: Compared, said: Say): readonly Weighed[] {
  const { numbers, beyond, present, distribution } = column
  if (!numbers?.before || !numbers.after) return movedSaid(column, said)
  const times = distribution?.kind === 'numbers' && distribution.times
  const label = times ? axisLabel(true, numbers.after.largest - numbers.after.smallest) : exact
  const { below, above } = beyond ?? { below: 0, above: 0 }
  const share = (below + above) / Math.max(1, present.after ?? 0)
  if (of.others && share >= GOES_ON)
    return [said(0, `${above >= below ? 'goes on' : 'goes back'}: ${label(numbers.after.smallest)} to ${label(numbers.after.largest)}, before ${label(numbers.before.smallest)} to ${label(numbers.before.largest)}`)] // prettier-ignore
  const [lower, higher] = [below, above].map((rows) => isBeyondChance(rows, of.after.rows, of.before.rows))
  const ends = [
    ...(lower ? [belowText(column, below, label, times)] : []),
    ...(higher ? [`${countOf(above, 'number', column)} above ${label(numbers.before.largest)}, the highest before: up to ${label(numbers.after.largest)}`] : []), // prettier-ignore
  ]
  if (ends.length === 0) return movedSaid(column, said)
  const where = whereOf(column, of, 'beyond')
  // what days of later deliveries bring is no surprise
  const weight = of.others && times ? SHARES : BEYOND + share + (where ? 0.5 : 0)
  return [said(weight, `has ${ends.join(', and ')}${alsoShared(where)}`)]
}

function belowText(
  { numbers, ...column }: ComparedColumn,
  below: number,
  label: (n: number) => string,
  times: boolean,
): string {
  const [was, is] = [numbers?.before, numbers?.after]
  if (!was || !is) return ''
  const down = `down to ${label(is.smallest)}`
  if (!times && is.negative === below && was.negative === 0)
    return `${countOf(below, 'negative number', column)}, before none: ${down}`
  const negative = times || is.negative === 0 || was.negative > 0 ? '' : `, ${counted(is.negative)} of them negative`
  return `${countOf(below, 'number', column)} below ${label(was.smallest)}, the lowest before: ${down}${negative}`
}

/** A number as it is; where it has no fraction, with its thousands grouped. */
const exact = (n: number): string =>
  `${n < 0 ? '−' : ''}${Number.isInteger(n) ? counted(Math.abs(n)) : shownNumber(Math.abs(n))}`

const countOf = (rows: number, noun: string, { present }: Pick<ComparedColumn, 'present'>): string =>
  `${counted(rows, noun)} (${percent(rows, Math.max(1, present.after ?? 0))})`

const whereOf = ({ name }: ComparedColumn, { where }: Compared, of: ComparedWhere['of']): ComparedWhere | undefined =>
  where.find((each) => each.of === of && each.column === name)

const alsoShared = (where: ComparedWhere | undefined): string => (where ? `; ${sharedText(where)}` : '')

/** "all of them with `origin` = DEN, which 389 rows have". */
function sharedText({ part, total, conditions, rows }: ComparedWhere): string {
  const only = part === rows ? 'no other row has' : `${counted(rows, 'row')} have`
  return `${part === total ? 'all' : counted(part)} of them with ${conditionsText(conditions)}, which ${only}`
}

function movedSaid({ distance, numbers, distribution }: ComparedColumn, said: Say): readonly Weighed[] {
  if (!isMoved(distance)) return []
  const weight = SHARES + 3 * distance.value
  const far = `${distance.name} ${distance.value.toFixed(2)}`
  if (numbers?.before && numbers.after) {
    const times = distribution?.kind === 'numbers' && distribution.times
    const label = axisLabel(times, numbers.after.largest - numbers.after.smallest)
    const [was, is] = [label(numbers.before.mean), label(numbers.after.mean)]
    return [said(weight, `is spread otherwise: ${was === is ? `average ${is} as before` : `average ${is}, before ${was}`} (${far})`)] // prettier-ignore
  }
  if (distribution?.kind !== 'texts') return [said(weight, `is spread otherwise (${far})`)]
  const all = (at: 'before' | 'after'): number => Math.max(1, distribution.others[at] + distribution.values.reduce((sum, each) => sum + each[at], 0)) // prettier-ignore
  const [n, m] = [all('before'), all('after')]
  const gap = (each: { readonly before: number; readonly after: number }): number => Math.abs(each.before / n - each.after / m) // prettier-ignore
  const [most] = distribution.values.toSorted((a, b) => gap(b) - gap(a))
  return most === undefined
    ? []
    : [said(weight, `has other shares: ${cellText(most.value, 40)} ${percent(most.after, m)}, before ${percent(most.before, n)} (${far})`)] // prettier-ignore
}

function missingSaid(column: ComparedColumn, of: Compared, said: Say): readonly Weighed[] {
  const { missing } = column
  const { before, after } = of
  const [was, is] = [missing.before ?? 0, missing.after ?? 0]
  const gap = Math.abs(is / Math.max(1, after.rows) - was / Math.max(1, before.rows))
  if (gap < 0.001 || !isOtherShare(was, before.rows, is, after.rows)) return []
  return [said(2 * SHARES + 3 * gap, `is missing in ${percent(is, after.rows)} of rows, before in ${percent(was, before.rows)}${alsoShared(whereOf(column, of, 'missing'))}`)] // prettier-ignore
}

function cellsSaid(column: ComparedColumn, of: Compared, said: Say): readonly Weighed[] {
  const { changed } = column
  if (changed === null || changed.cells === 0) return []
  const where = whereOf(column, of, 'cells')
  const share = changed.cells / Math.max(1, of.rows.same + of.rows.changed)
  const text = `has ${counted(changed.cells, 'changed cell')}${alsoShared(where)}`
  return [said(SHARES + share + (where ? 0.5 : 0), text)]
}

const MOST_NAMED = 3

/** Values that only one of the two has, in more rows than chance explains. */
function ownSaid({ came, gone, present }: ComparedColumn, of: Compared, said: Say): readonly Weighed[] {
  const own = (found: ComparedColumn['came'], mine: 'before' | 'after', others: 'before' | 'after') => {
    const named = (found?.examples ?? []).filter(({ rows }) => isBeyondChance(rows, of[mine].rows, of[others].rows))
    const share = (found?.rows ?? 0) / Math.max(1, present[mine] ?? 0)
    if (named.length === 0 || (of.others && share >= GOES_ON)) return null
    const values = named.slice(0, MOST_NAMED).map(({ value, rows }) => `${cellText(value, 40)} in ${counted(rows, 'row')}`) // prettier-ignore
    return { text: `${values.join(', ')}${named.length > MOST_NAMED ? ' …' : ''}`, weight: 1.5 * SHARES + 3 * share }
  }
  const [new_, lost] = [own(came, 'after', 'before'), own(gone, 'before', 'after')]
  return [
    ...(new_ ? [said(new_.weight, `has new values: ${new_.text}`)] : []),
    ...(lost ? [said(lost.weight, `has lost values: ${lost.text}`)] : []),
  ]
}

/** A delivery that is larger or smaller by so much is another one, also where its rows are others anyway. */
const OTHER_SIZE = 0.2

function saidOfRows({ rows, others, before, after, where }: Compared): readonly Weighed[] {
  const said = (weight: number, text: string): readonly Weighed[] => [{ column: null, text, weight }]
  if (others) {
    const grown = Math.abs(Math.log(after.rows / before.rows))
    return grown < OTHER_SIZE ? [] : said(2 * SHARES + grown, `${counted(after.rows, 'row')}, before ${counted(before.rows)}`) // prettier-ignore
  }
  const whose = (of: ComparedWhere['of']): string => {
    const found = where.find((each) => each.of === of)
    return found ? ` (${sharedText(found)})` : ''
  }
  const parts = (['added', 'removed', 'changed'] as const)
    .filter((what) => rows[what] > 0)
    .map((what) => `${counted(rows[what], 'row')} ${what}${whose(what)}`)
  const share = (rows.added + rows.removed + rows.changed) / Math.max(1, before.rows + after.rows)
  return parts.length === 0 ? [] : said(SHARES + share, parts.join(', '))
}
