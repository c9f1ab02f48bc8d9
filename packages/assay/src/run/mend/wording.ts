import { shownInstant, shownNumber, type Change, type Range } from '@assay/core'
import type { Finding, Moved, Spans } from './diagnose.ts'

/** What changed, in one sentence, and what supports it. */

const list = (parts: readonly string[], word = 'and'): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`
const MOST = 5
export const named = (columns: readonly string[]): string => {
  const shown = columns.slice(0, MOST).map((each) => `\`${each}\``)
  return list(columns.length > MOST ? [...shown, `${String(columns.length - MOST)} more`] : shown)
}
const quoted = (values: readonly string[]): string => {
  const shown = values.slice(0, MOST).map((each) => JSON.stringify(each))
  return list(values.length > MOST ? [...shown, `${String(values.length - MOST)} more`] : shown)
}

/** `secret`: no value may be quoted. */
export function changeText(found: readonly Finding[], numbers: string, secret: boolean): string {
  const columns = found.map((each) => each.column)
  const [first] = found
  const of = named(columns)
  const [was, is] = columns.length > 1 ? ['were', 'are'] : ['was', 'is']
  if (!first) return ''
  const { change, others } = first
  switch (change.is) {
    case 'written':
      return `${of} ${was} written as ${change.was} and ${is} now written as ${writtenAs(change, others)}`
    case 'numbers':
      return `the numbers of ${of} ${was === 'was' ? 'were' : was} written as ${numbers} and are now written as ${change.style}`
    case 'factor':
      return Number(change.by) >= 1
        ? `${of} ${is} now ${shownNumber(Number(change.by))} times what ${was === 'was' ? 'it was' : 'they were'}`
        : `${of} ${is} now a ${shownNumber(Number((1 / Number(change.by)).toPrecision(6)))}th of what ${was === 'was' ? 'it was' : 'they were'}`
    case 'values':
      return `${recoded(change, of)}${secret ? '' : example(change.pairs)}`
    case 'affix': {
      const parts = [
        ...(change.prefix === '' ? [] : [`begin with ${secret ? 'something' : JSON.stringify(change.prefix)}`]),
        ...(change.suffix === '' ? [] : [`end with ${secret ? 'something' : JSON.stringify(change.suffix)}`]),
      ]
      return `the values of ${of} ${change.added ? 'now' : 'no longer'} ${list(parts)}${secret || !change.added ? '' : ', and did not before'}`
    }
    case 'garbled':
      return `${of} ${is} UTF-8 that somebody read as Latin-1`
    case 'letters':
      return `${of} ${is} now in ${change.to} letters`
    case 'codes': {
      const values = secret ? 'new values' : `the new values ${quoted(change.fresh)}`
      return change.all.length === change.fresh.length
        ? `${of} has other values than before${secret ? '' : `: ${quoted(change.all)}`}`
        : `${of} has ${values}`
    }
    case 'columns':
      return ''
  }
}

function writtenAs(change: Extract<Change, { is: 'written' }>, others: readonly Change[]): string {
  if (others.length === 0) return list(change.formats, 'or')
  const formats = [...change.formats, ...others.flatMap((each) => (each.is === 'written' ? each.formats : []))]
  return `${list(formats, 'or')}: ${formats.length === 2 ? 'both' : 'all'} fit, as no day is above 12`
}

function recoded(change: Extract<Change, { is: 'values' }>, of: string): string {
  switch (change.how) {
    case 'case':
      return `the values of ${of} are now in other letters`
    case 'blanks':
      return `the values of ${of} now have other blanks at their ends`
    case 'zeros':
      return `the values of ${of} now have other zeros in front`
    case 'signs':
      return `the values of ${of} are now written with other signs`
    case 'truth':
      return `true and false are now written otherwise in ${of}`
    case 'encoding':
      return garbled(change.pairs)
        ? `${of} is UTF-8 that somebody read as Latin-1`
        : `${of} is no longer UTF-8 that somebody read as Latin-1`
    case 'recoded':
      return `the values of ${of} were exchanged one for one`
  }
}

/** A letter that is two signs now. */
const garbled = (pairs: readonly (readonly [string, string])[]): boolean =>
  pairs.some(([was, is]) => is.length > was.length)

function example(pairs: readonly (readonly [string, string])[]): string {
  const some = pairs.filter(([a, b]) => a !== b).slice(0, 2)
  return `: ${list(some.map(([was, is]) => `${JSON.stringify(is)} for ${JSON.stringify(was)}`))}`
}

/** What the counted values are, once they are converted. */
export function supportText({ change, range, spans }: Finding, secret: boolean): string {
  switch (change.is) {
    case 'written':
      return `read so, they are dates ${spansText(spans, secret)}`
    case 'numbers':
      return `read so, they lie ${rangeText(range, secret)}`
    case 'factor':
      return Number(change.by) >= 1
        ? `divided by ${change.by}, they lie ${rangeText(range, secret)}`
        : `taken ${shownNumber(Number((1 / Number(change.by)).toPrecision(6)))} times, they lie ${rangeText(range, secret)}`
    case 'values':
      return 'exchanged so, they are values of the last accepted delivery'
    case 'affix':
      return `${change.added ? 'without it' : 'with it'}, they are as the values of the last accepted delivery`
    case 'garbled':
      return 'of the values beyond ASCII, they are what UTF-8 looks like when it is read as Latin-1'
    case 'letters':
      return `they are all in ${change.to} letters, as none had to be before`
    case 'codes':
      return 'they are earlier values or one of these'
    case 'columns':
      return ''
  }
}

const rangeText = (range: Range | null, secret: boolean): string =>
  range === null || secret
    ? 'in the earlier range'
    : `in the earlier range, from ${shownNumber(range.low)} to ${shownNumber(range.high)}`

/** When the dates are, and when the earlier ones were: what is near enough to them is wider than either. */
function spansText(spans: Spans | null, secret: boolean): string {
  if (spans === null || secret) return 'in or near the earlier range'
  const day = (x: number) => shownInstant(x).slice(0, 10)
  const shown = ({ low, high }: Range) => `from ${day(low)} to ${day(high)}`
  return `${shown(spans.is)}; the earlier ones are ${shown(spans.was)}`
}

export const renamedText = (moved: readonly Moved[]): string =>
  list(moved.slice(0, MOST).map((each) => `\`${each.was}\` is now called \`${each.is}\``)) +
  (moved.length > MOST ? `, and ${String(moved.length - MOST)} more columns have other names` : '')

export function columnsText(gone: readonly string[], fresh: readonly string[]): string {
  const verb = (of: readonly string[], one: string, more: string) => `${named(of)} ${of.length > 1 ? more : one}`
  return list([
    ...(gone.length > 0 ? [verb(gone, 'is no longer delivered', 'are no longer delivered')] : []),
    ...(fresh.length > 0 ? [verb(fresh, 'is new', 'are new')] : []),
  ])
}
