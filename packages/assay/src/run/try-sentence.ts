import {
  grammarWith,
  ownWords,
  readSentence,
  type Check,
  type Environment,
  type Mistake,
  type Page,
  type PageSentence,
  type ReadSentence,
} from '@assay/core'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { VerdictResult } from '../report/contract.ts'
import type { Judged } from './check-page.ts'
import { clockAtArrival } from './clock.ts'
import { evidenceOf } from './evidence.ts'
import { failingPlaces, type FailingSource } from './failing-places.ts'
import { judgement, pageHistory } from './judgement.ts'
import { measure, type Measured } from './measure.ts'
import type { OpenDeliveries, OpenDelivery, Opening } from './open-deliveries.ts'
import { pageNow } from './page-of.ts'
import { wrongPatterns } from './patterns.ts'
import { referredTo } from './prepared.ts'
import { readingOf } from './reading-of.ts'
import { isSecret, pageResult } from './result.ts'
import { sampleable, sampleOf, type Sampled } from './sampled.ts'

/** A sentence that is not on a page yet, as it would be judged. */
export interface TriedSentence {
  /** Null when it is no sentence. */
  readonly canonical: string | null
  readonly reading: string | null
  readonly diagnostics: readonly TriedMistake[]
  readonly delivery: number | null
  readonly verdict: VerdictResult | null
  /** Null when all rows were measured. */
  readonly sampled: { readonly rows: number; readonly of: number } | null
}

/** A mistake with its severity; places are offsets in the sentence. */
export interface TriedMistake extends Omit<Mistake, 'code'> {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note'
}

export interface ToTry {
  readonly dataset: DatasetRecord
  readonly sentence: string
  /** Whether they may learn about private columns. */
  readonly private: boolean
}

/** A sentence by the grammar of a page, and why it is not measured: it names what this page does not name already. */
export interface ReadForPage {
  readonly page: Page
  readonly read: ReadSentence | null
  readonly diagnostics: readonly TriedMistake[]
  readonly measurable: boolean
}

/** Reads a sentence that came from outside. It can say no SQL and no path: only what the page defines. */
export async function readForPage(of: ToTry): Promise<ReadForPage> {
  const page = await pageNow(of.dataset)
  const result = readSentence(of.sentence, grammarWith(ownWords(page)))
  if (!result.ok) return { page, read: null, diagnostics: [said(result.mistake, 'error')], measurable: false }
  const read = result.sentence
  const warnings = read.warnings.map((each) => said(each, 'warning'))
  const refusal = refused(of, page, read.check)
  const diagnostics = refusal === null ? warnings : [...warnings, refusal]
  return { page, read, diagnostics, measurable: refusal === null }
}

const said = ({ code, message, at, end, fix }: Mistake, severity: TriedMistake['severity']): TriedMistake => ({
  code,
  severity,
  message,
  at,
  end,
  ...(fix === undefined ? {} : { fix }),
})

function refused({ sentence, private: allowed }: ToTry, page: Page, check: Check): TriedMistake | null {
  const at = { severity: 'note' as const, at: 0, end: sentence.length }
  const known = referredTo(page)
  const others = [...referredTo({ sentences: [{ check }] })].filter((each) => !known.has(each))
  if (others.length > 0)
    return {
      ...at,
      code: 'not-tried',
      message: `nothing on this page looks into ${others.join(', ')} yet; it is measured once the sentence is on the page`,
    }
  if (!allowed && isSecret(check, page))
    return {
      ...at,
      code: 'not-tried',
      message: 'it speaks of a private column, so only an editor sees what comes of it',
    }
  return null
}

/** Measures a sentence on the newest delivery that is kept: on some of its rows, where that tells enough, or on all. */
export async function trySentence(
  opening: Opening,
  deliveries: OpenDeliveries,
  of: ToTry & { readonly sample: boolean; readonly signal?: AbortSignal },
): Promise<TriedSentence> {
  const { page, read, diagnostics, measurable } = await readForPage(of)
  const delivery = await newestKept(opening, of.dataset)
  const shared = { canonical: read?.canonical ?? null, diagnostics, delivery: delivery?.number ?? null }
  if (!read || !delivery || !measurable)
    return { ...shared, reading: read && readingOf(read.check, null), verdict: null, sampled: null }
  return deliveries.use({ dataset: of.dataset, delivery, page }, async (open) => {
    const sentence = pageSentence(of.sentence, read)
    const wrong = (await wrongPatterns(open.engine, { ...page, sentences: [sentence] })).map(
      ({ code, severity, message, column, length = 0 }) => ({
        code,
        severity,
        message,
        at: column - 1,
        end: column - 1 + length,
      }),
    )
    const sample = of.sample && sampleable(read.check) ? await sampleOf(open) : null
    const verdict = sample
      ? await verdictOf(open, sentence, sample, of.signal)
      : await exactly(open, sentence, of.signal)
    const sampled = sample && { rows: sample.rows, of: open.snapshot.rows }
    return { ...shared, diagnostics: [...diagnostics, ...wrong], reading: verdict.reading, verdict, sampled }
  })
}

/** So many verdicts of an open delivery are remembered: proposals are looked at again and again. */
const MOST_KNOWN = 200

async function exactly(
  open: OpenDelivery,
  sentence: PageSentence,
  signal: AbortSignal | undefined,
): Promise<VerdictResult> {
  const verdicts = (open.known.get('verdicts') ?? new Map()) as Map<string, VerdictResult>
  open.known.set('verdicts', verdicts)
  const before = verdicts.get(sentence.text)
  if (before) return before
  const verdict = await verdictOf(open, sentence, null, signal)
  if (signal?.aborted === true) return verdict
  verdicts.set(sentence.text, verdict)
  for (const [oldest] of verdicts) if (verdicts.size > MOST_KNOWN) verdicts.delete(oldest)
  return verdict
}

/** A sentence as if it stood on a page. */
export const pageSentence = (text: string, { check, canonical }: ReadSentence): PageSentence => ({
  line: 1,
  column: 1,
  start: 0,
  end: text.length,
  text,
  canonical,
  check,
  warnings: [],
  heading: null,
  notes: [],
})

/** The newest delivery whose rows are kept. */
export async function newestKept({ store, history }: Opening, dataset: DatasetRecord): Promise<DeliveryRecord | null> {
  return (await store.keptOf(history.db, dataset.id)).at(-1) ?? null
}

/** Evidence needs all columns of the failing rows: of more rows than these it takes longer than anybody waits while typing. */
const EVIDENCE_ROWS = 200_000

async function verdictOf(
  open: OpenDelivery,
  sentence: PageSentence,
  sample: Sampled | null,
  signal: AbortSignal | undefined,
): Promise<VerdictResult> {
  const start = performance.now()
  const page = { ...open.page, sentences: [sentence] }
  const environment = sample?.environment ?? knownEnvironment(open)
  const rows = sample?.rows ?? open.snapshot.rows
  const measured = await measure(open.engine, [sentence.check], environment, rows)
  if (!sample) open.known.set('environment', measured.environment)
  const { earlier, delivery } = open
  const clock = await clockAtArrival(page, earlier, delivery.arrivedAt)
  const history = await pageHistory(page, earlier)
  const first = judgement(page, measured, { now: delivery.arrivedAt, history, clock })
  const failing = first.verdicts[0]?.status === 'broken' ? (first.verdicts[0].failing ?? 0) : 0
  const wanted = failing > 0 && (sample ? sample.held : rows <= EVIDENCE_ROWS) && signal?.aborted !== true
  const evidence = wanted
    ? await open.alone(() => evidenceFor(open, sentence.check, failing, measured, rows))
    : new Map()
  const judged: Judged = {
    run: {
      page,
      base: '',
      source: '',
      delivery: { source: delivery.source, found: [] },
      others: new Map(),
      now: delivery.arrivedAt,
      limits: {},
      progress: () => undefined,
      earlier,
    },
    snapshot: open.snapshot,
    facts: open.facts,
    mistakes: [],
    first,
    measured,
    second: null,
    rest: null,
    setAside: 0,
    tooMany: null,
    seconds: (performance.now() - start) / 1000,
  }
  const [verdict] = pageResult(judged, evidence, { fingerprint: '', mends: null }).verdicts
  if (!verdict) throw new Error('a sentence without a verdict')
  return verdict
}

/** What text columns read as was found out by earlier sentences. */
const knownEnvironment = (open: OpenDelivery): Environment =>
  (open.known.get('environment') as Environment | undefined) ?? open.environment

async function evidenceFor(
  open: OpenDelivery,
  check: Check,
  failing: number,
  measured: Measured,
  rows: number,
): Promise<Awaited<ReturnType<typeof evidenceOf>>> {
  const { engine, snapshot, page } = open
  if (!('share' in check.measure)) return new Map()
  const source: FailingSource = {
    engine,
    environment: measured.environment,
    files: snapshot.files.map((each) => each.file),
    key: page.key,
    private: page.private,
  }
  const places = await failingPlaces(source, [{ at: 0, check, failing, broken: true }])
  return evidenceOf(source, places, rows)
}
