import { Failure } from '../../failure.ts'
import type { SourceSpec } from '../snapshot.ts'
import { readRecord } from './record.ts'
import type { Dialect } from './record.ts'

const candidates = [',', ';', '\t', '|']
/** A delimiter for files of one column: the unit separator, which text does not have. */
const none = '\x1f'
const mostRecords = 1000

/** How a file is written, from what it begins with (as text); what the page sets is taken as it is. */
export function dialectOf(head: string, isWhole: boolean, spec: SourceSpec, file: string): Dialect {
  const newline = head.includes('\r') && !head.includes('\n') ? '\r' : '\n'
  const header = spec.header !== false
  const quotes = spec.quote === undefined ? ['"', "'"] : [oneCharacter(spec.quote, 'quote', file)]
  const delimiters = spec.delimiter === undefined ? candidates : [oneCharacter(spec.delimiter, 'delimiter', file)]
  const tried = quotes.map((quote) => {
    const scores = delimiters.map((delimiter) => score(head, isWhole, { delimiter, quote, header, newline }))
    return { quote, ...best(scores, spec.delimiter !== undefined) }
  })
  const [double, single] = tried
  const chosen = double && single && isSingleQuoted(head, double, single, newline) ? single : double
  return { delimiter: chosen?.delimiter ?? none, quote: chosen?.quote ?? '"', header, newline }
}

function oneCharacter(written: string, what: string, file: string): string {
  const named: Record<string, string> = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', pipe: '|' }
  const char = named[written.toLowerCase()] ?? written
  if (/^[\x01-\x09\x0b\x0c\x0e-\x7f]$/.test(char)) return char
  throw new Failure(
    'dialect',
    `The ${what} for ${file} is ${JSON.stringify(written)}; expected one ASCII character or \`tab\`.`,
  )
}

interface Score {
  readonly delimiter: string
  /** Fields of the first record. */
  readonly first: number
  /** Share of the other records with as many. */
  readonly agreeing: number
  /** The most common number of fields of the other records, and its share. */
  readonly common: number
  readonly commonShare: number
  readonly records: number
  readonly broken: number
}

function score(head: string, isWhole: boolean, dialect: Dialect): Score {
  const counts: number[] = []
  let broken = 0
  for (let at = 0; at < head.length && counts.length < mostRecords;) {
    const record = readRecord(head, at, dialect, isWhole)
    if (record === undefined) break
    at = record.end
    if (record.problem !== undefined) broken++
    else if (record.fields.length > 1 || record.fields[0]?.trim() !== '') counts.push(record.fields.length)
  }
  const [first = 1, ...rest] = counts
  const tally = new Map<number, number>()
  for (const count of rest) tally.set(count, (tally.get(count) ?? 0) + 1)
  const [common, times] = [...tally].sort((a, b) => b[1] - a[1])[0] ?? [1, 0]
  const share = (n: number) => (rest.length === 0 ? 1 : n / rest.length)
  return {
    delimiter: dialect.delimiter,
    first,
    agreeing: share(tally.get(first) ?? 0),
    common,
    commonShare: share(times),
    records: rest.length,
    broken,
  }
}

/** The delimiter of the first line decides; without one there, it takes nearly all the others to agree on one. */
function best(scores: readonly Score[], isSet: boolean): { delimiter: string; broken: number } {
  const broken = (of: Score | undefined) => of?.broken ?? 0
  const [only] = scores
  if (isSet && only) return { delimiter: only.delimiter, broken: broken(only) }
  const split = scores.filter(({ first }) => first > 1).sort((a, b) => b.agreeing - a.agreeing || b.first - a.first)[0]
  if (split) return { delimiter: split.delimiter, broken: broken(split) }
  const later = scores.find(({ common, commonShare, records }) => common > 1 && commonShare >= 0.9 && records >= 2)
  return { delimiter: later?.delimiter ?? none, broken: broken(later ?? only) }
}

/** Only when no field begins with a double quote, and at least two begin with a single one, all of them closed. */
function isSingleQuoted(
  head: string,
  double: { delimiter: string; broken: number },
  single: { delimiter: string; broken: number },
  newline: Dialect['newline'],
): boolean {
  const starts = (quote: string) => {
    const edge = single.delimiter.replace(/[|\\^]/g, '\\$&')
    return head.match(new RegExp(`(^|[${edge}${newline}])[ ]*${quote}`, 'g'))?.length ?? 0
  }
  return starts('"') === 0 && starts("'") >= 2 && single.broken === 0 && double.broken === 0
}

export function dialectInWords({ delimiter, quote, header }: Dialect): string {
  const names: Record<string, string> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'pipe',
    [none]: 'one column',
  }
  const parts = [
    names[delimiter] ?? `delimiter ${JSON.stringify(delimiter)}`,
    quote === '"' ? '' : `quote ${quote}`,
    header ? 'header' : 'no header',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
