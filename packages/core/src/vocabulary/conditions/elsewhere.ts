import { and, join, or, sql, type Sql } from '../../sql/sql.ts'
import type { Value } from '../../check.ts'
import { strict, Unchecked, type Compiler, type Dataset, type Expr, type Truth } from '../expression.ts'
import { dependencies, keys as rowKeys, lookUps } from '../proposals/across.ts'
import { condition, type Say, type Tally } from '../word.ts'
import type { Condition } from '../../check.ts'

/** Claims that look at other rows: found in another dataset, unique, determined; and words of the page. */

type Reference = { readonly dataset: string; readonly columns: readonly string[] }

interface Sought {
  readonly where?: Condition
  readonly ignoringCase?: boolean
}

/** The rows of another dataset in which values are looked for, as its own columns. */
function inDataset(of: readonly Value[], ref: Reference, c: Compiler): readonly [Dataset, readonly Value[]] {
  const other = c.dataset(ref.dataset)
  const columns = ref.columns.length > 0 ? ref.columns : other.key
  if (columns.length === 0)
    throw new Unchecked(
      'no-dataset',
      `the page of ${ref.dataset} has no \`key:\`; say in which column: "be found in \`id\` of \`${ref.dataset}\`"`,
    )
  if (of.length !== columns.length)
    throw new Unchecked(
      'incomparable',
      `${String(of.length)} columns cannot be looked for in ${String(columns.length)} of ${ref.dataset}`,
    )
  return [other, columns.map(columnNamed)]
}

function found(
  of: readonly Value[],
  [other, there]: readonly [Dataset, readonly Value[]],
  a: Sought,
  c: Compiler,
): Truth {
  const mineOf = of.map((each) => c.value(each))
  const pairs = mineOf.map((mine, i) => {
    const theirs = other.compiler.value(there[i] ?? { kind: 'row', args: {} })
    const kind = c.common([mine, theirs], false)
    return [c.as(mine, kind), other.compiler.as(theirs, kind)] as const
  })
  const lower = (x: Expr) => (a.ignoringCase === true && x.kind === 'text' ? sql`lower(${x.sql})` : x.sql)
  const theirs = pairs.map(([, their]) => lower(their))
  const chosen = a.where ? other.compiler.truth(a.where) : null
  c.restsOn(chosen?.readings ?? [], 'where')
  const only = chosen ? [chosen.yes] : []
  const known = and([...theirs.map((each) => sql`${each} IS NOT NULL`), ...only])
  const tuple = (parts: readonly Sql[]) => (parts.length === 1 && parts[0] ? parts[0] : sql`(${join(parts, sql`, `)})`)
  const mine = pairs.map(([my]) => lower(my))
  const present = and(mine.map((each) => sql`${each} IS NOT NULL`))
  const holds = c.let(
    sql`CASE WHEN ${present} THEN ${tuple(mine)} IN (SELECT ${tuple(theirs)} FROM ${other.relation} WHERE ${known}) END`,
  )
  return strict(
    pairs.map(([my]) => my),
    holds,
  )
}

export const foundIn = condition({
  about:
    'occurs in a column of another dataset (compared as numbers or dates if all values of both read so, else as texts)',
  propose: lookUps,
  subject: 'together',
  negatable: true,
  phrases: [
    { say: 'be found in {ref:reference}' },
    { say: 'be found in {ref:reference} ignoring case', with: { ignoringCase: true } },
    { say: 'be found in {ref:reference} where {where:condition}' },
  ],
  also: [
    {
      say: '(exist in|refer to|be in|be one of|be one of the|occur in|appear in|be contained in|reference|point to) {ref:reference}',
    },
    { say: 'be among {ref:reference}' },
    { say: 'have a match in {ref:reference}' },
    { say: '(exist|be found|be present|occur|appear) as {ref:reference}' },
    { say: '(exist in|refer to|be in|reference) {ref:reference} where {where:condition}' },
    { say: 'be (present|listed|available) in {ref:reference}' },
    { say: 'be a (valid|known|foreign key in|foreign key of|reference to) {ref:reference}' },
  ],
  examples: [],
  reading: (a, say, of) => `occurs among ${reference(a.ref, say)}${among(a, say, of)}`,
  denied: (a, say, of) => `does not occur among ${reference(a.ref, say)}${among(a, say, of)}`,
  test: (of, a, c) => found(of, inDataset(of, a.ref, c), a, c),
})

const columnNamed = (name: string): Value => ({ kind: 'column', args: { name } })
/** A dataset alone stands for its key. */
const reference = (ref: Reference, say: Say): string =>
  `the ${ref.columns.length > 1 ? 'combinations' : 'values'} of ${ref.columns.length > 0 ? say.list(ref.columns.map((each) => say.written(columnNamed(each)))) : 'the key'} in the dataset ${say.written(columnNamed(ref.dataset))}`
const among = (
  a: { readonly where?: Condition; readonly ignoringCase?: boolean },
  say: Say,
  of: readonly Value[],
): string =>
  `${a.where ? ` where ${say.condition(a.where)}` : ''}${a.ignoringCase ? ', capital letters aside' : ''}${say.compared(of)}`

export const foundInLast = condition({
  about:
    'occurs in the same column of the last accepted delivery, in any of its rows (compared as numbers or dates if all values of both read so, else as texts)',
  subject: 'together',
  negatable: true,
  phrases: [{ say: 'be found in the last delivery' }],
  also: [
    { say: 'be (present|contained) in the (last|previous) delivery' },
    { say: 'be found in the previous delivery' },
    { say: '(be|exist|occur|appear) in the (last|previous) delivery' },
  ],
  examples: [
    [
      '`id` must not be found in the last delivery',
      'Every present value of `id` does not occur in the last accepted delivery, compared as numbers or dates if all their present values read so, else as texts; missing values are not counted',
    ],
  ],
  reading: (_a, say, of) => `occurs in the last accepted delivery${say.compared(of)}`,
  denied: (_a, say, of) => `does not occur in the last accepted delivery${say.compared(of)}`,
  test: (of, _a, c) => {
    // a column that this delivery does not have is said before an earlier delivery is missed
    for (const each of of) c.value(each)
    return found(of, [c.last(), of], {}, c)
  },
})

/** The keys of a claim about several rows: NULL when a part is missing. Values that are equal numbers are equal. */
const keys = (of: readonly Value[], c: Compiler): readonly Expr[] =>
  of.flatMap((each) =>
    each.kind === 'row'
      ? c.columns
          .filter((col) => !col.sql.text.includes('__assay'))
          .map((col) => ({ sql: col.sql, kind: col.kind }) satisfies Expr)
      : [c.value(each)],
  )

/** Rows count when their whole key is present; for whole rows missing values are values like others. */
const counts = (of: readonly Value[], parts: readonly Expr[]): Sql =>
  of.some((each) => each.kind === 'row') ? sql`true` : and(parts.map((each) => sql`${each.sql} IS NOT NULL`))

export const unique = condition({
  about: 'occurs in one row only, exactly; rows with a missing part are not counted; all members of a duplicate fail',
  propose: rowKeys,
  subject: 'together',
  negatable: 'say how many different values there must be: "the number of different `x` must be …"',
  phrases: [{ say: 'be unique' }],
  also: [
    { say: 'be (distinct|unique in every row|unique across all rows|globally unique)' },
    { say: 'be [a|the] (unique key|unique identifier)' },
    { say: 'be used only once' },
    { say: '(occur|appear) (exactly|at most|just) once' },
    { say: '(occur|appear) once' },
    { say: 'identify (a row|the row|each row|every row)' },
    { say: 'occur only once' },
    { say: 'appear only once' },
    { say: 'have no duplicates' },
    { say: 'contain no duplicates' },
    { say: 'be without duplicates' },
    { say: 'have unique values' },
    { say: 'not repeat' },
  ],
  examples: [
    [
      '`id` must be unique',
      'Every present value of `id` occurs in one row only; all rows of a duplicate fail; missing values are not counted',
    ],
    [
      '`a` and `b` together must be unique',
      'Every combination of `a` and `b` occurs in one row only; all rows of a duplicate fail; rows in which a part is missing are not counted',
    ],
  ],
  reading: (_a, _say, of) =>
    of.some((each) => each.kind === 'row')
      ? 'differs from every other row; all rows of a duplicate fail, and missing values are values like others'
      : 'occurs in one row only; all rows of a duplicate fail',
  test: (of, _a, c) => {
    const parts = keys(of, c)
    const partition = join([...parts.map((each) => each.sql), ...c.groups, sql`coalesce(${c.scope}, false)`], sql`, `)
    const holds = c.let(sql`CASE WHEN ${counts(of, parts)} THEN count(*) OVER (PARTITION BY ${partition}) = 1 END`)
    return { yes: holds, no: sql`NOT ${holds}` }
  },
  tally: (of, _a, c) => {
    const parts = keys(of, c).map((each) => each.sql)
    const groups = c.groups.map((each, i) => sql`${each} AS ${c.groupName(i)}`)
    const names = c.groups.map((_, i) => c.groupName(i))
    const by = join([...c.groups, ...parts], sql`, `)
    const inner = sql`SELECT ${join([...groups, sql`count(*) AS n`], sql`, `)} FROM ${c.from} WHERE ${and([c.scope, counts(of, keys(of, c))])} GROUP BY ${by}`
    return {
      query: sql`SELECT ${join([...names, sql`coalesce(sum(n), 0) AS counted`, sql`coalesce(sum(CASE WHEN n = 1 THEN 1 END), 0) AS passed`], sql`, `)} FROM (${inner}) ${names.length > 0 ? sql`GROUP BY ${join(names, sql`, `)}` : sql``}`,
      ...(names.length === 0 ? { distinct: { keys: parts, where: and([c.scope, counts(of, keys(of, c))]) } } : {}),
    }
  },
})

/** Whether rows agree with the others of their group about one value that it should determine. */
interface Agreement {
  /** Both sides are present. */
  readonly counts: Sql
  /** The row has the value that is the only most frequent one of its group; false in a tie. */
  readonly agrees: Sql
  readonly tied: Sql
  /** It agrees with at least one other row. */
  readonly confirmed: Sql
}

function agreement(of: readonly Value[], on: Value, c: Compiler): Agreement {
  const left = keys(of, c).map((each) => each.sql)
  const right = keys([on], c).map((each) => each.sql)
  const counts = and([...left, ...right].map((each) => sql`${each} IS NOT NULL`))
  const group = join([...left, ...c.groups, sql`coalesce(${and([c.scope, counts])}, false)`], sql`, `)
  const agreeing = c.let(sql`count(*) OVER (PARTITION BY ${join([group, ...right], sql`, `)})`)
  const most = c.let(sql`max(${agreeing}) OVER (PARTITION BY ${group})`)
  // how many rows belong to a value that is as frequent as the most frequent one
  const leading = c.let(sql`count(CASE WHEN ${agreeing} = ${most} THEN 1 END) OVER (PARTITION BY ${group})`)
  return {
    counts,
    agrees: sql`(${agreeing} = ${most} AND ${leading} = ${most})`,
    tied: sql`${leading} > ${most}`,
    confirmed: sql`(${agreeing} = ${most} AND ${leading} = ${most} AND ${most} > 1)`,
  }
}

/** A row holds if it agrees about each value that is present; NULL when none is. */
function agreesAbout(of: readonly Value[], all: readonly Value[], c: Compiler): Sql {
  const each = all.map((on) => agreement(of, on, c))
  const agree = and(each.map(({ counts, agrees }) => sql`((${counts}) IS NOT TRUE OR ${agrees})`))
  return sql`CASE WHEN ${or(each.map(({ counts }) => sql`(${counts})`))} THEN ${agree} END`
}

/** Counts in a query of its own, so that windows do not burden the scan that other sentences share. */
function rowByRow(holds: Sql, c: Compiler): Tally {
  const names = c.groups.map((_, i) => c.groupName(i))
  const groups = c.groups.map((each, i) => sql`${each} AS ${c.groupName(i)}`)
  const inner = sql`SELECT ${join([...groups, sql`${holds} AS holds`], sql`, `)} FROM ${c.from} WHERE ${c.scope}`
  const by = names.length > 0 ? sql` GROUP BY ${join(names, sql`, `)}` : sql``
  return {
    query: sql`SELECT ${join([...names, sql`count(holds) AS counted`, sql`coalesce(count_if(holds), 0) AS passed`], sql`, `)} FROM (${inner})${by}`,
  }
}

export const determine = condition({
  about:
    "for each value of the one, only one of the other; the rows that disagree with their group's majority fail; in a tie all fail and no cell is blamed",
  propose: dependencies,
  subject: 'together',
  negatable: 'what one column determines is not a claim that can be denied',
  phrases: [{ say: 'determine {of:columns}' }],
  also: [
    { say: '(imply|identify|fix|define) {of:columns}' },
    { say: 'have (only one|one|a single|exactly one|always the same|the same|at most one) {of:columns}' },
    { say: '(belong|map|lead) to (only one|one|a single|exactly one|the same) {of:columns}' },
    { say: 'uniquely (determine|identify) {of:columns}' },
  ],
  examples: [
    [
      '`zip` must determine `city`',
      'Every present value of `zip` goes with only one `city`; the rows that disagree with the majority of their group fail, in a tie all of the group; rows in which `zip` or `city` is missing are not counted',
    ],
    [
      '`zip` must determine `city` and `state`',
      'Every present value of `zip` goes with only one `city` and only one `state`; the rows that disagree with the majority of their group fail, in a tie all of the group; where one of `city` and `state` is missing, only the rest is judged; missing values are not counted',
    ],
  ],
  reading: (a, say) =>
    [
      `goes with ${say.list(a.of.map((each) => `only one ${say.value(each)}`))}`,
      'the rows that disagree with the majority of their group fail, in a tie all of the group',
      ...(a.of.length > 1 ? [`where one of ${say.list(a.of.map(say.value))} is missing, only the rest is judged`] : []),
    ].join('; '),
  required: (a) => (a.of.length > 1 ? [] : a.of),
  suspicions: (of, a, c) =>
    a.of.map((each) => {
      const { counts, agrees, tied, confirmed } = agreement(of, each, c)
      return {
        of: [each, ...of],
        when: sql`${counts} AND NOT ${agrees} AND NOT ${tied}`,
        cleared: sql`${counts} AND ${confirmed}`,
      }
    }),
  test: (of, a, c) => {
    const holds = agreesAbout(of, a.of, c)
    return { yes: holds, no: sql`NOT (${holds})` }
  },
  tally: (of, a, c) => {
    const [on, ...others] = a.of
    if (!on || others.length > 0) return rowByRow(agreesAbout(of, a.of, c), c)
    const left = keys(of, c).map((each) => each.sql)
    const right = keys([on], c).map((each) => each.sql)
    const names = c.groups.map((_, i) => c.groupName(i))
    const groups = c.groups.map((each, i) => sql`${each} AS ${c.groupName(i)}`)
    const lefts = left.map((each, i) => sql`${each} AS ${c.keyName(i)}`)
    const leftNames = left.map((_, i) => c.keyName(i))
    const present = and([...left, ...right].map((each) => sql`${each} IS NOT NULL`))
    const pairs = sql`SELECT ${join([...groups, ...lefts, sql`count(*) AS n`], sql`, `)} FROM ${c.from} WHERE ${and([c.scope, present])} GROUP BY ${join([...c.groups, ...left, ...right], sql`, `)}`
    const lists = sql`SELECT ${join([...names, ...leftNames, sql`sum(n) AS total`, sql`max(n) AS most`, sql`list(n) AS ns`], sql`, `)} FROM (${pairs}) GROUP BY ${join([...names, ...leftNames], sql`, `)}`
    const passed = sql`CASE WHEN len(list_filter(ns, lambda e: e = most)) = 1 THEN most ELSE 0 END`
    return {
      query: sql`SELECT ${join([...names, sql`coalesce(sum(total), 0) AS counted`, sql`coalesce(sum(${passed}), 0) AS passed`], sql`, `)} FROM (${lists}) ${names.length > 0 ? sql`GROUP BY ${join(names, sql`, `)}` : sql``}`,
    }
  },
})

export const isA = condition({
  about: 'is what a word of the page says',
  subject: 'each',
  negatable: true,
  phrases: [
    { say: 'be {word:page-word}' },
    { say: 'be a {word:page-word}', with: { article: 'a' } },
    { say: 'be an {word:page-word}', with: { article: 'an' } },
  ],
  examples: [],
  reading: (a) => `is ${a.article ? `${a.article} ` : ''}${a.word} (a word of this page)`,
  test: (_of, a, c) => {
    const yes = c.pageWord(a.word)
    return { yes, no: sql`NOT (${yes})` }
  },
})
