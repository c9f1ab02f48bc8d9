import type { Selectable } from 'kysely'
import type { DatasetRecord } from '../record.ts'
import type { Db, Tables, Tx } from './tables.ts'

const record = (row: Selectable<Tables['dataset']>): DatasetRecord => ({
  id: row.id,
  name: row.name,
  page: row.page,
  title: row.title,
  owner: row.owner,
  source: row.source,
  labels: JSON.parse(row.labels) as readonly string[],
  alarms: JSON.parse(row.alarms) as readonly string[],
  firstSeen: row.first_seen_at,
})

/** What a page says of its dataset; known ones are brought up to date. */
export async function putDataset(
  tx: Tx,
  of: Omit<DatasetRecord, 'id' | 'firstSeen'>,
  at: string,
): Promise<DatasetRecord> {
  const { name, page, title, owner, source } = of
  const said = { page, title, owner, source, labels: JSON.stringify(of.labels), alarms: JSON.stringify(of.alarms) }
  return record(
    await tx
      .insertInto('dataset')
      .values({ name, ...said, first_seen_at: at })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(said))
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

export async function datasetNamed(db: Db, name: string): Promise<DatasetRecord | null> {
  const row = await db.selectFrom('dataset').selectAll().where('name', '=', name).executeTakeFirst()
  return row ? record(row) : null
}

export async function allDatasets(db: Db): Promise<readonly DatasetRecord[]> {
  return (await db.selectFrom('dataset').selectAll().orderBy('name').execute()).map(record)
}
