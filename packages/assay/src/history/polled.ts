import { hashOf } from './packed.ts'
import type { Db, Tx } from './tables.ts'

export interface Polled {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** What a server said of the content that was last fetched from a URL. The URL itself may have secrets, and is not kept. */
export async function polled(db: Db, url: string): Promise<Polled | null> {
  const row = await db
    .selectFrom('polled')
    .select(['etag', 'last_modified'])
    .where('url', '=', hashOf(url))
    .executeTakeFirst()
  return row ? { etag: row.etag, lastModified: row.last_modified } : null
}

export async function putPolled(tx: Tx, url: string, of: Polled, at: string): Promise<void> {
  const row = { etag: of.etag, last_modified: of.lastModified, polled_at: at }
  await tx
    .insertInto('polled')
    .values({ url: hashOf(url), ...row })
    .onConflict((conflict) => conflict.column('url').doUpdateSet(row))
    .execute()
}
