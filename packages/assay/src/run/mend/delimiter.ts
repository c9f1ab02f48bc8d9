import type { Page } from '@assay/core'
import type { Cause } from './cause.ts'
import { SUPPORT } from './diagnose.ts'

const DELIMITERS: readonly (readonly [sign: string, called: string])[] = [
  [',', 'a comma'],
  [';', 'a semicolon'],
  ['\t', 'a tab'],
  ['|', 'a bar'],
]

/** The page says what stands between cells, and now something else does: all columns have become one, whose name says which. */
export function delimiterCause(page: Page, gone: readonly string[], fresh: readonly string[]): Cause | null {
  const [only, ...more] = fresh
  if (page.delimiter === null || only === undefined || more.length > 0 || gone.length < 2) return null
  for (const [sign, called] of DELIMITERS) {
    const names = only.split(sign).map((each) => each.trim().replace(/^"(.*)"$/, '$1'))
    const passed = gone.filter((each) => names.includes(each)).length
    if (sign === page.delimiter || passed < SUPPORT * gone.length) continue
    return {
      code: 'delimiter',
      columns: [...gone, only],
      changed: [],
      reset: { delimiter: sign },
      says: `${called} now stands between the cells; the page says ${JSON.stringify(page.delimiter)}`,
      support: { what: 'earlier columns are in the first line, split there', passed, counted: gone.length },
      shown: { old: gone.slice(0, 5), new: [only] },
      not: null,
    }
  }
  return null
}
