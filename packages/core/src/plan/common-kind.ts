import type { Kind } from '../check.ts'
import { Unchecked, type Expr } from '../vocabulary/expression.ts'
import { exampleText, isForeign, mostly, NO_READS, throughout, timesIn, type Reads } from '../vocabulary/reads.ts'
import { sentenceForValue } from '../vocabulary/written-forms/guess-formats.ts'
import { plainNumber, type NumberStyle } from '../vocabulary/written-forms/index.ts'

/** Rule 6 of the language: in which kind values are compared with one another. */
export function common(of: readonly Expr[], ordering: boolean): Kind {
  const fixed = new Set(of.filter((each) => !each.open).map((each) => each.kind))
  // looking up what a column holds costs a scan of it, so nothing is looked up that decides nothing
  const open = () => of.filter((each) => each.open).map(readsOf)
  if (fixed.has('list'))
    throw new Unchecked('not-a-list', 'the column holds lists; say "every entry of …" to speak about their entries')
  if (fixed.size === 0) return ofTexts(of, ordering)
  const order: readonly Kind[] = [
    'time',
    'timestamp',
    'date',
    'duration',
    'boolean',
    'number',
    'text',
    'struct',
    'other',
    'list',
  ]
  const [first] = order.filter((each) => fixed.has(each))
  const kind = first ?? 'text'
  if (kind === 'date' && open().some((each) => timesIn(each) === 'timestamp')) return 'timestamp'
  const odd = [...fixed].find((each) => each !== kind && !compatible(each, kind))
  if (odd && (ordering || kind !== 'text') && !fixed.has('text'))
    throw new Unchecked('incomparable', `a ${odd} and a ${kind} cannot be compared`)
  if (fixed.has('text') && fixed.size > 1) {
    if (ordering)
      throw new Unchecked('incomparable', `a text and a ${kind} cannot be ordered; quoted is text, bare is a number`)
    return 'text'
  }
  return kind
}

const compatible = (a: Kind, b: Kind): boolean =>
  (a === 'date' && b === 'timestamp') || (a === 'timestamp' && b === 'time') || (a === 'number' && b === 'boolean')

function ofTexts(of: readonly Expr[], ordering: boolean): Kind {
  const columns = of.map(readsOf)
  const reads = columns.map(throughout)
  if (ordering) for (const each of of) refuseDisorder(each)
  if (reads.every((each) => each === 'number')) return 'number'
  if (reads.every((each) => each === 'date')) return 'date'
  if (reads.every((each) => each === 'date' || each === 'timestamp')) return 'timestamp'
  return 'text'
}

const readsOf = (of: Expr): Reads => of.open?.lookUp?.() ?? NO_READS

/** Values that are ordered as texts although some of them, or nearly all, mean numbers or times. */
function refuseDisorder(of: Expr): void {
  const reads = readsOf(of)
  const name = of.open ? `\`${of.open.name}\`` : 'the text'
  const such = reads.odd ? exampleText(reads.odd) : ''
  if (throughout(reads) === 'mixed')
    throw new Unchecked(
      'incomparable',
      `some values of ${name} read as ${mostly(reads) === 'number' ? 'numbers' : 'dates or timestamps'} and others do not${such && `, such as ${such}`}, so they have no order`,
    )
  const date = of.open ? sentenceForValue(of.open.name, reads.odd?.value) : null
  const written = date ?? (reads.odd?.value == null ? '' : `\`numbers: ${styleOf(reads.odd.value)}\``)
  if (isForeign(reads))
    throw new Unchecked(
      'incomparable',
      `the values of ${name} look like numbers or dates written in another way${such && `, such as ${such}`}, and as texts they have no order; say on the page how they are written${written && ` (${written})`}`,
    )
}

/** The style that a page names for values like this one; each reads numbers without marks at the thousands too. */
const STYLES = ['1.234,56', '1 234,56', '1,234.56', "1'234.56"] as const satisfies readonly NumberStyle[]
const styleOf = (value: string): NumberStyle =>
  STYLES.find((each) => plainNumber(each)(value.trim()) !== null) ?? STYLES[0]
