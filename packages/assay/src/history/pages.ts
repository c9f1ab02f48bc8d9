import type { PageVersionRecord } from '../record.ts'
import { hashOf, packed, unpacked } from './packed.ts'
import type { Db, Tx } from './tables.ts'

export interface PutPage {
  readonly datasetId: number
  readonly text: string
  readonly at: string
  readonly by: string
  readonly message?: string | null
}

/** Keeps the text of a page when it is another than the newest kept; gives the id of its version. */
export async function putPage(tx: Tx, of: PutPage): Promise<number> {
  const hash = hashOf(of.text)
  const newest = await tx
    .selectFrom('page_version')
    .select(['id', 'hash'])
    .where('dataset_id', '=', of.datasetId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (newest?.hash === hash) return newest.id
  const { id } = await tx
    .insertInto('page_version')
    .values({
      dataset_id: of.datasetId,
      hash,
      text: packed(of.text),
      at: of.at,
      by: of.by,
      message: of.message ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const versions = (db: Db, datasetId: number) =>
  db
    .selectFrom('page_version as p')
    .innerJoin('dataset as s', 's.id', 'p.dataset_id')
    .select(['p.id', 's.name as dataset', 'p.at', 'p.by', 'p.message'])
    .where('p.dataset_id', '=', datasetId)

/** Versions of a dataset's page, newest first. */
export function pageVersions(db: Db, datasetId: number, limit: number): Promise<readonly PageVersionRecord[]> {
  return versions(db, datasetId).orderBy('p.id', 'desc').limit(limit).execute()
}

/** A version of a dataset's page with its text; null when it has no such version. */
export async function pageVersion(
  db: Db,
  datasetId: number,
  version: number,
): Promise<(PageVersionRecord & { readonly text: string }) | null> {
  const row = await versions(db, datasetId).select('p.text').where('p.id', '=', version).executeTakeFirst()
  return row ? { ...row, text: unpacked(row.text) } : null
}

/** The newest version of every dataset's page, by dataset. */
export async function newestPages(db: Db): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('page_version')
    .select(({ fn }) => ['dataset_id', fn.max('id').as('id')])
    .groupBy('dataset_id')
    .execute()
  return new Map(rows.map((each) => [each.dataset_id, each.id]))
}
