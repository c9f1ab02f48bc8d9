import {
  columnsIn,
  counted,
  isPrivate,
  percent,
  shownNumber,
  type Check,
  type GroupVerdict,
  type Json,
  type Measurement,
  type Page,
  type Verdict,
} from '@assay/core'
import type { Failure } from '../failure.ts'
import type { Cell, EvidenceResult, PageResult, VerdictResult } from '../report/contract.ts'
import type { Judged, PageRun } from './check-page.ts'
import type { Mends } from './mend/mends.ts'
import { hiddenText } from './private.ts'
import { readingOf } from './reading-of.ts'

/** Puts what was found out into the words of the contract. */
export function pageResult(
  judged: Judged,
  evidence: ReadonlyMap<number, EvidenceResult>,
  { fingerprint, mends }: { readonly fingerprint: string; readonly mends: Mends | null },
): PageResult {
  const { run, snapshot, first, second, setAside } = judged
  const { page } = run
  const deciding = second ?? first
  const blocking = deciding.verdicts.filter(
    (verdict, i) =>
      page.sentences[i]?.check.severity === 'must' && (verdict.status === 'broken' || verdict.status === 'unchecked'),
  ).length
  const empty = snapshot.rows === 0 && !page.sentences.some(({ check }) => countsDelivery(check))
  const unread = snapshot.unreadable > 0 && second === null
  const accepted = blocking === 0 && !empty && !unread && !saysNothing(page)
  const state = accepted ? (setAside > 0 ? 'set-aside' : 'accepted') : 'held'
  return {
    page: page.path,
    dataset: page.dataset,
    delivery: {
      source: run.delivery.source,
      rows: snapshot.rows,
      fingerprint,
      bytes: snapshot.bytes,
      unreadable: snapshot.unreadable,
      files: snapshot.files.map((each) => ({ ...each })),
      unreadableRows: snapshot.unreadableRows
        .slice(0, 100)
        .map((each) => ({ ...each, text: page.private.length > 0 ? hiddenText(each.text) : each.text })),
    },
    accepted,
    setAside: accepted ? setAside : 0,
    ...(second ? { leftOut: setAside } : {}),
    diagnostics: [
      ...page.diagnostics,
      ...judged.mistakes,
      ...snapshot.notes.map((message) => ({ code: 'reading', severity: 'note' as const, message, line: 1, column: 1 })),
    ].map((each) => ({ ...each })),
    verdicts: page.sentences.map((_, i) => {
      const mend = mends?.of.get(i)
      return { ...verdictResult(judged, i, evidence.get(i), accepted), ...(mend === undefined ? {} : { mend }) }
    }),
    ...(mends && mends.mends.length > 0 ? { mends: [...mends.mends] } : {}),
    title: page.title,
    owner: page.owner,
    quarantine: page.quarantine,
    state,
    outcome: outcome(judged, { accepted, empty, blocking }),
    document: documentOf(page),
    seconds: judged.seconds,
  }
}

/** Of what somebody wrote nothing is understood: it checks nothing, and lets nothing pass. */
const saysNothing = ({ sentences, document }: Page): boolean =>
  sentences.length === 0 && document.some((each) => each.kind === 'mistake')

/** It says how many rows the delivery may have: not how many of some rows, or of each group that there is. */
const countsDelivery = ({ measure, where, window, each }: Check): boolean =>
  !where && !window && !each && 'number' in measure && measure.number.kind === 'rows'

const documentOf = (page: Page): PageResult['document'] =>
  page.document.map((block) =>
    block.kind === 'sentence' ? { kind: 'sentence', verdict: block.sentence } : { ...block },
  )

function outcome(
  judged: Judged,
  o: { readonly accepted: boolean; readonly empty: boolean; readonly blocking: number },
): string {
  const { run, snapshot, first, second, setAside } = judged
  const sentences = run.page.sentences.length
  if (o.accepted) return setAside > 0 ? `accepted without ${counted(setAside, 'row')}` : 'accepted'
  if (saysNothing(run.page)) return 'held: the page has no sentence that is understood'
  if (o.empty) return 'held: the delivery has no rows'
  const must = (second ?? first).verdicts.filter(
    (verdict, i) =>
      run.page.sentences[i]?.check.severity === 'must' &&
      (verdict.status === 'broken' || verdict.status === 'unchecked'),
  )
  const broken = must.filter((verdict) => verdict.status === 'broken').length
  const unchecked = must.length - broken
  const parts = [
    ...(broken > 0 ? [`${counted(broken)} of ${counted(sentences, 'sentence')} broken`] : []),
    ...(unchecked > 0 ? [`${counted(unchecked, 'sentence')} could not be checked`] : []),
    ...(snapshot.unreadable > 0 && second === null ? [`${counted(snapshot.unreadable, 'row')} could not be read`] : []),
  ]
  const without = second === null ? '' : `, without ${counted(setAside, 'row')}`
  return `held: ${parts.join(', ')}${without}${tooManyText(judged)}`
}

/** Why the rows that fail were not set aside instead. */
function tooManyText({ run, snapshot, tooMany }: Judged): string {
  const most = run.page.quarantine
  if (tooMany === null || most === null) return ''
  const share = percent(tooMany, snapshot.rows, [100 * most])
  const rows = `${counted(tooMany)} of ${counted(snapshot.rows, 'row')} (${share})`
  return `; ${rows} are too many to be set aside: at most ${shownNumber(100 * most)}% may be`
}

function verdictResult(
  judged: Judged,
  i: number,
  evidence: EvidenceResult | undefined,
  accepted: boolean,
): VerdictResult {
  const { page } = judged.run
  const sentence = page.sentences[i]
  const verdict = judged.first.verdicts[i]
  if (!sentence || !verdict) throw new Error('a sentence without a verdict')
  const after = judged.second?.verdicts[i]
  const deciding = after ?? verdict
  const columns = columnsIn([
    sentence.check.measure,
    sentence.check.bound,
    sentence.check.where ?? [],
    sentence.check.each ?? [],
  ])
  const secret = isSecret(sentence.check, page)
  const masked = secret && showsValues(sentence.check, page)
  const shownFor = (v: Verdict) => maskedVerdict(v, sentence.check, page)
  return {
    line: sentence.line,
    column: sentence.column,
    sentence: sentence.text,
    canonical: sentence.canonical,
    reading: readingOf(sentence.check, judged.measured.environment),
    severity: sentence.check.severity,
    blocks:
      sentence.check.severity === 'must' &&
      !accepted &&
      (deciding.status === 'broken' || deciding.status === 'unchecked'),
    ...shownFor(verdict),
    band: masked ? null : verdict.band,
    ...(verdict.bandShown && !masked ? { bandShown: { ...verdict.bandShown } } : {}),
    rows: verdict.rows,
    columns: [...columns],
    notes: sentence.notes.map((each) => ({ ...each })),
    ...(verdict.groups && verdict.groupCount
      ? {
          groups: verdict.groups.map((group) => groupResult(group, sentence.check, secret, masked)),
          groupCount: verdict.groupCount,
        }
      : {}),
    ...(evidence ? { evidence } : {}),
    ...(after ? { after: shownFor(after) } : {}),
  }
}

/** A verdict as it may be shown: values of private columns are not in it as themselves. */
export function maskedVerdict(v: Verdict, check: Check, page: Page) {
  const secret = isSecret(check, page)
  const shown = numbers(withoutGroupNames(withoutEngineWords(v, page), secret), secret && showsValues(check, page))
  return secret && quotesValues(check) && v.value !== null ? { ...shown, reason: UNQUOTED } : shown
}

/** A sentence speaks of private columns, itself or by a word of the page. */
export const isSecret = (check: Check, page: Page): boolean =>
  columnsIn([check.measure, check.bound, check.where ?? [], check.each ?? []]).some((each) =>
    isPrivate(each, page.private),
  ) || [...Object.entries(page.words), ...Object.entries(page.measures)].some((word) => isSaid(word, check, page))

/**
 * Whether what was measured may show values of private columns: a sentence about them, about the whole rows, or one that failed
 * in the engine's words.
 */
export function isSecretMeasurement(check: Check, page: Page, { kind }: Measurement): boolean {
  if (page.private.length === 0) return false
  const named = columnsIn([check.measure, check.bound, check.where ?? [], check.each ?? []])
  return kind === 'failed' || named.length === 0 || isSecret(check, page)
}

/** Whether a check says a word of the page whose SQL has the name of a private column in it. */
function isSaid([name, written]: readonly [string, string], said: Json | object, page: Page): boolean {
  const plain = written.toLowerCase().replaceAll('""', '"')
  return (
    JSON.stringify(said).includes(`:${JSON.stringify(name)}`) &&
    page.private.some((each) => plain.includes(each.toLowerCase()))
  )
}

/** Texts of private columns are shown as hashes, also where they are the number of a sentence. */
function numbers(v: Omit<Verdict, 'groups' | 'groupCount' | 'band' | 'bandShown' | 'rows'>, secret: boolean) {
  const { status, why, value, shown, bound, counted, failing, reason } = v
  const left = v.left === undefined ? {} : { left: v.left }
  if (!secret) return { status, why, value, shown, bound, counted, failing, reason, ...left }
  if (value === null)
    return {
      status,
      why,
      value,
      shown: '',
      bound,
      counted,
      failing,
      reason:
        shown === '' && why !== 'incomparable'
          ? reason
          : 'a value of a private column cannot be compared with the bound',
      ...left,
    }
  const hash = hiddenText(String(value))
  return {
    status,
    why,
    value: hash,
    shown: hash,
    bound,
    counted,
    failing,
    reason: `it is ${hash} (a value of a private column)`,
    ...left,
  }
}

/** The engine quotes the values that it stumbles over. */
const withoutEngineWords = (v: Verdict, page: Page): Verdict =>
  v.why === 'engine' && page.private.length > 0
    ? { ...v, reason: 'the engine failed; its words are not shown, since they may quote private values' }
    : v

/** The reason names the worst group. */
function withoutGroupNames(v: Verdict, secret: boolean): Verdict {
  const [worst] = v.groups ?? []
  if (!secret || !worst || !v.groupCount) return v
  const name = worst.group.map((each) => hiddenText(String(each))).join(', ')
  const { all, broken } = v.groupCount
  return {
    ...v,
    reason: `${counted(broken)} of ${counted(all, 'group')} ${broken === 1 ? 'does' : 'do'} not satisfy it; the worst is ${name}${v.value === null ? '' : `: ${worst.reason}`}`,
  }
}

/** Numbers that are single values of a column, as the largest is, would show what is private. */
const SINGLE_VALUES = /"kind":"(smallest|largest|most-common|median|percentile)"/
const showsValues = (check: Check, page: Page): boolean =>
  'number' in check.measure &&
  (SINGLE_VALUES.test(JSON.stringify([check.measure, check.bound])) ||
    // what the SQL of a measure gives may be a value of the column
    Object.entries(page.measures).some((word) => isSaid(word, [check.measure, check.bound], page)))

/** Claims about the whole delivery quote values in their reasons, except those about names and types of columns. */
const quotesValues = ({ measure }: Check): boolean =>
  'whole' in measure && !/^(columns|column-|type)/.test(measure.whole.kind)
const UNQUOTED = 'the reason is not shown, since it may quote values of a private column'

function groupResult(group: GroupVerdict, check: Check, secret: boolean, masked: boolean) {
  const each = check.each ?? []
  const { why: _, ...judged } = numbers(group, masked)
  const named = Object.fromEntries(
    group.group.map((value, i) => [keyName(each[i]), secret ? hiddenText(String(value)) : cell(value)]),
  )
  return { ...judged, group: named }
}

function keyName(key: { readonly kind: string; readonly args: { readonly [name: string]: Json } } | undefined): string {
  if (!key) return ''
  const of = key.args.of as { readonly args?: { readonly name?: string } } | undefined
  return key.kind === 'part-of-key' ? `${String(key.args.part)} of ${of?.args?.name ?? ''}` : String(key.args.name)
}

const cell = (value: Json): Cell =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : (value as Cell)

/** A delivery that could not be read: nothing was checked, and everything that must hold blocks. */
export function unreadResult(run: PageRun, failure: Failure, seconds: number): PageResult {
  const { page } = run
  const message = failure.next === undefined ? failure.message : `${failure.message} ${failure.next}`
  return {
    page: page.path,
    dataset: page.dataset,
    delivery: {
      source: run.delivery.source,
      rows: 0,
      fingerprint: '',
      bytes: 0,
      unreadable: 0,
      files: [],
      unreadableRows: [],
    },
    accepted: false,
    setAside: 0,
    diagnostics: [
      ...page.diagnostics,
      { code: 'reading', severity: 'error' as const, message, line: 1, column: 1 },
    ].map((each) => ({ ...each })),
    verdicts: page.sentences.map(uncheckedResult),
    title: page.title,
    owner: page.owner,
    quarantine: page.quarantine,
    state: 'not-checked',
    outcome: 'not checked: the data could not be read',
    document: documentOf(page),
    seconds,
  }
}

function uncheckedResult(sentence: Page['sentences'][number]): VerdictResult {
  return {
    line: sentence.line,
    column: sentence.column,
    sentence: sentence.text,
    canonical: sentence.canonical,
    reading: readingOf(sentence.check, null),
    severity: sentence.check.severity,
    status: 'unchecked',
    why: 'engine',
    blocks: sentence.check.severity === 'must',
    value: null,
    shown: '',
    bound: '',
    counted: null,
    failing: null,
    reason: 'the data could not be read',
    band: null,
    rows: null,
    columns: [],
    notes: sentence.notes.map((each) => ({ ...each })),
  }
}
