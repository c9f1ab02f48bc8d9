import { withSentence } from '@assay/core'
import { readPageText } from '../run/page-text.ts'
import { readForPage, trySentence } from '../run/try-sentence.ts'
import { readingOf } from '../run/reading-of.ts'
import { Failure } from '../failure.ts'
import type { DatasetRecord, ProposalRecord } from '../record.ts'
import type { VerdictResult } from '../report/contract.ts'
import type { App } from './app.ts'
import {
  acceptedProposalSchema,
  conflictSchema,
  datasetParams,
  declinedProposalSchema,
  proposalDecisionSchema,
  proposalParams,
  proposalSchema,
  proposalsQuery,
  proposalsSchema,
  proposeSchema,
  type ProposalResponse,
} from './contract.ts'
import { datasetOf } from './datasets.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Services } from './services.ts'
import { personAsking } from './session.ts'
import { asking, saved409 } from './text.ts'
import { maySeePrivate } from './trying.ts'

const MOST_SHOWN = 200
/** Beyond so many that wait nobody decides any more. */
const MOST_OPEN = 200
/** Proposals a minute from one address. */
const PROPOSALS = 30

/** Sentences that somebody would like to see on a page, and an editor's yes or no. */
export function addProposals(app: App, services: Services): void {
  const { store, history } = services
  app.get(
    '/api/datasets/:dataset/proposals',
    {
      schema: {
        summary: 'Proposed sentences with their verdicts',
        params: datasetParams,
        querystring: proposalsQuery,
        response: { 200: proposalsSchema },
      },
      config: { role: 'viewer' },
    },
    async (request) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const all = request.query.state === 'all'
      const found = await store.proposalsOf(history.db, { datasetId: dataset.id, all, limit: MOST_SHOWN })
      const mayPrivate = maySeePrivate(request)
      const proposals: ProposalResponse[] = []
      for (const each of found) proposals.push(await shown(services, dataset, each, mayPrivate))
      return { proposals }
    },
  )
  app.post(
    '/api/datasets/:dataset/proposals',
    {
      schema: {
        summary: 'Propose a sentence',
        params: datasetParams,
        body: proposeSchema,
        response: { 201: proposalSchema },
      },
      config: { role: 'viewer', rateLimit: { max: PROPOSALS, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const made = await proposed(services, dataset, request.body, personAsking(request).name)
      return reply.code(201).send(await shown(services, dataset, made, maySeePrivate(request)))
    },
  )
  addDecisions(app, services)
}

async function proposed(
  { store, history, clock, events }: Services,
  dataset: DatasetRecord,
  { sentence, after, why }: { readonly sentence: string; readonly after: number | null; readonly why: string | null },
  by: string,
): Promise<ProposalRecord> {
  const { page, read, diagnostics } = await readForPage({ dataset, sentence, private: true })
  if (!read) throw new Refusal(422, 'no-sentence', diagnostics[0]?.message ?? 'This is no sentence.')
  const { canonical } = read
  if (page.sentences.some((each) => each.canonical === canonical))
    throw new Refusal(409, 'said-already', 'The page says so already.')
  const made = await history.write(async (tx) => {
    const open = await store.proposalsOf(tx, { datasetId: dataset.id, all: false, limit: MOST_OPEN })
    if (open.some((each) => each.canonical === canonical))
      throw new Refusal(409, 'proposed-already', 'This was proposed already, and waits for an editor.')
    if (open.length >= MOST_OPEN)
      throw new Refusal(409, 'too-many', 'Too many proposals wait for an editor of this page.')
    return store.putProposal(tx, {
      datasetId: dataset.id,
      sentence,
      canonical,
      after,
      why,
      by,
      at: clock().toISOString(),
    })
  })
  events.emit('change', { kind: 'proposals', dataset: dataset.name })
  return made
}

/** With what it comes to on the newest delivery, as long as it waits. */
async function shown(
  services: Services,
  dataset: DatasetRecord,
  of: ProposalRecord,
  mayPrivate: boolean,
): Promise<ProposalResponse> {
  const asked = { dataset, sentence: of.sentence, sample: false, private: mayPrivate }
  const { read } = await readForPage(asked)
  const verdict = of.state === 'open' ? await verdictOf(services, asked) : null
  return {
    ...of,
    reading: read ? readingOf(read.check, null) : '',
    verdict: verdict && {
      status: verdict.status,
      severity: verdict.severity,
      value: verdict.value,
      shown: verdict.shown,
      bound: verdict.bound,
      reason: verdict.reason,
      counted: verdict.counted,
      failing: verdict.failing,
    },
  }
}

/** Null when it cannot be measured now: a proposal can be read all the same. */
async function verdictOf(services: Services, asked: Parameters<typeof trySentence>[2]): Promise<VerdictResult | null> {
  try {
    return (await trySentence(services, services.open, asked)).verdict
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

function addDecisions(app: App, services: Services): void {
  const { store, history, clock, events } = services
  const decided = async (id: number, state: 'accepted' | 'declined', by: string, reason: string) => {
    const at = clock().toISOString()
    const done = await history.write((tx) => store.decideProposal(tx, id, { state, by, at, reason }))
    if (!done) throw new Refusal(409, 'decided', 'Somebody has decided about this proposal already.')
    return done
  }
  app.post(
    '/api/datasets/:dataset/proposals/:id/accept',
    {
      schema: {
        summary: 'Write a proposed sentence onto the page',
        params: proposalParams,
        body: proposalDecisionSchema,
        response: { 200: acceptedProposalSchema, 409: conflictSchema },
      },
      config: { role: 'editor' },
    },
    async (request, reply) => {
      const { dataset, proposal } = await waiting(services, request.params)
      const now = await readPageText(services, dataset)
      const text = withSentence(now.text, dataset.page, proposal)
      if (text === null)
        throw new Refusal(422, 'no-place', 'This is no sentence on the page as it is now.', 'Write it there yourself.')
      const done = await decided(proposal.id, 'accepted', personAsking(request).name, request.body.reason)
      const saving = saved409(services, {
        ...asking(request),
        dataset,
        text,
        basedOn: now.version,
        message: `${proposal.sentence} (proposed by ${proposal.by})`,
      })
      const undo = () => history.write((tx) => store.reopenProposal(tx, proposal.id))
      const saved = await saving.catch(async (error: unknown) => {
        await undo()
        throw error
      })
      if ('code' in saved) {
        await undo()
        return reply.code(409).send(saved)
      }
      events.emit('change', { kind: 'proposals', dataset: dataset.name })
      return { proposal: await shown(services, dataset, done, true), saved }
    },
  )
  app.post(
    '/api/datasets/:dataset/proposals/:id/decline',
    {
      schema: {
        summary: 'Say no to a proposed sentence',
        params: proposalParams,
        body: proposalDecisionSchema,
        response: { 200: declinedProposalSchema },
      },
      config: { role: 'editor' },
    },
    async (request) => {
      const { dataset, proposal } = await waiting(services, request.params)
      const done = await decided(proposal.id, 'declined', personAsking(request).name, request.body.reason)
      events.emit('change', { kind: 'proposals', dataset: dataset.name })
      return { proposal: await shown(services, dataset, done, true) }
    },
  )
}

async function waiting(
  services: Services,
  { dataset: name, id }: { readonly dataset: string; readonly id: number },
): Promise<{ readonly dataset: DatasetRecord; readonly proposal: ProposalRecord }> {
  const dataset = await datasetOf(services, name)
  const proposal = await services.store.proposalById(services.history.db, dataset.id, id)
  if (!proposal) throw notFound(`proposal ${String(id)} for ${name}`)
  return { dataset, proposal }
}
