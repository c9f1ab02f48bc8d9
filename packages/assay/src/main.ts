import { projectOf } from './config.ts'
import { readPageExpression } from './engines/page-expression.ts'
import { findFiles, readSource } from './reading/index.ts'
import type { Comparison } from './report/compare-contract.ts'
import type { Result } from './report/contract.ts'
import { checkWith, type CheckOptions } from './run/check.ts'
import type { CompareOptions } from './run/compare/compare.ts'
import { explainWith, type Explained, type ExplainOptions } from './run/explain.ts'
import type { Kept } from './run/kept.ts'
import type { Cured, CureOptions } from './run/mend/cure.ts'
import type { Parts } from './run/parts.ts'
import type { ServeOptions } from './server/serve.ts'
import type { Tokens } from './server/token-store.ts'
import type { AdoptOptions } from './suggest/adopt/adopt.ts'
import type { Adoption, Profile, Suggestions } from './suggest/contract.ts'
import type { DismissOptions } from './suggest/dismissed.ts'
import type { ProfileOptions } from './suggest/profile.ts'
import type { Suggestion, SuggestOptions } from './suggest/suggest.ts'
import type { WatchOnce } from './run/watch.ts'
import type { WatchOptions } from './run/watch-with.ts'

/** The only place where concrete parts are joined. */
const parts: Parts = {
  // loaded when an engine is opened: `assay format` and a page that cannot be read need none
  openEngine: async (limits) => (await import('./engines/duckdb.ts')).openDuckdb(limits),
  readSource,
  findFiles,
  readPageExpression,
  history: () => import('./history/index.ts'),
  deliveries: () => import('./deliveries/index.ts'),
  alarms: () => import('./alarms/index.ts'),
}

/** Checks pages on their data: the same as the command `assay check --format json`. */
export const check = (options: CheckOptions): Promise<Result> => checkWith(parts, options)

/** Every stage from the page to its verdicts: the same as the command `assay explain`. */
export const explain = (options: ExplainOptions): Promise<Explained> => explainWith(parts, options)

/** Finds, judges and keeps new deliveries: the same as the command `assay watch`; null when it was told to stop. */
export const watch = async (options: WatchOptions): Promise<WatchOnce | null> =>
  (await import('./run/watch-with.ts')).watchWith(parts, options)

/** What is done with deliveries that are kept; each of them is a command of its own. */
export const kept = async (): Promise<Kept> => (await import('./run/kept.ts')).keptWith(parts)

/** How two deliveries differ: the same as the command `assay compare --format json`. */
export const compare = async (options: CompareOptions): Promise<Comparison> =>
  (await import('./run/compare/compare.ts')).compareWith(parts, options)

/** Watcher, clock, alarms and HTTP API in one process: the same as the command `assay serve`. */
export async function serve({ folder = '.', ...options }: ServeOptions & { readonly folder?: string }): Promise<void> {
  return (await import('./server/serve.ts')).serve(parts, await projectOf(folder), options)
}

/** Tokens to sign in to the server with: the same as the command `assay token`. */
export const tokens: Tokens = {
  add: async (of) => (await tokenStore()).add(of),
  list: async (of) => (await tokenStore()).list(of),
  revoke: async (id, of) => (await tokenStore()).revoke(id, of),
}
const tokenStore = async (): Promise<Tokens> => (await import('./server/token-store.ts')).tokensWith(parts)

/** Looks at a source and writes the page that it could have: the same as the command `assay suggest`. */
export const suggest = async (options: SuggestOptions): Promise<Suggestion> =>
  (await import('./suggest/suggest.ts')).suggestWith(parts, options)

/** The same as JSON, ranked; with `column`, what speaks of that one: the same as `assay suggest --format json`. */
export const suggestions = async (options: SuggestOptions): Promise<Suggestions> =>
  (await import('./suggest/suggestions.ts')).suggestionsWith(parts, options)

/** A suggestion as JSON. */
export const suggestionsIn = async (found: Suggestion, source: string, seconds: number): Promise<Suggestions> =>
  (await import('./suggest/suggestions.ts')).suggestionsOf(found, source, seconds)

/** What a source is like, or one column of it: the same as the command `assay profile --format json`. */
export const profile = async (options: ProfileOptions): Promise<Profile> =>
  (await import('./suggest/profile.ts')).profileWith(parts, options)

/** A page that fails today, with tolerances that hold the line: the same as `assay suggest --adopt`. Nothing is written. */
export const adopt = async (options: AdoptOptions): Promise<Adoption> =>
  (await import('./suggest/adopt/adopt.ts')).adoptWith(parts, options)

/** Remembers beside the pages of a folder what is not to be suggested again. */
export const dismissSuggestions = async (
  options: DismissOptions,
): Promise<{ readonly file: string; readonly added: number }> =>
  (await import('./suggest/dismissed.ts')).dismissWith(parts, options)

/** The page as it would have to be for what its newest delivery changed: the same as the command `assay mend`. */
export const cure = async (options: CureOptions): Promise<Cured> =>
  (await import('./run/mend/cure.ts')).cureWith(parts, options)

/** The text of a page with a patch of `mends`; null where the lines that it changes are no longer as they were. */
export const applyMend = async (text: string, patch: string): Promise<string | null> =>
  (await import('./run/mend/apply.ts')).applyMend(text, patch)
