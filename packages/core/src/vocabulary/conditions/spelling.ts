import { and, join, number, sql, type Sql } from '../../sql/sql.ts'
import type { Value } from '../../check.ts'
import { strict, Unchecked, type Compiler } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'
import { spelling } from '../proposals/texts.ts'

/** When a value is taken for another one that is not spelt rightly: the rule of `be spelt consistently`. */
export const misspelling = {
  /** The other one occurs at least so many times as often. */
  ratio: 5,
  /** By how many letters a text may differ from one of that length. */
  letters: (length: number): number => STEPS.findLast(([from]) => length >= from)?.[1] ?? 0,
  /** A text without capital letters and all that is no letter and no digit: texts that are the same so differ in spelling only. */
  plain: (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
  /** What two texts must have in common: their beginnings or their ends. */
  ends: (text: string): readonly string[] => [`^${text.slice(0, END)}`, `${text.slice(-END)}$`],
} as const

const STEPS: readonly (readonly [from: number, letters: number])[] = [
  [4, 1],
  [8, 2],
  [16, 3],
]
const END = 2

export const spelt = condition({
  about:
    'is no rare misspelling: no value that another one, at least five times as frequent, differs from in one letter only (two from 8 letters on, three from 16) and not in its digits, or only in capital letters, blanks and punctuation',
  propose: spelling,
  subject: 'each',
  negatable: 'say how the values must be spelt: "be one of …"',
  phrases: [{ say: 'be spelt consistently' }],
  also: [
    { say: 'be (spelled|written) consistently' },
    { say: 'be consistently (spelt|spelled|written)' },
    { say: 'have no (misspellings|typos|spelling mistakes)' },
    { say: 'be without (misspellings|typos|spelling mistakes)' },
    { say: 'not be misspelt' },
    { say: 'not be misspelled' },
  ],
  examples: [
    [
      '`city` must be spelt consistently',
      'Every present value of `city` is no rare misspelling: no other value, at least 5 times as frequent, is the same but for one letter (two from 8 letters on, three from 16), with the same digits and the same first or last two characters, or but for capital letters, blanks and punctuation; missing values are not counted',
    ],
  ],
  reading: () =>
    'is no rare misspelling: no other value, at least 5 times as frequent, is the same but for one letter (two from 8 letters on, three from 16), with the same digits and the same first or last two characters, or but for capital letters, blanks and punctuation',
  test: (of, _a, c) => {
    if (subject(of).kind === 'entry')
      throw new Unchecked('not-a-list', 'how values are spelt is compared between rows, not between entries of lists')
    const x = c.as(c.value(subject(of)), 'text')
    return strict(
      [x],
      c.let(sql`CASE WHEN ${x.sql} IS NOT NULL THEN ${x.sql} NOT IN (${misspelt(subject(of), c.apart())}) END`),
    )
  },
})

/** The misspelt values among the rows in scope; of all of them together, also where the sentence is about groups. */
function misspelt(of: Value, c: Compiler): Sql {
  const x = c.as(c.value(of), 'text').sql
  const counted = sql`SELECT ${x} AS v, count(*) AS n FROM ${c.from} WHERE ${and([c.scope, sql`${x} IS NOT NULL`])} GROUP BY 1`
  const end = number(END)
  const ends = (from: Sql, where: Sql) =>
    join(
      [
        sql`SELECT v, n, 'a' || left(v, ${end}) AS e FROM ${from} WHERE ${where}`,
        sql`SELECT v, n, 'z' || right(v, ${end}) AS e FROM ${from} WHERE ${where}`,
      ],
      sql` UNION ALL `,
    )
  const ratio = number(misspelling.ratio)
  const digits = (v: Sql) => c.d.replaceAll(v, '[^0-9]', '')
  const near = and([
    sql`f.e = w.e`,
    sql`f.n >= ${ratio} * w.n`,
    sql`f.v <> w.v`,
    sql`abs(length(f.v) - length(w.v)) <= ${letters(sql`f.v`)}`,
    sql`${digits(sql`f.v`)} = ${digits(sql`w.v`)}`,
    sql`${c.d.editDistance(sql`f.v`, sql`w.v`)} <= ${letters(sql`f.v`)}`,
  ])
  const plain = (v: Sql) => c.d.replaceAll(sql`lower(${v})`, '[^\\p{L}\\p{N}]', '')
  const same = sql`SELECT w.v FROM v AS w JOIN v AS f ON ${plain(sql`f.v`)} = ${plain(sql`w.v`)} AND f.n >= ${ratio} * w.n AND ${plain(sql`w.v`)} <> ''`
  return sql`WITH v AS MATERIALIZED (${counted}), f AS (${ends(sql`v`, sql`n >= ${ratio} AND length(v) >= 4`)}), w AS (${ends(sql`v`, sql`n <= (SELECT max(n) FROM v) / ${ratio} AND length(v) >= 3`)}) SELECT w.v FROM w JOIN f ON ${near} UNION ALL ${same}`
}

const letters = (of: Sql): Sql =>
  sql`CASE ${join(
    [...STEPS].reverse().map(([from, n]) => sql`WHEN length(${of}) >= ${number(from)} THEN ${number(n)}`),
    sql` `,
  )} ELSE 0 END`
