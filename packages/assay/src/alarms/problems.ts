import { cellText, counted, visible } from '@assay/core'
import type { Outcome } from '../record.ts'
import type { EvidenceResult, MendResult, PageResult, VerdictResult } from '../report/contract.ts'
import type { AlarmSentence } from './message.ts'

/** One thing that is not as it must or should be. */
export interface Problem {
  /** The same on every delivery: the canonical sentence, or a word for what is no sentence. */
  readonly key: string
  readonly severity: 'must' | 'should'
  /** The columns that are to blame; problems that share one have one cause. */
  readonly columns: readonly string[]
  /** What nearly all failing rows have in common; problems that share it have one cause. */
  readonly common: string | null
  /** Which rows fail; problems that have nearly the same have one cause, whichever columns they blame. */
  readonly failingRows: FailingRows | null
  /** What else tells that problems of one delivery have one cause: the same in those that have. */
  readonly cause: string | null
  /** What would mend it, in one sentence. */
  readonly cure: string | null
  /** How bad it is: the share of rows that fail, where rows fail. */
  readonly failing: number | null
  /** What goes into the message; null for what is no sentence. */
  readonly sentence: AlarmSentence | null
  readonly rows: Rows | null
  readonly commonText: string | null
}

interface FailingRows {
  readonly total: number
  /** File and number of the first of them. */
  readonly first: readonly string[]
}

export interface Rows {
  readonly columns: readonly string[]
  readonly cells: readonly (readonly string[])[]
}

/** The keys of what is no sentence. */
export const UNREADABLE = 'the data could not be read'
export const LATE = 'the data has not arrived'

/** The numbers of a sentence over the deliveries, oldest first, this one included. */
export type Histories = ReadonlyMap<string, readonly (number | null)[]>

/** What is wrong with a delivery, by its result. */
export function problemsOf(result: PageResult, histories: Histories): readonly Problem[] {
  if (result.state === 'not-checked') return [unreadable(result)]
  return result.verdicts
    .filter(isProblem)
    .map((each) => problem(each, histories.get(each.canonical) ?? [], result.mends?.[each.mend ?? -1]))
}

/** What is broken; and a *must* that could not be checked, unless nothing was there to check. */
const isProblem = (v: VerdictResult): boolean =>
  v.status === 'broken' || (v.status === 'unchecked' && v.severity === 'must')

const unreadable = (result: PageResult): Problem => ({
  key: UNREADABLE,
  severity: 'must',
  columns: [],
  common: null,
  failingRows: null,
  cause: null,
  cure: cureOf(result.mends?.[0]),
  failing: null,
  sentence: {
    sentence: UNREADABLE,
    shown: '',
    bound: '',
    reason: result.diagnostics.find((each) => each.code === 'reading')?.message ?? result.outcome,
    why: null,
    history: [],
    band: null,
  },
  rows: null,
  commonText: null,
})

/** A share of failing rows that something in common must explain to be the cause. */
const EXPLAINS = 0.9
const ROWS = 5
const COLUMNS = 6

/** Rows that fail nearly all are the same rows, whichever sentence they fail. */
const WHOLESALE = 0.9

/**
 * One changed format, unit or encoding may break sentences about many columns; so may columns that are gone, or a file of
 * something else, in which nearly every row fails everything.
 */
function causeOf({ why, failing, counted: of }: VerdictResult, mend: MendResult | undefined): string | null {
  if (mend) return COLUMNS_CHANGED.has(mend.code) ? 'columns' : JSON.stringify([mend.code, mend.says])
  if (why === 'no-column') return 'columns'
  return failing !== null && of !== null && of > 0 && failing >= WHOLESALE * of ? 'nearly every row' : null
}
const COLUMNS_CHANGED: ReadonlySet<string> = new Set(['renamed', 'swapped', 'columns', 'delimiter'])

/** What changed, and whether the page can be amended for it. */
function cureOf(mend: MendResult | undefined): string | null {
  if (!mend) return null
  const says = visible(mend.says)
  const first = says.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
  if (mend.patch === null) return `${first}: ${mend.next.charAt(0).toLowerCase()}${mend.next.slice(1)}`
  const release = mend.release === undefined ? '' : ` ${visible(mend.release)}`
  return `${first}: if it is meant to stay so, \`assay mend\` amends the page.${release}`
}

function problem(v: VerdictResult, history: readonly (number | null)[], mend: MendResult | undefined): Problem {
  const { evidence } = v
  const first = evidence?.common[0]
  const shared = first && evidence && first.failing >= EXPLAINS * evidence.total ? first : undefined
  return {
    key: v.canonical,
    severity: v.severity,
    columns: evidence && evidence.blamed.length > 0 ? evidence.blamed : v.columns,
    common: shared ? JSON.stringify([shared.column, shared.value]) : null,
    failingRows: evidence ? failingRowsOf(evidence) : null,
    cause: causeOf(v, mend),
    cure: cureOf(mend),
    failing: v.failing !== null && v.counted ? v.failing / v.counted : null,
    sentence: {
      sentence: v.canonical,
      shown: v.status === 'unchecked' ? '' : visible(v.shown),
      bound: v.bound,
      reason: visible(v.reason),
      why: v.notes.find((each) => each.label?.toLowerCase() === 'why')?.text ?? null,
      history,
      band: v.band,
    },
    rows: evidence ? rowsOf(evidence) : null,
    commonText: evidence && first ? commonOf(evidence) : null,
  }
}

/** Rows stand with their file, where there are several, and their number in front. */
function failingRowsOf({ columns, rows, total }: EvidenceResult): FailingRows {
  const places = columns.indexOf('row') + 1
  return { total, first: rows.map((row) => JSON.stringify(row.slice(0, places))) }
}

function rowsOf(evidence: EvidenceResult): Rows | null {
  if (evidence.rows.length === 0) return null
  const width = evidence.columns.slice(0, COLUMNS)
  return {
    columns: width.map((each) => visible(each)),
    cells: evidence.rows.slice(0, ROWS).map((row) => width.map((_, i) => cellText(row[i] ?? null, 60))),
  }
}

function commonOf({ common, total }: EvidenceResult): string {
  const [first] = common
  if (!first) return ''
  const many =
    first.failing === total ? `all ${counted(total, 'row')}` : `${counted(first.failing)} of ${counted(total, 'row')}`
  return `${many} with ${visible(first.column)} = ${cellText(first.value, 60)}`
}

/**
 * Problems that have one cause stand together: they blame a column in common, their rows share one value, nearly the same rows
 * fail, or one thing changed.
 */
export function causes(problems: readonly Problem[]): readonly (readonly Problem[])[] {
  const groups: Problem[][] = []
  for (const each of problems) {
    const related = groups.filter((group) => group.some((other) => sameCause(each, other)))
    const merged = [...related.flat(), each]
    for (const group of related) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups.map(worstFirst)
}

const sameCause = (a: Problem, b: Problem): boolean =>
  (a.common !== null && a.common === b.common) ||
  (a.cause !== null && a.cause === b.cause) ||
  a.columns.some((each) => b.columns.includes(each)) ||
  // what is known to have a cause of its own may be so in the same rows as something else
  (a.cause === null && b.cause === null && nearlySame(a.failingRows, b.failingRows))

/** So much of the rows of both, and of the first of them, which must be some to tell anything. */
const NEARLY = 0.9
const TELLING = 5

function nearlySame(a: FailingRows | null, b: FailingRows | null): boolean {
  if (a === null || b === null) return false
  const known = Math.min(a.first.length, b.first.length)
  const fewer = Math.min(a.total, b.total)
  const both = a.first.filter((each) => b.first.includes(each)).length
  return known >= Math.min(fewer, TELLING) && both >= NEARLY * known && fewer >= NEARLY * Math.max(a.total, b.total)
}

const worstFirst = (of: readonly Problem[]): readonly Problem[] =>
  [...of].sort(
    (a, b) => Number(a.severity === 'should') - Number(b.severity === 'should') || (b.failing ?? 0) - (a.failing ?? 0),
  )

/** What is known now of something that an alarm was opened for. */
export type Now = 'broken' | 'recovered' | 'unknown'

/** How the matters of a page stand after a delivery was judged. */
export function standing(outcome: Outcome, problems: readonly Problem[]): (key: string) => Now {
  const { result } = outcome
  const broken = new Set(problems.map((each) => each.key))
  const status = new Map(result?.verdicts.map((each) => [each.canonical, each.status]))
  return (key) => {
    if (broken.has(key)) return 'broken'
    if (key === LATE) return 'unknown'
    if (!result || result.state === 'not-checked') return 'unknown'
    if (key === UNREADABLE) return 'recovered'
    const found = status.get(key)
    return found === undefined || found === 'holds' ? 'recovered' : 'unknown'
  }
}
