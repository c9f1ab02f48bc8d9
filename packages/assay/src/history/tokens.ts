import type { Role, TokenRecord } from '../record.ts'
import type { Db, Tx } from './tables.ts'

const COLUMNS = [
  'id',
  'name',
  'role',
  'created_at as createdAt',
  'created_by as createdBy',
  'last_used_at as lastUsedAt',
  'revoked_at as revokedAt',
  'revoked_by as revokedBy',
] as const

/** Keeps the hash of a token; the token itself is nowhere. */
export async function putToken(
  tx: Tx,
  of: {
    readonly name: string
    readonly role: Role
    readonly hash: string
    readonly createdAt: string
    readonly createdBy: string
  },
): Promise<TokenRecord> {
  return tx
    .insertInto('token')
    .values({ name: of.name, role: of.role, hash: of.hash, created_at: of.createdAt, created_by: of.createdBy })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow()
}

export function allTokens(db: Db): Promise<readonly TokenRecord[]> {
  return db.selectFrom('token').select(COLUMNS).orderBy('id').execute()
}

/** Tokens that may still be used, with their hashes, for a comparison in constant time. */
export function tokenHashes(db: Db): Promise<readonly (TokenRecord & { readonly hash: string })[]> {
  return db
    .selectFrom('token')
    .select([...COLUMNS, 'hash'])
    .where('revoked_at', 'is', null)
    .execute()
}

export async function tokenUsed(tx: Tx, id: number, at: string): Promise<void> {
  await tx.updateTable('token').set({ last_used_at: at }).where('id', '=', id).execute()
}

/** False when there is no such token that was not revoked before. */
export async function revokeToken(
  tx: Tx,
  id: number,
  { at, by }: { readonly at: string; readonly by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('token')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
