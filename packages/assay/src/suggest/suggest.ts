import { dirname, resolve } from 'node:path'
import {
  columnsIn,
  isPrivate,
  neverFails,
  proposalBound,
  type Delivery,
  type Environment,
  type Proposal,
  type TableProfile,
  type Verdict,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import type { Parts } from '../run/parts.ts'
import { about, columnsOf } from './about.ts'
import { chosen } from './choose.ts'
import { dismissedIn } from './dismissed.ts'
import { exceptionsOf } from './exceptions.ts'
import { learn } from './learn.ts'
import { look, WIDE, type LookOptions, type Looked } from './look.ts'
import { lookUpsOf } from './look-ups.ts'
import { merged } from './merge.ts'
import { measuredOn } from './numbers-of.ts'
import { pageOf, type Suggested } from './page-text.ts'
import { deliveriesSplit, splitsOf } from './splits.ts'
import { standardsOf } from './standards.ts'
import { subjectOf, type Subject } from './subject.ts'

export interface SuggestOptions extends LookOptions {
  /** A file, glob or folder, or the path of a page, relative to the working directory. */
  readonly source: string
  readonly delivery?: Delivery
  /** Where the page will be, which its source is relative to; the working directory when it is not said. */
  readonly out?: string
  /** Only sentences that speak of this column; of all when it is not said. */
  readonly column?: string
}

export interface Suggestion {
  /** The page as Markdown; of a page that is there already, the sentences that it could say too. */
  readonly page: string
  readonly dataset: string
  readonly rows: number
  readonly sentences: readonly Suggested[]
  /** How many false alarms the page is expected to raise with each delivery of this size. */
  readonly alarms: number
  /** Sentences that held on what they were learnt from and were broken when they were tried. */
  readonly dropped: number
  /** How it was tried, in words. */
  readonly splits: readonly string[]
  readonly deliveries: number
  /** Rows of the sample, and of what it was taken from. */
  readonly sample: { readonly rows: number; readonly of: number }
  readonly profile: TableProfile
}

/** What fewer rows have, nobody reads first on a page of a very wide source. */
export const LEAST_FILLED = 0.01

/** Looks at a source and writes the page that it could have. */
export async function suggestWith(parts: Parts, options: SuggestOptions): Promise<Suggestion> {
  const subject = await subjectOf(parts, options.source, options.delivery)
  const folder = dirname(resolve(options.out ?? (subject.written === null ? 'page.md' : options.source)))
  const only = options.column === undefined ? {} : { only: { column: options.column, above: WIDE } }
  return look(parts, subject, { ...options, ...only, filled: LEAST_FILLED }, (looked) =>
    suggested(parts, subject, looked, folder, options),
  )
}

/** The same of what was looked at already; `folder` is that of the page. */
export async function suggested(
  parts: Parts,
  subject: Subject,
  looked: Looked,
  folder: string,
  options: SuggestOptions,
): Promise<Suggestion> {
  const { engine, sample, delivery, all, snapshot } = looked
  options.progress?.('looking into the datasets beside it')
  const { others, lookUps } = await lookUpsOf(parts, subject, looked, folder)
  const environment = { ...looked.environment, others }
  const standards = await standardsOf(engine, environment, sample.columns)
  const splits = delivery ? [deliveriesSplit(delivery)] : splitsOf(sample, all, environment)
  options.progress?.('learning, and trying what was learnt')
  const seen = { sample, all, standards, lookUps, next: snapshot.rows }
  const { profile, proposals, dropped } = await learn(engine, environment, seen, splits)
  const said = new Set([
    ...subject.page.sentences.flatMap((each) => about(each.check)),
    ...(await dismissedIn(folder, subject.page.dataset)),
  ])
  const { column } = options
  const open = proposals.filter(
    ({ check }) =>
      !about(check).every((each) => said.has(each)) &&
      shows(check, subject) &&
      (column === undefined || columnsOf(check).includes(column)),
  )
  options.progress?.('counting exactly')
  const sentences = await exactly(engine, environment, pick(open, profile), snapshot.rows)
  const alarms = alarmsOf(sentences)
  const facts = { sentences, alarms, dropped, splits: splits.map((each) => each.inWords), profile }
  return {
    ...facts,
    page: pageOf(subject, looked, folder, facts),
    dataset: subject.page.dataset,
    rows: snapshot.rows,
    deliveries: subject.deliveries.length,
    sample: { rows: sample.rows, of: sample.of },
  }
}

/** How many false alarms they are expected to raise together with each delivery of this size. */
export const alarmsOf = (sentences: readonly Suggested[]): number =>
  sentences.reduce((sum, each) => sum + each.proposal.chance, 0)

/** Nothing is said that shows values of a private column. */
const shows = (check: Proposal['check'], { page }: Subject): boolean =>
  !(JSON.stringify(check).includes('"kind":"text"') && columnsIn(check).some((each) => isPrivate(each, page.private)))

function pick(proposals: readonly Proposal[], profile: TableProfile): readonly Proposal[] {
  const presence = new Map(profile.columns.map((each) => [each.name, each.present / Math.max(1, each.rows)]))
  return chosen(merged(proposals, profile.columns), (column) => presence.get(column) ?? 1)
}

/** The sentences with their numbers on all rows of the newest delivery; the bounds let it pass. */
async function exactly(
  engine: Engine,
  environment: Environment,
  proposals: readonly Proposal[],
  rows: number,
): Promise<readonly Suggested[]> {
  const checks = proposals.map((each) => each.check)
  const measured = await measuredOn(engine, environment, checks, rows)
  const kept = proposals.flatMap((proposal, i) => {
    const verdict = measured.verdicts[i]
    return verdict ? held(proposal, verdict) : []
  })
  const exceptions = await exceptionsOf(
    engine,
    measured.environment,
    kept.map((each) => each.proposal.check),
    kept.map((each) => each.verdict),
  )
  return kept.map(({ proposal, verdict }, i) => ({
    proposal,
    counted: verdict.failing === null ? null : verdict.counted,
    failing: verdict.failing ?? 0,
    shown: verdict.shown,
    exceptions: exceptions[i] ?? [],
  }))
}

/** What so many rows break, counted exactly, that it is no rule is left out. */
const MOST_FAILING = 0.2

function held(proposal: Proposal, verdict: Verdict): readonly { proposal: Proposal; verdict: Verdict }[] {
  const { counted, failing, status } = verdict
  if (status === 'unchecked' || status === 'idle' || (failing === null && status === 'broken')) return []
  if (failing === null || failing === 0) return [{ proposal, verdict }]
  if (!counted || failing > MOST_FAILING * counted) return []
  const bound =
    proposal.failing > 0 && status === 'holds' ? proposal.check.bound : proposalBound(counted, failing, counted)
  const check = { ...proposal.check, bound }
  return neverFails(check) === null ? [{ proposal: { ...proposal, check, failing }, verdict }] : []
}
