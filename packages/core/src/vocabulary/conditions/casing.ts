import { join, sql } from '../../sql/sql.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

export const writtenOneWay = condition({
  about:
    'texts that differ only in capital letters are written in one way; the rows that disagree with the majority fail, in a tie all of them',
  subject: 'each',
  negatable: 'say which way is wrong, as in "`x` must not be in capital letters"',
  phrases: [{ say: 'be written in one way ignoring case' }],
  also: [
    {
      say: 'have (consistent casing|a consistent casing|consistent case|consistent capitalisation|consistent capitalization)',
    },
    { say: 'be (consistently cased|cased consistently|consistently capitalised|consistently capitalized)' },
  ],
  examples: [
    [
      '`city` must be written in one way ignoring case',
      'Every present value of `city` is written with the same capital letters wherever it occurs; the rows that disagree with the majority fail, in a tie all of them; missing values are not counted',
    ],
  ],
  reading: () =>
    'is written with the same capital letters wherever it occurs; the rows that disagree with the majority fail, in a tie all of them',
  test: (of, _a, c) => {
    const x = c.as(c.value(subject(of)), 'text').sql
    const alike = join([sql`lower(${x})`, ...c.groups, sql`coalesce(${c.scope}, false)`], sql`, `)
    const same = c.let(sql`count(*) OVER (PARTITION BY ${alike}, ${x})`)
    const most = c.let(sql`max(${same}) OVER (PARTITION BY ${alike})`)
    const leading = c.let(sql`count(CASE WHEN ${same} = ${most} THEN 1 END) OVER (PARTITION BY ${alike})`)
    const holds = sql`CASE WHEN ${x} IS NOT NULL THEN ${same} = ${most} AND ${leading} = ${most} END`
    return { yes: holds, no: sql`NOT (${holds})` }
  },
})
