import { canonicalJson, type Bound, type Check, type Condition, type Json, type Said, type Value } from '../check.ts'
import { format } from '../language/format.ts'
import { grammarWith, type PageWords } from '../language/language.ts'
import { readSentence } from '../language/sentence.ts'
import type { Change } from '../vocabulary/change.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { VALUES } from '../vocabulary/values/index.ts'

/** A column of this delivery and what became of it. */
export interface Changed {
  readonly column: string
  readonly change: Change
}

/** The canonical sentence that says the same of the data as it is delivered now; null where there is nothing to amend, or no way to say it. */
export function amendedSentence(check: Check, changed: readonly Changed[], words: PageWords): string | null {
  const made = changed.reduce((done, each) => amended(done, each), check)
  if (canonicalJson(made) === canonicalJson(check)) return null
  try {
    const written = format(made)
    const read = readSentence(written, grammarWith(words))
    return read.ok && canonicalJson(read.sentence.check) === canonicalJson(made) ? written : null
  } catch {
    // a check that no sentence says
    return null
  }
}

function amended(check: Check, changed: Changed): Check {
  if (changed.change.is === 'columns') return whole(renamedIn(check, new Map(changed.change.renamed)) as Check, changed)
  const where = check.where && conditions(check.where, changed)
  const { measure, bound } = check
  const rest = { ...check, ...(where ? { where } : {}) }
  if ('share' in measure) return { ...rest, measure: { share: conditions(measure.share, changed) } }
  if ('whole' in measure) return whole(rest, changed)
  return { ...rest, ...numberOf(measure.number, bound, changed) }
}

/** Claims about the whole delivery: of this column, or of columns. */
function whole(check: Check, { column, change }: Changed): Check {
  if (!('whole' in check.measure)) return check
  const { whole: said } = check.measure
  const about = said.args.of as unknown as Value | undefined
  if (change.is !== 'columns' && !isColumn(about, column)) return check
  const made = MEASURES[said.kind]?.mend?.(said.args, change)
  return made ? { ...check, measure: { whole: made } } : check
}

const isColumn = (v: Value | undefined, column: string): boolean => v?.kind === 'column' && v.args.name === column

function conditions(of: Condition, changed: Changed): Condition {
  if ('all' in of) return { all: of.all.map((each) => conditions(each, changed)) }
  if ('any' in of) return { any: of.any.map((each) => conditions(each, changed)) }
  const { column, change } = changed
  const [only, ...more] = of.subject.of
  const claim =
    isColumn(only, column) && more.length === 0 ? CONDITIONS[of.claim.kind]?.mend?.(of.claim.args, change) : null
  if (claim) return { ...of, claim }
  return change.is === 'factor' ? (divided(of, column, change.by) as Condition) : of
}

/** Its limits in the new unit where the number goes with its values; else the number of the values in the old one. */
function numberOf(number: Value, bound: Bound, { column, change }: Changed): Pick<Check, 'measure' | 'bound'> {
  const same = { measure: { number }, bound }
  if (change.is !== 'factor') return same
  const word = VALUES[number.kind]
  const scales = word?.level === 'delivery' && word.scales && isColumn(number.args.of as unknown as Value, column)
  const limits = scales ? bounds(bound, change) : null
  return limits
    ? { measure: { number }, bound: limits }
    : { measure: { number: divided(number, column, change.by) as Value }, bound }
}

function bounds(bound: Bound, change: Change): Bound | null {
  if ('all' in bound || 'any' in bound) {
    const parts = ('all' in bound ? bound.all : bound.any).map((each) => bounds(each, change))
    const made = parts.flatMap((each) => each ?? [])
    if (made.length < parts.length) return null
    return 'all' in bound ? { all: made } : { any: made }
  }
  if ('not' in bound) {
    const inner = bounds(bound.not, change)
    return inner && { not: inner }
  }
  const claim = 'claim' in bound ? CONDITIONS[bound.claim.kind]?.mend?.(bound.claim.args, change) : null
  return claim ? { claim } : null
}

/** Everything that is said of the column, said of it in the old unit. */
function divided(node: unknown, column: string, by: string): unknown {
  const large = Number(by) >= 1
  const right = { kind: 'number', args: { is: large ? by : String(Number((1 / Number(by)).toPrecision(12))) } }
  return mapped(node, (said) =>
    said.kind === 'column' && said.args.name === column
      ? { kind: large ? 'divided-by' : 'times', args: { left: said as unknown as Json, right } }
      : null,
  )
}

/** Columns by their new names, wherever they are named. */
const renamedIn = (node: unknown, names: ReadonlyMap<string, string>): unknown =>
  mapped(node, (said) => {
    const name = said.kind === 'column' ? names.get(String(said.args.name)) : undefined
    return name === undefined ? null : { kind: 'column', args: { name } }
  })

/** A copy with every part that `change` gives something for exchanged. */
function mapped(node: unknown, change: (said: Said) => Said | null): unknown {
  if (Array.isArray(node)) return node.map((each) => mapped(each, change))
  if (node === null || typeof node !== 'object') return node
  const said = node as Partial<Said>
  if (typeof said.kind === 'string' && said.args) {
    const made = change(said as Said)
    if (made) return made
  }
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, mapped(each, change)]))
}
