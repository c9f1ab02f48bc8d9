export { Failure } from './failure.ts'
export { adopt, check, compare, explain, kept, profile, suggest, suggestions, watch } from './main.ts'
export type { DeliveryRecord, DeliveryState } from './record.ts'
export {
  comparisonSchema,
  type ComparedColumn,
  type ComparedSide,
  type ComparedWhere,
  type Comparison,
} from './report/compare-contract.ts'
export {
  resultSchema,
  type Cell,
  type EvidenceResult,
  type MendResult,
  type PageResult,
  type Result,
  type VerdictResult,
} from './report/contract.ts'
export type { CheckOptions } from './run/check.ts'
export type { CompareKept, CompareOptions, CompareSources } from './run/compare/compare.ts'
export type { Explained, ExplainOptions } from './run/explain.ts'
export type { Kept, KeptOptions } from './run/kept.ts'
export type { Cured, CureOptions } from './run/mend/cure.ts'
export type { WatchOnce } from './run/watch.ts'
export type { WatchOptions } from './run/watch-with.ts'
export type { WatchEvent } from './run/watching.ts'
export type { Suggestion, SuggestOptions } from './suggest/suggest.ts'
export type { AdoptOptions } from './suggest/adopt/adopt.ts'
export {
  adoptionSchema,
  profileSchema,
  suggestionsSchema,
  type Adoption,
  type ColumnFacts,
  type Profile,
  type Suggestions,
  type TableFacts,
} from './suggest/contract.ts'
export type { ProfileOptions } from './suggest/profile.ts'
