export { Failure } from './failure.ts'
export { check, explain, suggest } from './main.ts'
export {
  resultSchema,
  type Cell,
  type EvidenceResult,
  type PageResult,
  type Result,
  type VerdictResult,
} from './report/contract.ts'
export type { CheckOptions } from './run/check.ts'
export type { Explained, ExplainOptions } from './run/explain.ts'
export type { Suggestion, SuggestOptions } from './suggest/suggest.ts'
