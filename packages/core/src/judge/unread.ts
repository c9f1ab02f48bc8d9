import { canonicalJson, type Kind } from '../check.ts'
import type { RestRef } from '../plan/rests.ts'
import type { Reading, Use } from '../vocabulary/expression.ts'
import { exampleText, type Example } from '../vocabulary/reads.ts'
import { sentenceForValue } from '../vocabulary/written-forms/guess-formats.ts'
import { shownCount } from '../vocabulary/shown-count.ts'

/** Values of a column that a sentence needs and that cannot be read as what it needs. */
export interface Unread {
  readonly column: string
  /** The dataset of it, when it is another one. */
  readonly dataset?: string
  readonly as: Kind
  /** It is the value by which another is looked up. */
  readonly lookUp?: { readonly of: string; readonly in: string }
  readonly use: Use
  /** How many values the column has, and how many of them cannot be read. */
  readonly present: number
  readonly unread: number
  readonly example?: Example
}

/** The first value that cannot be read, by `readingKey`. */
export type Examples = ReadonlyMap<string, Example>
export const readingKey = ({ dataset, column, as, lookUp }: Reading): string =>
  canonicalJson([dataset, column, as, ...(lookUp ? [{ ...lookUp }] : [])])

/** What of the readings of a job failed. */
export function unreadOf(
  rests: readonly RestRef[],
  count: (ref: RestRef['read']) => number,
  examples: Examples,
): readonly Unread[] {
  return rests.flatMap((rest) => {
    const [present, read] = [count(rest.present), count(rest.read)]
    const example = examples.get(readingKey(rest))
    const { column, as, use } = rest
    const found = {
      column,
      as,
      use,
      present,
      unread: present - read,
      ...(rest.elsewhere ? { dataset: rest.dataset } : {}),
      ...(rest.lookUp ? { lookUp: { of: String(rest.lookUp.args.of), in: String(rest.lookUp.args.dataset) } } : {}),
    }
    return read < present ? [{ ...found, ...(example ? { example } : {}) }] : []
  })
}

const named = ({ column, dataset }: Unread): string => `\`${column}\`${dataset === undefined ? '' : ` in ${dataset}`}`

const NAMES: { readonly [kind in Kind]?: string } = {
  number: 'a number',
  date: 'a date',
  timestamp: 'a date or a timestamp',
  time: 'a time of day',
  boolean: 'true or false',
}

const NOTHING: { readonly [use in Use]: string } = {
  where: 'no row can be placed',
  group: 'the rows cannot be grouped by it',
  order: 'the rows cannot be ordered by it',
  number: 'there is nothing to take the number of',
}

/** Why a sentence cannot be checked when no value of a column can be read; what to do about it, unless the page says already how its values are written. */
export function nothingReadable(of: Unread, said: boolean): string {
  const { column, as, use, example, lookUp } = of
  const such = example ? `, such as ${exampleText(example)}` : ''
  if (lookUp)
    return `every value of ${named(of)} that is found in \`${lookUp.in}\` has several different \`${lookUp.of}\` there${such}, so ${NOTHING[use]}`
  const time = as === 'date' || as === 'timestamp'
  const sentence = time && !said ? sentenceForValue(column, example?.value) : null
  const written =
    sentence !== null
      ? `; a sentence can say how it is written: ${sentence}`
      : as === 'number' && !said
        ? '; the page can say how its numbers are written: `numbers: 1.234,56`'
        : ''
  return `no value of ${named(of)} can be read as ${NAMES[as] ?? as}${such}, so ${NOTHING[use]}${written}`
}

/** What was left out because some values cannot be read. */
export function leftOut(of: Unread): string {
  const { as, use, present, unread, example, lookUp } = of
  const one = unread === 1
  const such = example ? ` (${one ? '' : 'such as '}${exampleText(example)})` : ''
  const left: { readonly [use in Use]: string } = {
    where: one ? 'so its row could not be placed' : 'so their rows could not be placed',
    group: one ? 'so its row is in no group' : 'so their rows are in no group',
    order: one ? 'so its row comes last' : 'so their rows come last',
    number: one ? 'and was left out' : 'and were left out',
  }
  if (lookUp)
    return `${shownCount(unread)} of ${shownCount(present)} values of ${named(of)} that are found in \`${lookUp.in}\` ${one ? 'has' : 'have'} several different \`${lookUp.of}\` there${such}, ${left[use]}`
  return `${shownCount(unread)} of ${shownCount(present)} values of ${named(of)} cannot be read as ${NAMES[as] ?? as}${such}, ${left[use]}`
}
