import type { Value } from '../../check.ts'
import { or, sql, type Sql } from '../../sql/sql.ts'
import { always, type Compiler } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'
import * as proposals from '../proposals/presence.ts'

const MISSING = 'NULL, NaN, blank text, an empty list, or listed as missing'
const NOT_MISSING = 'not NULL, NaN, blank text, an empty list, or listed as missing'

const isRow = (of: readonly Value[]): boolean => of[0]?.kind === 'row'

/** A value is there; of a whole row, one of its values is. */
const there = (of: readonly Value[], c: Compiler): Sql =>
  isRow(of)
    ? or(c.columns.map((each) => sql`${c.column(each.name).sql} IS NOT NULL`))
    : sql`${c.value(subject(of)).sql} IS NOT NULL`

export const present = condition({
  about: 'has a value: not NULL, NaN, blank text, an empty list or a text listed under `missing`',
  propose: proposals.presence,
  subject: 'each',
  negatable: true,
  takesLists: true,
  countsMissing: true,
  phrases: [{ say: 'be present' }],
  also: [
    {
      say: 'be (filled|filled in|given|set|known|complete|provided|populated|available|mandatory|required|specified|recorded|there)',
    },
    { say: 'be (completely|entirely|fully|always) (filled|filled in|populated)' },
    { say: 'have [a] (value|values)' },
    { say: 'be (non-null|non-empty|nonempty|non-missing|non-blank|not-null)' },
    { say: 'always have a value' },
    { say: 'contain no (nulls|blanks)' },
    { say: 'have no (nulls|blanks)' },
    { say: 'have no (missing|empty|null|blank) values' },
    { say: 'contain no (missing|empty|null|blank) values' },
  ],
  examples: [
    [
      '`ean` must be present',
      'Every value of `ean` is present (not NULL, NaN, blank text, an empty list, or listed as missing)',
    ],
  ],
  reading: (_a, say, of) => (isRow(of) ? 'has a value in at least one column' : `is present${say.aside(NOT_MISSING)}`),
  denied: (_a, say, of) => (isRow(of) ? 'has no value in any column' : `is missing${say.aside(MISSING)}`),
  test: (of, _a, c) => always(there(of, c)),
})

export const missing = condition({
  about: 'has no value: NULL, NaN, blank text, an empty list or a text listed under `missing`',
  propose: proposals.absence,
  subject: 'each',
  negatable: true,
  takesLists: true,
  countsMissing: true,
  phrases: [{ say: 'be missing' }],
  also: [
    { say: 'be [left] (null|empty|blank|absent|unset|unknown)' },
    { say: 'be [only] (whitespace|blanks|spaces)' },
    { say: 'be (an empty|a blank) (text|string|list|array|field|cell|value)' },
    { say: '(have|contain) (nulls|blanks)' },
    { say: '(have|contain) [any] (missing|empty|null|blank) values' },
    { say: 'have no value' },
  ],
  examples: [
    [
      'where `sold` is false, `sold_at` must be missing',
      'In every row where `sold` is false, `sold_at` is missing (NULL, NaN, blank text, an empty list, or listed as missing); rows in which `sold` is missing are not in scope',
    ],
  ],
  reading: (_a, say, of) => (isRow(of) ? 'has no value in any column' : `is missing${say.aside(MISSING)}`),
  denied: (_a, say, of) => (isRow(of) ? 'has a value in at least one column' : `is present${say.aside(NOT_MISSING)}`),
  test: (of, _a, c) => always(isRow(of) ? sql`NOT (${there(of, c)})` : sql`${c.value(subject(of)).sql} IS NULL`),
})
