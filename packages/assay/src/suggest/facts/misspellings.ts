import { editDistance, misspelling, type Misspelling } from '@assay/core'

interface Counted {
  readonly value: string
  readonly rows: number
}

/** Values beyond these are not looked at: a column of so many is a text of its own in each row. */
const MOST_FREQUENT = 3000
const MOST_RARE = 20_000

/**
 * Rare values that are nearly spelt as a much more frequent one, by the rule of the claim `be spelt consistently`; and how many there
 * would be by chance: frequent values that are nearly spelt as one another tell that such values are just different.
 * @param values the most frequent first
 */
export function misspellings(values: readonly Counted[]): Misspelling {
  const [most] = values
  if (!most || most.rows < misspelling.ratio) return { values: [], byChance: 0 }
  const frequent = values.filter((each) => each.rows >= misspelling.ratio).slice(0, MOST_FREQUENT)
  const near = index(frequent)
  const rare = values.filter((each) => each.rows * misspelling.ratio <= most.rows).slice(0, MOST_RARE)
  const found = rare.flatMap((each) => {
    const of = near(each.value).find((other) => other.rows >= misspelling.ratio * each.rows)
    return of ? [{ ...each, of: of.value, ofRows: of.rows }] : []
  })
  const wrong = new Set(found.map((each) => each.value))
  const right = frequent.filter((each) => !wrong.has(each.value))
  const alike = right.filter(({ value, rows }) =>
    near(value).some(
      (other) => !wrong.has(other.value) && Math.max(rows, other.rows) < misspelling.ratio * Math.min(rows, other.rows),
    ),
  ).length
  return { values: found, byChance: (rare.length * (alike + 0.1)) / (right.length + 1) }
}

/** A frequent value with what it is compared by. */
interface Frequent extends Counted {
  readonly digits: string
  readonly most: number
}

/** For a text, the frequent values that it nearly is, the most frequent first. */
function index(frequent: readonly Counted[]): (text: string) => readonly Counted[] {
  const byEnd = new Map<string, Frequent[]>()
  const byPlain = new Map<string, Frequent[]>()
  for (const each of frequent) {
    const known = { ...each, digits: digits(each.value), most: misspelling.letters(each.value.length) }
    if (known.most > 0) for (const end of misspelling.ends(each.value)) put(byEnd, `${end}${known.digits}`, known)
    const plain = misspelling.plain(each.value)
    if (plain !== '') put(byPlain, plain, known)
  }
  return (text) => {
    const mine = digits(text)
    const close = misspelling.ends(text).flatMap((end) => byEnd.get(`${end}${mine}`) ?? [])
    const likely = new Set([
      ...close.filter(
        ({ value, most }) => Math.abs(value.length - text.length) <= most && editDistance(text, value, most) <= most,
      ),
      ...(byPlain.get(misspelling.plain(text)) ?? []),
    ])
    return [...likely].filter(({ value }) => value !== text).sort((a, b) => b.rows - a.rows)
  }
}

function put(into: Map<string, Frequent[]>, key: string, value: Frequent): void {
  const known = into.get(key)
  if (known) known.push(value)
  else into.set(key, [value])
}

const digits = (text: string): string => text.replace(/\D/g, '')
