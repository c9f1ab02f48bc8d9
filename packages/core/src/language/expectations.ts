/** What may stand at a place, said in few words: kinds of value first, then the words that say most. */
const CLASS_NAMES: { readonly [terminal: string]: string } = {
  $column: 'a column in backticks',
  $text: 'a text in double quotes',
  $number: 'a number',
  $pattern: 'a pattern between slashes',
  $date: 'a date such as 2024-01-31',
  $time: 'a time such as 09:30',
  $format: 'a format such as DD/MM/YYYY',
  $zone: 'a time zone such as Europe/Berlin',
  $country: 'a country code such as DE',
}

/** Words that say most about what could follow, named first. */
const TELLING = [
  'must',
  'should',
  'not',
  'be',
  'is',
  'are',
  'between',
  'at',
  'one',
  'where',
  'for',
  'present',
  'unique',
  'in',
  'and',
  'or',
  ',',
  'than',
  'of',
  'the',
  'average',
  'number',
  'share',
  'sum',
  'largest',
  'age',
]

/** `a number, a column in backticks, "between" or "at"`; not more than seven things. */
export function listedExpectations(wanted: ReadonlySet<string>): string {
  const words = [...wanted].filter((terminal) => !terminal.startsWith('$') && /^[\p{L}%,(]/u.test(terminal))
  // a place for a value takes a number, a text, a date and much else
  const isValue = ['$number', '$text', '$date'].every((each) => wanted.has(each))
  const classes = isValue
    ? ['a value', ...(wanted.has('$pattern') ? [CLASS_NAMES.$pattern ?? ''] : [])]
    : [...wanted].flatMap((terminal) => (CLASS_NAMES[terminal] ? [CLASS_NAMES[terminal]] : []))
  const telling = TELLING.filter((word) => words.includes(word))
  const others = words.filter((word) => !TELLING.includes(word)).sort()
  const few = words.length <= 7 ? [...telling, ...others] : telling
  const chosen = [...classes, ...few.map((word) => `"${word}"`)].slice(0, 7)
  if (chosen.length === 0) return 'nothing more'
  const left = words.length + classes.length - chosen.length
  const list =
    left > 0 && chosen.length < 3 ? [...chosen, ...others.slice(0, 4).map((word) => `"${word}"`), '…'] : chosen
  return list.length === 1 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} or ${list.at(-1) ?? ''}`
}
