import type { DatasetRecord } from '../record.ts'
import type { Db, Tx } from './tables.ts'

const COLUMNS = ['id', 'name', 'page', 'title', 'owner', 'source', 'first_seen_at as firstSeen'] as const

/** What a page says of its dataset; known ones are brought up to date. */
export async function putDataset(
  tx: Tx,
  of: Omit<DatasetRecord, 'id' | 'firstSeen'>,
  at: string,
): Promise<DatasetRecord> {
  const { name, page, title, owner, source } = of
  return tx
    .insertInto('dataset')
    .values({ name, page, title, owner, source, first_seen_at: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ page, title, owner, source }))
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

export async function datasetNamed(db: Db, name: string): Promise<DatasetRecord | null> {
  return (await db.selectFrom('dataset').select(COLUMNS).where('name', '=', name).executeTakeFirst()) ?? null
}

export function allDatasets(db: Db): Promise<readonly DatasetRecord[]> {
  return db.selectFrom('dataset').select(COLUMNS).orderBy('name').execute()
}
