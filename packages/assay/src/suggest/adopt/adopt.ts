import { resolve } from 'node:path'
import { format, judge, ownWords, readPage, type Check, type Page, type PageSentence, type Verdict } from '@assay/core'
import { Failure } from '../../failure.ts'
import { checkWith } from '../../run/check.ts'
import type { Judged } from '../../run/check-page.ts'
import { pageText } from '../../run/page-file.ts'
import type { EngineLimits, Parts } from '../../run/parts.ts'
import type { Adoption } from '../contract.ts'
import { aimOf, debtAt, debtLine } from './debt.ts'
import { loosened } from './loosened.ts'
import { edited, unifiedDiff, type Edit } from './page-edits.ts'

export interface AdoptOptions extends EngineLimits {
  /** Path of the page. */
  readonly page: string
  readonly now?: Date
  readonly progress?: (text: string) => void
}

/**
 * A page that fails today, with tolerances that hold the line: each sentence that is broken is allowed what the newest delivery has and
 * nothing worse, and a line below says since when, and what it says without it. Debt that has become smaller is made smaller, and what is
 * paid off is as it was. Nothing else on the page changes, and nothing is written.
 */
export async function adoptWith(parts: Parts, options: AdoptOptions): Promise<Adoption> {
  const text = await pageText(options.page)
  const { judged, now } = await judgedPage(parts, options)
  const changes = judged.run.page.sentences.map((_, i) => changeOf(judged, i, now))
  const edits = changes.flatMap((change, i) =>
    change.to === null ? [] : [editOf(text, judged.run.page, i, change, now)],
  )
  const result = edited(text, edits)
  stillSays(result, options.page, changes)
  const of = (kind: Change['kind']) => changes.filter((each) => each.kind === kind)
  return {
    version: 1,
    page: options.page,
    text: result,
    patch: unifiedDiff(options.page, text, edits),
    adopted: of('adopted').map(told),
    reduced: of('reduced').map(told),
    paid: of('paid').map(told),
    left: [...of('left').map(({ line, from, why }) => ({ line, sentence: from, why })), ...notRead(judged.run.page)],
    unchanged: of('unchanged').length,
  }
}

interface Change {
  readonly kind: 'adopted' | 'reduced' | 'paid' | 'left' | 'unchanged'
  readonly line: number
  readonly from: string
  /** Null when nothing changes. */
  readonly to: string | null
  /** What the debt is, and the sentence without it; null when there is none. */
  readonly debt: { readonly now: string; readonly aim: string } | null
  readonly why: string
}

const told = ({ line, from, to, debt }: Change) => ({ line, from, to: to ?? from, debt: debt?.now ?? null })

/** List items that are no sentences are not checked at all. */
const notRead = (page: Page) =>
  page.mistakes.map(({ line, text }) => ({ line, sentence: text, why: 'it is not a sentence that is understood' }))

async function judgedPage(
  parts: Parts,
  { page, now: at = new Date(), ...options }: AdoptOptions,
): Promise<{ readonly judged: Judged; readonly now: string }> {
  let judged: Judged | null = null
  const result = await checkWith(parts, { ...options, now: at, pages: [page] }, (found) => {
    judged = found
  })
  if (judged !== null) return { judged, now: at.toISOString() }
  const [first] = result.pages.flatMap((each) => each.diagnostics.filter(({ severity }) => severity === 'error'))
  throw new Failure('bad-page', `${page} could not be checked${first ? `: ${first.message}` : '.'}`)
}

/** What becomes of one sentence. */
function changeOf(judged: Judged, i: number, now: string): Change {
  const { page } = judged.run
  const [sentence, measurement, verdict] = [page.sentences[i], judged.first.measurements[i], judged.first.verdicts[i]]
  if (!sentence || !measurement || !verdict) throw new Error('a sentence without a verdict')
  const judging = (check: Check) => judge(check, measurement, { now, zone: page.timezone, history: [] })
  const [line, from] = [sentence.line, sentence.text]
  const nothing = { line, from, to: null, debt: null, why: '' }
  const aim = aimOf(sentence, ownWords(page))
  if (verdict.status === 'idle' || (verdict.status === 'holds' && !aim)) return { ...nothing, kind: 'unchanged' }
  if (verdict.status === 'unchecked') return { ...nothing, kind: 'left', why: `not checked: ${verdict.reason}` }
  const wanted = aim?.check ?? sentence.check
  const target = judging(wanted)
  if (aim && target.status === 'holds') return { ...nothing, kind: 'paid', to: format(aim.check) }
  const found = loosened(wanted, aim ? target : verdict, judging)
  if ('why' in found) return { ...nothing, kind: verdict.status === 'holds' ? 'unchanged' : 'left', why: found.why }
  const to = format(found.check)
  if (verdict.status === 'holds' && to === sentence.canonical) return { ...nothing, kind: 'unchanged' }
  const debt = { now: debtNow(verdict), aim: aim?.text ?? sentence.canonical }
  return { ...nothing, kind: verdict.status === 'holds' ? 'reduced' : 'adopted', to, debt }
}

const debtNow = ({ reason }: Verdict): string => reason.replace(/;.*$/s, '')

/** The lines of a sentence, and of its debt if it has one, written anew. */
function editOf(text: string, page: Page, i: number, change: Change, now: string): Edit {
  const sentence = page.sentences[i]
  if (!sentence) throw new Error('no such sentence')
  const lines = text.split('\n')
  const { first, last, end } = placeOf(text, sentence)
  const next = page.sentences[i + 1]
  const known = debtAt(lines, last, next ? next.line - 1 : lines.length)
  const returns = (lines[last] ?? '').endsWith('\r') ? '\r' : ''
  const head = `${(lines[first] ?? '').slice(0, sentence.column - 1)}${change.to ?? ''}${(lines[last] ?? '').slice(end)}`
  const indent = ' '.repeat(sentence.column - 1)
  const debt = change.debt ? [`${indent}${debtLine(now.slice(0, 10), change.debt.now, change.debt.aim)}${returns}`] : []
  const upTo = known ?? last
  const between = lines.slice(last + 1, upTo)
  const added = known === null ? [head, ...debt] : [head, ...between, ...debt]
  return { line: first, removed: lines.slice(first, upTo + 1), added }
}

/** Lines of the page (from 0) that a sentence stands on, and where it ends on the last of them. */
function placeOf(text: string, { line, start, end }: PageSentence) {
  const first = line - 1
  const breaks = text.slice(start, end).split('\n').length - 1
  const from = text.lastIndexOf('\n', end - 1) + 1
  return { first, last: first + breaks, end: end - from }
}

/** The page says exactly what it is meant to say now: what would be read otherwise is not written. */
function stillSays(text: string, path: string, changes: readonly Change[]): void {
  const read = readPage(text, resolve(path)).sentences
  const wrong = changes.find(
    (change, i) => (change.to ?? change.from) !== (change.to ? read[i]?.canonical : read[i]?.text),
  )
  if (wrong || read.length !== changes.length)
    throw new Failure(
      'bad-page',
      `The tolerance of the sentence in line ${String(wrong?.line ?? 1)} cannot be written there.`,
      {
        next: 'Put a blank line around it, or its notes on lines of their own.',
      },
    )
}
