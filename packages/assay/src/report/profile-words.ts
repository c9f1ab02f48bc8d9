import { counted, percent, shortened, shownCount, visible } from '@assay/core'
import type { ColumnFacts, Profile, TableFacts } from '../suggest/contract.ts'

/** A profile in the words that its renderings have in common. */

/** What a column is: email, date as DD/MM/YYYY, whole number but for 3. */
export function kindInWords({ is, entries, written, standard, unlike, holds }: ColumnFacts): string {
  const plain = written === null || written === '1234.56' || written === 'ISO'
  const what = standard ?? (plain ? is : `${is} as ${written}`)
  const held = holds !== 'text' && holds !== is && is !== 'whole number' && is !== 'empty' ? ` (${holds})` : ''
  const but = unlike > 0 ? `, but for ${shownCount(unlike)}` : ''
  return `${entries ? 'entries: ' : ''}${what}${held}${but}`
}

export function presenceInWords({ rows, present, entries }: ColumnFacts): string {
  if (entries) return counted(present, 'entry').replace(/entrys$/, 'entries')
  if (present === 0) return 'no value in any row'
  return present === rows
    ? 'in every row'
    : `in ${percent(present, rows)} of rows, ${shownCount(rows - present)} missing`
}

export function differenceInWords({ present, different, once }: ColumnFacts): string {
  if (present === 0) return ''
  if (different === present) return 'all different'
  if (different === 1) return 'always the same'
  return `${shownCount(different)} different${once > 0 ? `, ${shownCount(once)} of them once` : ''}`
}

const LONGEST = 30
/** So many values are named. */
const SHOWN = 6
const quoted = (value: string): string => JSON.stringify(shortened(visible(value), LONGEST))
const many = ({ value, rows }: { readonly value: string; readonly rows: number }): string =>
  `${quoted(value)} ${shownCount(rows)}`

/** What is told of the values of a column: a few words with what they name. */
export function detailsOf(of: ColumnFacts): readonly (readonly [label: string, text: string])[] {
  const few = of.different > 0 && of.different <= of.frequent.length
  const unique = of.different === of.present
  return [
    ...(of.smallest !== null && of.largest !== null
      ? [['range', `${visible(of.smallest)} … ${visible(of.largest)}${quartiles(of)}`] as const]
      : []),
    ...(unique ? [] : [['frequent', of.frequent.slice(0, SHOWN).map(many).join(', ')] as const]),
    ...(few || unique || of.rare.length === 0 ? [] : [['rare', of.rare.slice(0, SHOWN).map(many).join(', ')] as const]),
    ...(of.is === 'text' && of.shortest && of.longest && of.shortest.length < of.longest.length
      ? [
          [
            'length',
            `${shownCount(of.shortest.length)} (${quoted(of.shortest.value)}) … ${shownCount(of.longest.length)} (${quoted(of.longest.value)})`,
          ] as const,
        ]
      : []),
    ...shapes(of),
    ...(of.misspelt.length > 0
      ? [
          [
            'misspelt',
            of.misspelt
              .slice(0, SHOWN)
              .map((each) => `${quoted(each.value)} for ${quoted(each.of)}`)
              .join(', '),
          ] as const,
        ]
      : []),
  ]
}

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 })
const quartiles = ({ numbers }: ColumnFacts): string =>
  numbers === null
    ? ''
    : `, quartiles ${numbers.quartiles.map((each) => number.format(each)).join(' · ')}, mean ${number.format(numbers.mean)}`

/** Where texts are codes of a form, the forms that most of them have. */
function shapes({ shapes: all, present, is }: ColumnFacts): readonly (readonly [label: string, text: string])[] {
  const [first] = all
  if (is !== 'text' || !first || first.pattern === '' || first.rows < 0.2 * present) return []
  const told = all.filter((each) => each.pattern !== '').slice(0, 3)
  return [['shapes', told.map((each) => `${each.pattern} ${shownCount(each.rows)}`).join(', ')]]
}

/** What columns have to do with one another, by kind, each as a sentence with its number. */
export function tableInWords(
  table: TableFacts,
): readonly (readonly [title: string, lines: readonly (readonly [string, string])[]])[] {
  const lines = (all: TableFacts[keyof TableFacts]) =>
    [...all]
      .sort((a, b) => a.failing / Math.max(1, a.counted) - b.failing / Math.max(1, b.counted))
      .map(({ sentence, counted: n, failing }) => [sentence, held(n, failing)] as const)
  return (
    [
      ['Names a row', lines(table.keys)],
      ['Determines', lines(table.determines)],
      ['Is never less', lines(table.orderings)],
      ['Is computed or equal', lines(table.computed)],
      ['Is found elsewhere', lines(table.lookUps)],
    ] as const
  ).filter(([, all]) => all.length > 0)
}

const held = (n: number, failing: number): string =>
  failing === 0
    ? `in all ${counted(n, 'row')}`
    : `in ${percent(n - failing, n)} of ${counted(n, 'row')}, ${shownCount(failing)} ${failing === 1 ? 'exception' : 'exceptions'}`

/** What was looked at, in one line. */
export function lookedAt({ delivery, rows, sample, columns, missing }: Profile): string {
  return [
    counted(rows, 'row'),
    counted(columns.filter((each) => !each.entries).length, 'column'),
    delivery.of > 1
      ? `the newest of ${shownCount(delivery.of)} deliveries, ${visible(delivery.source)}`
      : visible(delivery.source),
    ...(sample ? [`a sample of ${counted(sample.rows, 'row')} looked at, numbers counted on all`] : []),
    ...(missing.length > 0
      ? [`${missing.map((each) => JSON.stringify(visible(each))).join(', ')} taken for "no value"`]
      : []),
  ].join(' · ')
}
