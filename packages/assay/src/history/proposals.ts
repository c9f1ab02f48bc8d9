import type { Selectable } from 'kysely'
import type { ProposalRecord } from '../record.ts'
import type { Db, Tables, Tx } from './tables.ts'

const record = (row: Selectable<Tables['proposal']>): ProposalRecord => ({
  id: row.id,
  sentence: row.sentence,
  canonical: row.canonical,
  after: row.after,
  why: row.why,
  by: row.by,
  at: row.at,
  state: row.state,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  reason: row.reason,
})

/** Keeps a sentence that somebody would like to see on a page; gives its id. */
export async function putProposal(
  tx: Tx,
  of: Pick<ProposalRecord, 'sentence' | 'canonical' | 'after' | 'why' | 'by' | 'at'> & { readonly datasetId: number },
): Promise<ProposalRecord> {
  const { datasetId, ...said } = of
  return record(
    await tx
      .insertInto('proposal')
      .values({ dataset_id: datasetId, ...said, state: 'open' })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

/** Proposals for a page, newest first; only those that wait, or all. */
export async function proposalsOf(
  db: Db,
  of: { readonly datasetId: number; readonly all: boolean; readonly limit: number },
): Promise<readonly ProposalRecord[]> {
  const rows = await db
    .selectFrom('proposal')
    .selectAll()
    .where('dataset_id', '=', of.datasetId)
    .$if(!of.all, (query) => query.where('state', '=', 'open'))
    .orderBy('id', 'desc')
    .limit(of.limit)
    .execute()
  return rows.map(record)
}

export async function proposalById(db: Db, datasetId: number, id: number): Promise<ProposalRecord | null> {
  const row = await db
    .selectFrom('proposal')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? record(row) : null
}

/** An editor's yes or no; null when it does not wait any more. */
export async function decideProposal(
  tx: Tx,
  id: number,
  of: { readonly state: 'accepted' | 'declined'; readonly by: string; readonly at: string; readonly reason: string },
): Promise<ProposalRecord | null> {
  const row = await tx
    .updateTable('proposal')
    .set({ state: of.state, decided_by: of.by, decided_at: of.at, reason: of.reason === '' ? null : of.reason })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst()
  return row ? record(row) : null
}

/** Its decision could not be carried out: it waits again. */
export async function reopenProposal(tx: Tx, id: number): Promise<void> {
  await tx
    .updateTable('proposal')
    .set({ state: 'open', decided_by: null, decided_at: null, reason: null })
    .where('id', '=', id)
    .execute()
}
