import type { PageVersionRecord } from '../record.ts'
import { hashOf, packed, unpacked } from './packed.ts'
import type { Db, Tx } from './tables.ts'

/** Keeps the text of a page when it is another than the newest kept; gives the id of its version. */
export async function putPage(
  tx: Tx,
  of: { readonly datasetId: number; readonly text: string; readonly at: string; readonly by: string },
): Promise<number> {
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
    .values({ dataset_id: of.datasetId, hash, text: packed(of.text), at: of.at, by: of.by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Versions of a dataset's page, newest first. */
export async function pageVersions(db: Db, datasetId: number): Promise<readonly PageVersionRecord[]> {
  return db
    .selectFrom('page_version as p')
    .innerJoin('dataset as s', 's.id', 'p.dataset_id')
    .select(['p.id', 's.name as dataset', 'p.at', 'p.by'])
    .where('p.dataset_id', '=', datasetId)
    .orderBy('p.id', 'desc')
    .execute()
}

export async function pageText(db: Db, version: number): Promise<string | null> {
  const row = await db.selectFrom('page_version').select('text').where('id', '=', version).executeTakeFirst()
  return row ? unpacked(row.text) : null
}
