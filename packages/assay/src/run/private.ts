import { createHash, randomBytes } from 'node:crypto'
import { sql, text, type Sql } from '@assay/core'

/** Private values are shown as a keyed hash: equal ones can be seen to be equal, and none can be guessed back. */
const key = randomBytes(16).toString('hex')

/** A private value in SQL: `#` and 12 hexadecimal digits; NULL stays NULL. */
export const hidden = (value: Sql): Sql =>
  sql`('#' || left(sha256(${text(key)} || CAST(${value} AS VARCHAR) || ${text(key)}), 12))`

export const hiddenText = (value: string): string =>
  `#${createHash('sha256').update(`${key}${value}${key}`).digest('hex').slice(0, 12)}`
