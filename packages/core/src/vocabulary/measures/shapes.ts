import { shareRose } from '../../stats/distribution.ts'

/** How many values have one shape, now and in the last delivery: in rows, and how many different values. */
export interface Shape {
  /** Null: those that are rare or were not looked at one by one. */
  readonly label: string | null
  readonly rows: number
  readonly was: number
  readonly different: number
  readonly differentWas: number
}

/** A shape that fewer of the earlier values had is not explained by them: a handful of odd rows is no format. */
const RARE = 0.01
/** So much more than before must be unexplained, in so many rows. */
const MORE = 0.01
const HANDFUL = 5
/** A column of which so much is numbers, dates and the like has a format; else it holds texts, whose shapes vary. */
const FORMATTED = 0.95

/** What is found out about the shapes of a column. */
export interface FoundShapes {
  readonly rows: number
  readonly was: number
  /** Of these, how many rows have a shape that the earlier delivery does not explain, and how many there had. */
  readonly odd: number
  readonly oddWas: number
  readonly broken: boolean
}

/**
 * Compares the shapes of values with earlier ones. It is broken when values of shapes that fewer than 1% of the earlier
 * values had are more than one point more than there, beyond chance (one-sided test at 1%), and at least 5 rows. In a
 * column of texts, whose shapes vary by themselves, the share of such values among the different ones must also have
 * grown beyond chance. How many there were before is told by leaving out each earlier value in turn and asking the rest,
 * since a sample explains itself better than it explains another (as in Good 1953).
 */
export function compareShapes(given: readonly Shape[]): FoundShapes {
  const all = asCodes(given)
  const [rows, was] = [total(all, (s) => s.rows), total(all, (s) => s.was)]
  const explained = explainer(all, was)
  const sum = (n: (s: Shape) => number, without: (s: Shape) => number): number =>
    total(
      all.filter((each) => !explained(each, without(each))),
      n,
    )
  const none = (): number => 0
  const odd = { part: sum((s) => s.rows, none), whole: rows }
  const oddWas = { part: sum((s) => s.was, () => 1), whole: was } // prettier-ignore
  const more = odd.part / rows - oddWas.part / was > MORE && odd.part >= HANDFUL
  const forms = all.filter((each) => isForm(each.label))
  const newTexts = () =>
    shareRose(
      { part: sum((s) => s.different, none), whole: total(all, (s) => s.different) },
      {
        part: sum((s) => s.differentWas, (s) => s.was / s.differentWas), // prettier-ignore
        whole: total(all, (s) => s.differentWas),
      },
    )
  const formatted = total(forms, (s) => s.was) >= FORMATTED * was
  return {
    rows,
    was,
    odd: odd.part,
    oddWas: oddWas.part,
    broken: more && shareRose(odd, oddWas) && (formatted || newTexts()),
  }
}

const total = (of: readonly Shape[], n: (s: Shape) => number): number => of.reduce((sum, each) => sum + n(each), 0)

/** Numbers, dates and other things that are written by rule. */
const isForm = (label: string | null): boolean => label !== null && !/^(text|long):/.test(label)

/**
 * Which shapes the earlier values explain, without some of that shape. Of dates that do not show whether day or month
 * comes first, either is explained.
 */
function explainer(all: readonly Shape[], was: number): (s: Shape, without: number) => boolean {
  const before = new Map(all.map((each) => [each.label, each.was]))
  return ({ label }, without) => {
    if (label === null) return false
    const common = (other: string): boolean => {
      const there = (before.get(other) ?? 0) - (other === label ? without : 0)
      return there > 0 && there >= RARE * (was - without)
    }
    const [shape = '', first] = label.split('|')
    if (!label.startsWith('time:')) return common(label)
    const [day, month] = [common(`${shape}|day`), common(`${shape}|month`)]
    if (first === undefined) return common(shape) || day || month
    return first === 'day' ? day || (!month && common(shape)) : month || (!day && common(shape))
  }
}

/**
 * Digits alone are numbers of any length, unless they are codes: where some begin with 0, so that their length counts, or
 * where nearly all of one delivery are days or Unix times.
 */
function asCodes(all: readonly Shape[]): readonly Shape[] {
  const [rows, was] = [total(all, (s) => s.rows), total(all, (s) => s.was)]
  const zeros = total(
    all.filter((each) => each.label?.startsWith('zero:')),
    (s) => s.was,
  )
  const numbers = total(
    all.filter((each) => isDigits(each.label) || each.label === 'number'),
    (s) => s.was,
  )
  const special = all.flatMap(({ label, rows: a, was: b }) =>
    label !== null && /^(ymd|unix:)/.test(label) && (b >= 0.99 * was || (numbers < RARE * was && a >= 0.99 * rows))
      ? [label]
      : [],
  )
  const named = (label: string | null): string | null => {
    if (!isDigits(label) || label === null || special.includes(label)) return label
    if (zeros > 0 && zeros >= RARE * numbers) return `digits:${label === 'ymd' ? '8' : (label.split(':')[1] ?? '')}`
    return label.startsWith('zero:') ? 'zero' : 'number'
  }
  return merged(all.map((each) => ({ ...each, label: named(each.label) })))
}

const isDigits = (label: string | null): boolean => label !== null && /^(zero:|whole:|unix:|ymd$)/.test(label)

function merged(all: readonly Shape[]): readonly Shape[] {
  const found = new Map<string | null, Shape>()
  for (const each of all) {
    const known = found.get(each.label)
    found.set(
      each.label,
      known
        ? {
            label: each.label,
            rows: known.rows + each.rows,
            was: known.was + each.was,
            different: known.different + each.different,
            differentWas: known.differentWas + each.differentWas,
          }
        : each,
    )
  }
  return [...found.values()]
}

/** The most frequent shapes with their shares, as `name (98.2%)`. */
export function listedShapes(
  given: readonly Shape[],
  of: (s: Shape) => number,
  name: (label: string) => string,
): string {
  const all = inOneOrder(asCodes(given), of)
  const whole = total(all, of)
  const top = all.filter((each) => each.label !== null && of(each) > 0).sort((a, b) => of(b) - of(a))
  const shown = top.slice(0, 3).map((each) => `${name(each.label ?? '')} (${percentOf(of(each), whole)})`)
  const rest = whole - top.slice(0, 3).reduce((sum, each) => sum + of(each), 0)
  return [...shown, ...(rest > 0 ? [`others (${percentOf(rest, whole)})`] : [])].join(', ')
}

/** Where all dates that show it are of one order, the others are of that order too. */
function inOneOrder(all: readonly Shape[], of: (s: Shape) => number): readonly Shape[] {
  const shown = new Map(all.map((each) => [each.label, of(each)]))
  return merged(
    all.map((each) => {
      const { label } = each
      if (label === null || !label.startsWith('time:') || label.includes('|')) return each
      const orders = [`${label}|day`, `${label}|month`].filter((order) => (shown.get(order) ?? 0) > 0)
      return { ...each, label: orders.length === 1 && orders[0] !== undefined ? orders[0] : label }
    }),
  )
}

const percentOf = (part: number, whole: number): string =>
  part === whole ? '100%' : `${String(Math.min(99.9, Math.max(0.1, Number(((100 * part) / whole).toFixed(1)))))}%`
