import type { Result } from './contract.ts'

/** The result as JSON, as the published schema describes it; it ends with a line break. */
export function renderJson(result: Result): string {
  return `${JSON.stringify(result, null, 2)}\n`
}
