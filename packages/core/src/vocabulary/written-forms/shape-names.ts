/** How the labels of `shapeOf` are said to people. */
export function shapeName(label: string): string {
  const [kind = '', ...rest] = label.split(':')
  const is = rest.join(':')
  switch (kind) {
    case 'digits':
      return `${is} digits`
    case 'zero':
      return 'digits that begin with 0'
    case 'ymd':
      return 'YYYYMMDD'
    case 'unix':
      return is === '13' ? 'Unix milliseconds' : 'Unix seconds'
    case 'hex':
      return `${is} hexadecimal digits`
    case 'url':
      return 'URL'
    case 'uuid':
      return 'UUID'
    case 'time':
      return timeName(is)
    case 'text':
      return `"${is}"`
    case 'long':
      return `longer text of ${of(is)}`
    default:
      return label
  }
}

/** Dates and times in the tokens that sentences use. */
function timeName(shape: string): string {
  const [written = '', first] = shape.split('|')
  const clock = written.replace(/99:99(:99)?/, (found) => (found === '99:99' ? 'HH:mm' : 'HH:mm:ss'))
  const year = (nines: string): string => (nines.length === 4 ? 'YYYY' : 'YY')
  return clock
    .replace(/^9999([-/.])99\1?.?99/, (found) => found.replace('9999', 'YYYY').replace('99', 'MM').replace('99', 'DD'))
    .replace(/^99([-/.])99([-/.])(9999|99)(?!9)/, (_, a: string, b: string, y: string) =>
      first === 'month'
        ? `MM${a}DD${b}${year(y)}`
        : first === 'day'
          ? `DD${a}MM${b}${year(y)}`
          : `DD${a}MM${b}${year(y)} or MM${a}DD${b}${year(y)}`,
    )
    .replace(/^99(.*MMM)(.*?)(9999|99)/, (_, a: string, b: string, y: string) => `DD${a}${b}${year(y)}`)
    .replace(/^MMM(.*)99(.*)9999/, 'MMM$1DD$2YYYY')
    .replace('.S', '.SSS')
    .replace('+hh', 'Z')
}

const PARTS: readonly (readonly [sign: string, called: string])[] = [
  ['A', 'capital letters'],
  ['a', 'small letters'],
  ['字', 'letters'],
  ['9', 'digits'],
  [' ', 'blanks'],
  ['.', 'other signs'],
]
function of(signs: string): string {
  const there = PARTS.flatMap(([sign, called]) => (signs.includes(sign) ? [called] : []))
  const last = there.pop() ?? 'nothing'
  return there.length > 0 ? `${there.join(', ')} and ${last}` : last
}
