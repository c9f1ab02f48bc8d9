import { shownCount } from '../vocabulary/shown-count.ts'
import type { Cell, Common, DrawnEvidence, DrawnPage, DrawnVerdict, NumberSpread, TextSpread } from './result.ts'
import { shortened, visible } from './visible.ts'

/** A number with its thousands grouped; with a noun, also that: "1 row", "19,406 rows", "2 deliveries". */
export function counted(n: number, noun?: string, several = `${noun ?? ''}s`): string {
  const number = shownCount(n)
  return noun === undefined ? number : `${number} ${n === 1 ? noun : several}`
}

const SIZES = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** A size in units of 1,000 bytes, with three significant digits: "1.25 MB". */
export function fileSize(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), SIZES.length - 1)
  const number = power === 0 ? bytes : Number((bytes / 1000 ** power).toPrecision(3))
  return `${counted(number)} ${bytes === 1 ? 'byte' : (SIZES[power] ?? 'bytes')}`
}

/** A cell on one line, as it stands in the data; what is hidden in it comes out as escapes, and blanks at its ends as `␣`. */
export function cellText(cell: Cell, most: number): string {
  if (cell === null) return 'missing'
  return cell === '' ? 'empty text' : visible(shortened(endsShown(String(cell)), most))
}

/** What the reason says besides the number of failing rows, which stands beside it; null where that is all. */
export function furtherReason(verdict: DrawnVerdict): string | null {
  const { counted: of, failing, reason } = verdict
  if (of === null || failing === null) return reason
  const known = `${counted(failing)} of ${counted(of)} counted rows do not satisfy it`
  if (!reason.startsWith(known)) return reason
  return reason.slice(known.length).replace(/^; /, '') || null
}

const OUTER_BLANKS = /^[\p{Zs}]+|[\p{Zs}]+$/gu
const endsShown = (text: string): string => text.replace(OUTER_BLANKS, (blanks) => '␣'.repeat(blanks.length))

/** What stands under the number: how many rows fail, or else the bound, or why nothing was judged. */
export function beside(verdict: DrawnVerdict): string {
  const { left } = verdict
  return left === undefined || verdict.status === 'unchecked' || verdict.status === 'idle'
    ? besideAlone(verdict)
    : `${besideAlone(verdict)}, ${left}`
}

function besideAlone(verdict: DrawnVerdict): string {
  if (verdict.status === 'unchecked' || verdict.status === 'idle') return verdict.reason
  const found = foundText(verdict)
  if (found === null) return usualText(verdict) ?? verdict.bound
  if (verdict.groupCount !== undefined) return `${verdict.bound}; ${found}`
  if (!hasTolerance(verdict)) return found
  return verdict.status === 'broken' ? `${found}; ${verdict.bound}` : `${verdict.bound}; ${found}`
}

/** How many rows fail, or how many groups; null where neither was counted. */
export function foundText({ counted: of, failing, groupCount, status }: DrawnVerdict): string | null {
  if (groupCount !== undefined) return groupsText(groupCount)
  if (of === null || failing === null) return null
  if (status === 'broken') return `${counted(failing)} of ${counted(of)} are not`
  return `${counted(of - failing)} of ${counted(of)}`
}

/** What is usual, in numbers, where that was learnt. */
function usualText({ bound, band, bandShown, groupCount }: DrawnVerdict): string | null {
  if (!/\bas usual$/.test(bound) || groupCount !== undefined) return null
  if (bandShown?.low == null || bandShown.high === null) return null
  const [low, high] = [bandShown.low, bandShown.high].every((each) => NUMBER.test(each))
    ? roundedFor(band?.low ?? 0, band?.high ?? 0)
    : [bandShown.low, bandShown.high]
  return `usual ${low} to ${high}`
}

const NUMBER = /^-?[\d,]+(\.\d+)?$/

/** The ends of a range with as many digits as a hundredth of its width needs. */
function roundedFor(low: number, high: number): readonly [string, string] {
  const decimals = high > low ? Math.min(12, Math.max(0, Math.ceil(2 - Math.log10(high - low)))) : 6
  const shown = (n: number): string => `${n < 0 ? '-' : ''}${shownCount(Number(Math.abs(n).toFixed(decimals)))}`
  return [shown(low), shown(high)]
}

const hasTolerance = (verdict: DrawnVerdict): boolean => verdict.band === null || verdict.band.low !== 1

function groupsText({ all, broken }: { readonly all: number; readonly broken: number }): string {
  return broken === 0 ? `all ${counted(all, 'group')}` : `${counted(broken)} of ${counted(all, 'group')} broken`
}

/** The number in the margin. */
export function numberOf(verdict: Pick<DrawnVerdict, 'status' | 'shown'>): string {
  if (verdict.status === 'unchecked') return 'not checked'
  return verdict.status === 'idle' ? 'idle' : visible(verdict.shown)
}

/** What a distribution is of: `title` in this delivery. */
export function captionOf(of: Pick<TextSpread, 'column' | 'shapes'> | Pick<NumberSpread, 'column'>): string {
  const shapes = 'shapes' in of ? of.shapes : undefined
  const column = `\`${visible(of.column)}\``
  if (shapes === undefined) return `${column} in this delivery`
  return `shapes of ${column} in this delivery, A and a for ${shapes === 'each' ? 'a letter, 9 for a digit' : 'letters, 9 for digits'}`
}

/** What evidence begins with: how many rows, and what they have in common. */
export function commonText(evidence: Pick<DrawnEvidence, 'total' | 'common'>): {
  readonly rows: string
  readonly common?: string
} {
  const [first] = evidence.common
  const rows = counted(evidence.total, 'row')
  if (first === undefined) return { rows }
  const many = first.failing === evidence.total ? 'all' : counted(first.failing)
  return { rows: `${rows}, ${many} of them with`, common: equation(first) }
}

const equation = (common: Common): string => `${visible(common.column)} = ${cellText(common.value, 60)}`

/** The other things that failing rows share, and how often rows with the same value do not fail. */
export function commonDetails(evidence: Pick<DrawnEvidence, 'total' | 'common'>): readonly string[] {
  return evidence.common.map(
    (c) =>
      `${counted(c.failing)} of the ${counted(c.rows, 'row')} with ${equation(c)} ${c.failing === 1 ? 'fails' : 'fail'}`,
  )
}

/** Which failing rows the file of failing values does not have, and why; undefined where it has all. */
export function unblamedText({ unblamed }: Pick<DrawnEvidence, 'unblamed'>): string | undefined {
  if (unblamed === undefined) return undefined
  return `in ${counted(unblamed, 'row')} a tie leaves open which cell is wrong: \`--failing\` does not list them`
}

/** How a verdict changes when rows are set aside; undefined where nothing was set aside. */
export function afterText(
  verdict: Pick<DrawnVerdict, 'after'>,
  page: Pick<DrawnPage, 'accepted' | 'setAside' | 'leftOut'>,
): string | undefined {
  const { after } = verdict
  if (after === undefined) return undefined
  const without = `without ${counted(page.leftOut ?? page.setAside, 'row')}${page.accepted ? ' set aside' : ''}`
  return after.status === 'holds' ? `${without}: ${visible(after.shown)}` : `${without}: ${visible(after.reason)}`
}
