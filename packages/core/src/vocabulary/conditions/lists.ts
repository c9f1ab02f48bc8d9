import { sql } from '../../sql/sql.ts'
import { strict } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

/** Claims about a list as a whole. */

export const distinctEntries = condition({
  about: 'no entry of the list stands in it twice',
  subject: 'each',
  negatable: true,
  takesLists: true,
  phrases: [{ say: 'have no entry twice' }],
  also: [
    { say: '(have|contain) no (duplicate|repeated) (entries|elements|items)' },
    { say: '(have|contain) (only unique|unique|distinct) (entries|elements|items)' },
    { say: 'be without duplicate (entries|elements|items)' },
  ],
  examples: [
    [
      '`tags` must have no entry twice',
      'Every present value of `tags` has no entry twice; missing values are not counted',
    ],
  ],
  reading: () => 'has no entry twice',
  denied: () => 'has an entry twice',
  test: (of, _a, c) => {
    const x = c.value(subject(of))
    return strict([x], sql`len(list_distinct(${x.sql})) = len(list_filter(${x.sql}, lambda e: e IS NOT NULL))`)
  },
})
