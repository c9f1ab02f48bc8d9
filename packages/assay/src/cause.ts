import { types } from 'node:util'

/*
 * What was thrown, in words. Not by `instanceof Error`: a test runner as jest gives modules an `Error` of their own, of which the
 * errors of Node are none. Nor by `isNativeError` alone: the errors of SQLite's library are none of these.
 */

const isError = (cause: unknown): cause is Error => types.isNativeError(cause) || cause instanceof Error

export const wordsOf = (cause: unknown): string => (isError(cause) ? cause.message : String(cause))

/** The code of an error of the system or of a library (`ENOENT`); an empty text when it has none. */
export const codeOf = (cause: unknown): string =>
  isError(cause) && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''

/** The words of what lies behind an error, as of a request that failed. */
export const innermostWords = (cause: unknown): string =>
  isError(cause) && isError(cause.cause) ? cause.cause.message : wordsOf(cause)
