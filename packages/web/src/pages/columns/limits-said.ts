import { grammarWith, quoteColumn, readSentence, type Grammar, type NumberSpread } from '@assay/core'

/** Two limits: of dates in seconds since 1970. */
export interface LimitsOf {
  readonly low: number
  readonly high: number
}

let grammar: Grammar | undefined

/** The limits that a sentence about the column says, as far as it says some. */
export function limitsIn(sentence: string, column: string): Partial<LimitsOf> {
  grammar ??= grammarWith({ words: [], measures: [] })
  const read = readSentence(sentence, grammar)
  if (!read.ok || !('share' in read.sentence.check.measure)) return {}
  const condition = read.sentence.check.measure.share
  if (!('claim' in condition) || !('subject' in condition)) return {}
  const [of] = condition.subject.of
  if (of?.kind !== 'column' || of.args.name !== column) return {}
  const { kind, args } = condition.claim
  const end = (name: string): number | undefined => instantOrNumber(args[name])
  switch (kind) {
    case 'between':
      return defined({ low: end('low'), high: end('high') })
    case 'at-least':
    case 'more-than':
      return defined({ low: end('value') })
    case 'at-most':
    case 'less-than':
      return defined({ high: end('value') })
    default:
      return {}
  }
}

function instantOrNumber(of: unknown): number | undefined {
  const said = of as { readonly kind?: string; readonly args?: { readonly is?: string } } | undefined
  const { kind, args } = said ?? {}
  if (args?.is === undefined) return undefined
  const value = kind === 'number' ? Number(args.is) : kind === 'date' ? Date.parse(`${args.is}T00:00:00Z`) / 1000 : NaN
  return Number.isFinite(value) ? value : undefined
}

const defined = (of: { readonly low?: number | undefined; readonly high?: number | undefined }): Partial<LimitsOf> => ({
  ...(of.low === undefined ? {} : { low: of.low }),
  ...(of.high === undefined ? {} : { high: of.high }),
})

/** What a page would say of them. */
export function sentenceOf(of: NumberSpread, { low, high }: LimitsOf): string {
  const written = of.times ? (n: number) => new Date(n * 1000).toISOString().slice(0, 10) : String
  return `${quoteColumn(of.column)} must be between ${written(low)} and ${written(high)}`
}

/** Of the width of the values, so much is drawn beyond them and the limits at each side, and at most so much where a limit lies far off. */
const [ROOM, MOST_ROOM] = [0.1, 0.5]

/** The distribution with room at both sides, into which a limit can be drawn further. */
export function withRoom(of: NumberSpread, { low, high }: LimitsOf): NumberSpread {
  const [first, last] = [of.bins[0], of.bins.at(-1)]
  if (first === undefined || last === undefined) return of
  const width = (last.high - first.low) / of.bins.length
  const bins = (beyond: number): number => {
    const share = Math.min(MOST_ROOM, ROOM + Math.max(0, beyond) / (last.high - first.low))
    return Math.ceil(share * of.bins.length)
  }
  const empty = (n: number, from: number) =>
    Array.from({ length: n }, (_, i) => ({ low: from + i * width, high: from + (i + 1) * width, rows: 0, failing: 0 }))
  const before = bins(first.low - low)
  return {
    ...of,
    bins: [...empty(before, first.low - before * width), ...of.bins, ...empty(bins(high - last.high), last.high)],
  }
}
