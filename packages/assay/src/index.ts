export { Failure } from './failure.ts'
export { check, explain } from './main.ts'
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
