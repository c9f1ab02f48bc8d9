import { measure, type WholeMeasure, type WholeVerdict } from '../word.ts'
import type { Said, Value } from '../../check.ts'
import type { Change } from '../change.ts'
import type { Compiler } from '../expression.ts'
import { shownCount } from '../shown-count.ts'

/** Claims about which columns the delivery has. */

const names = (of: readonly Value[]): readonly string[] => of.map((each) => String(each.args.name))
const quoted = (of: readonly string[]): string => of.map((each) => `\`${each}\``).join(', ')

export function columnsVerdict(bad: readonly string[], bound: string, good: string, found: number): WholeVerdict {
  return {
    status: bad.length > 0 ? 'broken' : 'holds',
    value: { kind: 'number', is: found },
    shown: `${shownCount(found)} ${found === 1 ? 'column' : 'columns'}`,
    bound,
    band: null,
    counted: null,
    failing: null,
    reason: bad.length > 0 ? bad.join('; ') : good,
  }
}

const compared = (
  of: readonly Value[],
  c: Compiler,
  judge: (wanted: readonly string[], there: readonly string[]) => WholeVerdict,
): WholeMeasure => ({
  query: null,
  judge: () => judge(names(of), columnsOf(c)),
})

/** The columns that the delivery itself has. */
export const columnsOf = (c: Compiler): readonly string[] =>
  c.columns.flatMap((each) => (each.absent ? [] : [each.name]))

export const without = (a: readonly string[], b: readonly string[]) => a.filter((each) => !b.includes(each))
export const problem = (label: string, of: readonly string[]) => (of.length > 0 ? [`${label} ${quoted(of)}`] : [])

/** The listed columns without those that are gone, and with the new ones where all must be listed. */
function columnsNow(kind: string, a: { readonly of: readonly Value[] }, change: Change, all: boolean): Said | null {
  if (change.is !== 'columns') return null
  const renamed = new Map(change.renamed)
  const kept = names(a.of)
    .filter((each) => !change.gone.includes(each))
    .map((each) => renamed.get(each) ?? each)
  const now = [...kept, ...(all ? without(change.fresh, kept) : [])]
  if (now.length === 0 || now.join('\0') === names(a.of).join('\0')) return null
  return { kind, args: { ...a, of: now.map((name) => ({ kind: 'column', args: { name } })) } }
}

export const columnsAre = measure({
  about: 'the delivery has exactly these columns',
  mend: (a, change) => columnsNow('columns-are', a, change, true),
  subject: 'the columns',
  negatable: 'say which columns there must be',
  phrases: [{ say: 'be {of:columns}' }, { say: 'be {of:columns} in this order', with: { ordered: true } }],
  also: [
    { say: 'be (exactly|only) {of:columns}' },
    { say: 'match {of:columns} [in any order]' },
    { say: 'be [exactly] {of:columns} in any order' },
    { say: 'be {of:columns} [,] in that order', with: { ordered: true } },
    { say: 'be {of:columns} , in this order', with: { ordered: true } },
  ],
  examples: [
    ['the columns must be `a`, `b` and `c`', 'The columns are exactly `a`, `b` and `c`, in any order'],
    ['the columns must be `a` and `b` in this order', 'The columns are exactly `a` and `b`, in this order'],
  ],
  reading: (a, say) =>
    `the columns are exactly ${say.list(a.of.map(say.value))}, in ${a.ordered ? 'this' : 'any'} order`,
  columns: () => [],
  measure: (a, c) =>
    compared(a.of, c, (wanted, there) => {
      const wrongOrder =
        a.ordered === true &&
        without(wanted, there).length + without(there, wanted).length === 0 &&
        wanted.join('\0') !== there.join('\0')
      const bad = [
        ...problem('missing:', without(wanted, there)),
        ...problem('not expected:', without(there, wanted)),
        ...(wrongOrder ? [`the order is ${quoted(there)}`] : []),
      ]
      return columnsVerdict(
        bad,
        `exactly ${String(wanted.length)} columns`,
        `exactly the ${String(wanted.length)} columns`,
        there.length,
      )
    }),
})

export const columnsInclude = measure({
  about: 'the delivery has these columns and perhaps others',
  mend: (a, change) => columnsNow('columns-include', a, change, false),
  subject: 'the columns',
  negatable: true,
  phrases: [{ say: 'include {of:columns}' }],
  also: [{ say: '(contain|have) {of:columns}' }],
  examples: [['the columns must include `a` and `b`', 'The columns include `a` and `b`']],
  reading: (a, say) => `the columns include ${say.list(a.of.map(say.value))}`,
  columns: () => [],
  measure: (a, c) =>
    compared(a.of, c, (wanted, there) =>
      columnsVerdict(
        problem('missing:', without(wanted, there)),
        `with ${quoted(wanted)}`,
        'all of them are there',
        there.length,
      ),
    ),
})

export const columnsWithout = measure({
  about: 'the delivery has none of these columns',
  subject: 'the columns',
  negatable: 'say which columns there must be',
  phrases: [{ say: 'not include {of:columns}' }],
  also: [{ say: 'not (contain|have) {of:columns}' }],
  examples: [['the columns must not include `password`', 'The columns do not include `password`']],
  reading: (a, say) => `the columns do not include ${say.list(a.of.map(say.value), 'or')}`,
  columns: () => [],
  measure: (a, c) =>
    compared(a.of, c, (wanted, there) =>
      columnsVerdict(
        problem(
          'found:',
          wanted.filter((each) => there.includes(each)),
        ),
        `without ${quoted(wanted)}`,
        'none of them is there',
        there.length,
      ),
    ),
})

export const columnsAmong = measure({
  about: 'the delivery has no other columns than these',
  mend: (a, change) => columnsNow('columns-among', a, change, true),
  subject: 'the columns',
  negatable: 'say which columns there must be',
  phrases: [{ say: 'be among {of:columns}' }],
  also: [{ say: 'be a subset of {of:columns}' }, { say: 'be at most {of:columns}' }],
  examples: [['the columns must be among `a`, `b` and `c`', 'There are no other columns than `a`, `b` and `c`']],
  reading: (a, say) => `there are no other columns than ${say.list(a.of.map(say.value))}`,
  columns: () => [],
  measure: (a, c) =>
    compared(a.of, c, (wanted, there) =>
      columnsVerdict(
        problem('not expected:', without(there, wanted)),
        `among ${String(wanted.length)} columns`,
        'no other column is there',
        there.length,
      ),
    ),
})

/** The column of the subject stands among the arguments beside those of the claim. */
export function slot(a: object): Value {
  const of: unknown = 'of' in a ? a.of : null
  return of as Value
}
