import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role } from '../record.ts'

/** Tokens of the API: 256 random bits that are shown once and kept only as a hash. */

const PREFIX = 'assay_'

export const newToken = (): string => `${PREFIX}${randomBytes(32).toString('base64url')}`

/** SHA-256 is enough here, unlike for passwords: what has 256 random bits cannot be guessed by trying. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The record that a token belongs to. Every hash is compared, each in constant time, so that time says nothing. */
export function matching<T extends { readonly hash: string }>(token: string, known: readonly T[]): T | null {
  const given = Buffer.from(tokenHash(token), 'hex')
  let found: T | null = null
  for (const each of known) if (timingSafeEqual(given, Buffer.from(each.hash, 'hex'))) found = each
  return found
}

const RANK: { readonly [role in Role]: number } = { viewer: 0, editor: 1, admin: 2 }
/** Whether a role may do what asks for another. */
export const mayAct = (role: Role, needed: Role): boolean => RANK[role] >= RANK[needed]
