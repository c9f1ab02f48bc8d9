import { counted } from '@assay/core'
import type { Overview } from '../history/index.ts'
import type { App } from './app.ts'
import { datasetStates, overviewQuery, overviewSchema, type DatasetSummary, type OverviewResponse } from './contract.ts'
import type { Due } from '../run/awaited.ts'
import { pageFaults } from './page-faults.ts'
import type { Services } from './services.ts'

const NEEDS = ['broken', 'late', 'unchecked'] as const
const ORDER = new Map(datasetStates.map((state, i) => [state, i]))
/** So many deliveries in the strip of a dataset. */
const STRIP = 30

export function addOverview(app: App, services: Services): void {
  const faultsOf = pageFaults(services)
  app.get(
    '/api/overview',
    {
      schema: {
        summary: 'All datasets, the worst first',
        querystring: overviewQuery,
        response: { 200: overviewSchema },
      },
      config: { role: 'viewer' },
    },
    async (request): Promise<OverviewResponse> => {
      const { store, history, clock } = services
      const all = await store.overview(history.db, STRIP)
      const faults = await faultsOf()
      const summaries = all
        .map((each) => summary(each, services.dues.get(each.name) ?? null, faults.get(each.id) ?? null))
        .sort(worstFirst)
      const { owner, state, label, q, after, limit } = request.query
      const sought = q?.toLowerCase()
      const fitting = summaries.filter(
        (each) =>
          (owner === undefined || each.owner === owner) &&
          (state === undefined || each.state === state) &&
          (label === undefined || each.labels.includes(label)) &&
          (sought === undefined || `${each.dataset} ${each.title ?? ''}`.toLowerCase().includes(sought)),
      )
      return {
        now: clock().toISOString(),
        ...wordsOf(summaries),
        all: fitting.length,
        sentences: summaries.reduce((n, { sentences: s }) => n + (s ? Object.values(s).reduce((a, b) => a + b) : 0), 0),
        owners: distinct(summaries.flatMap((each) => each.owner ?? [])),
        labels: distinct(summaries.flatMap((each) => each.labels)),
        datasets: fitting.slice(after, after + limit),
      }
    },
  )
}

const distinct = (of: readonly string[]): string[] => [...new Set(of)].sort()

const worstFirst = (a: DatasetSummary, b: DatasetSummary): number =>
  (ORDER.get(a.state) ?? 0) - (ORDER.get(b.state) ?? 0) ||
  b.openAlarms - a.openAlarms ||
  a.dataset.localeCompare(b.dataset, 'en')

const nameOf = (of: DatasetSummary): string => of.title ?? of.dataset

/** The first lines of the view: how many need someone, and what is the matter with the worst. */
function wordsOf(all: readonly DatasetSummary[]): { readonly headline: string; readonly details: string } {
  const needing = all.filter((each) => NEEDS.some((state) => state === each.state))
  const [first] = all
  if (!first)
    return { headline: 'No data was delivered yet.', details: 'Write a page, and put data where its source says.' }
  const of = counted(all.length, 'dataset')
  if (needing.length === 0)
    return {
      headline: all.length === 1 ? `${nameOf(first)} needs nobody.` : `None of ${of} needs anyone.`,
      details: '',
    }
  const headline =
    all.length === 1
      ? `${nameOf(first)} needs someone.`
      : `${counted(needing.length)} of ${of} ${needing.length === 1 ? 'needs' : 'need'} someone.`
  return {
    headline,
    details: needing
      .slice(0, 3)
      .map((each) => `${nameOf(each)}: ${each.says}.`)
      .join(' '),
  }
}

/** `faults` says what is wrong with the page itself. */
export function summary(of: Overview, due: Due | null, faults: string | null): DatasetSummary {
  const judged = of.deliveries.filter((each) => each.state !== 'same' && each.state !== 'arrived')
  const last = judged.at(-1) ?? null
  const found = due?.late === true ? 'late' : stateOf(last)
  // what cannot be read is not checked, whatever the rest says
  const state = faults !== null && !NEEDS.some((each) => each === found) ? 'unchecked' : found
  return {
    dataset: of.name,
    title: of.title,
    owner: of.owner,
    labels: [...of.labels],
    state,
    since: state === 'late' ? (due?.due ?? null) : state === found ? sinceOf(judged) : null,
    says: faults === null ? saysOf(of, state) : state === found ? `${saysOf(of, state)}, ${faults}` : faults,
    last: last && {
      ...last,
      rows: of.last?.rows ?? null,
      setAside: of.last?.setAside ?? null,
      outcome: of.last?.outcome ?? null,
    },
    strip: [...of.deliveries],
    sentences: of.last?.counts ?? null,
    due,
    openAlarms: of.openAlarms,
    proposed: of.proposed,
  }
}

type Judged = Overview['deliveries'][number]

function stateOf(last: Judged | null): DatasetSummary['state'] {
  if (last === null) return 'idle'
  if (last.state === 'not-checked') return 'unchecked'
  if (last.state === 'held' || last.state === 'rejected')
    return last.broken > 0 || last.unchecked === 0 ? 'broken' : 'unchecked'
  if (last.warnings > 0 || last.state === 'set-aside') return 'warning'
  return last.unchecked > 0 ? 'unchecked' : 'holds'
}

/** The first of the deliveries in a row that are in the state of the newest. */
function sinceOf(judged: readonly Judged[]): string | null {
  const newest = judged.at(-1)
  if (!newest) return null
  const state = stateOf(newest)
  const before = judged.findLastIndex((each) => stateOf(each) !== state)
  return judged[before + 1]?.arrivedAt ?? newest.arrivedAt
}

function saysOf(of: Overview, state: DatasetSummary['state']): string {
  const { last } = of
  if (state === 'late') return 'has not arrived'
  if (last === null) return 'nothing was delivered yet'
  if (last.state === 'not-checked') return last.outcome ?? 'could not be checked'
  const { holds, broken, warnings, unchecked } = last.counts ?? { holds: 0, broken: 0, warnings: 0, unchecked: 0 }
  const parts = [
    ...(broken > 0 ? [`${counted(broken)} broken`] : []),
    ...(unchecked > 0 ? [`${counted(unchecked)} not checked`] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : `${counted(holds)} ${holds === 1 ? 'holds' : 'hold'}`
}
