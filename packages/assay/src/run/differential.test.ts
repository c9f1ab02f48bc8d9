import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Engine } from '../engines/engine.ts'
import type { VerdictResult } from '../report/contract.ts'
import { openFolder, type Folder } from './run.fixture.ts'

/** What the language means, said again in plain JavaScript, against what the engine counts. */

type Row = { readonly g: string | null; readonly n: string | null; readonly t: string | null }
/** Null: missing; 'unreadable' is counted and fails, also denied. */
type Truth = boolean | null | 'unreadable'
interface Said {
  readonly text: string
  readonly truth: (row: Row) => Truth
  /** It reads `n` as a number. */
  readonly reads: boolean
}

const NUMBER = /^-?\d+(\.\d+)?$/
const numberOf = (written: string | null): number | null | 'unreadable' =>
  written === null ? null : NUMBER.test(written) ? Number(written) : 'unreadable'
const about =
  (column: 'n', holds: (x: number) => boolean) =>
  (row: Row): Truth => {
    const x = numberOf(row[column])
    return typeof x === 'number' ? holds(x) : x
  }
const ofText =
  (column: 'g' | 't', holds: (x: string) => boolean) =>
  (row: Row): Truth => {
    const x = row[column]
    return x === null ? null : holds(x)
  }

const number = fc.integer({ min: -4, max: 12 }).map((n) => n / 2)
const texts = ['a', 'B', 'ab', 'x y']
const anyText = fc.constantFrom(...texts)
const columns = fc.constantFrom('g', 't', 'n')

interface Claim extends Said {
  readonly of: 'g' | 'n' | 't'
  /** What follows "must". */
  readonly claim: string
}
const claim = (of: Claim['of'], words: string, truth: Said['truth'], reads = of === 'n'): Claim => ({
  of,
  claim: words,
  text: `\`${of}\` is ${words.slice(3)}`,
  truth,
  reads,
})

const positive: fc.Arbitrary<Claim> = fc.oneof(
  fc.tuple(number, number).map(([a, b]) =>
    claim(
      'n',
      `be between ${String(a)} and ${String(b)}`,
      about('n', (x) => x >= a && x <= b),
    ),
  ),
  number.map((a) =>
    claim(
      'n',
      `be at least ${String(a)}`,
      about('n', (x) => x >= a),
    ),
  ),
  number.map((a) =>
    claim(
      'n',
      `be less than ${String(a)}`,
      about('n', (x) => x < a),
    ),
  ),
  fc.tuple(number, number).map(([a, b]) =>
    claim(
      'n',
      `be one of ${String(a)} or ${String(b)}`,
      about('n', (x) => x === a || x === b),
    ),
  ),
  fc.tuple(anyText, anyText).map(([a, b]) =>
    claim(
      't',
      `be one of "${a}" or "${b}"`,
      ofText('t', (x) => x === a || x === b),
    ),
  ),
  anyText.map((a) =>
    claim(
      'g',
      `be "${a}"`,
      ofText('g', (x) => x === a),
    ),
  ),
  columns.map((of) => claim(of, 'be present', (row) => row[of] !== null, false)),
  columns.map((of) => claim(of, 'be missing', (row) => row[of] === null, false)),
)
const denied = (c: Claim): Claim => ({
  ...c,
  claim: `not ${c.claim}`,
  text: c.text.replace('` is ', '` is not '),
  truth: (row) => {
    const truth = c.truth(row)
    return typeof truth === 'boolean' ? !truth : truth
  },
})
const leaf: fc.Arbitrary<Claim> = fc.tuple(positive, fc.boolean()).map(([c, not]) => (not ? denied(c) : c))

/** Kleene's logic, in which an unreadable value is false. */
const known = (truth: Truth): boolean | null => (truth === 'unreadable' ? false : truth)
const all = (parts: readonly (boolean | null)[]) => (parts.includes(false) ? false : parts.includes(null) ? null : true)
const any = (parts: readonly (boolean | null)[]) => (parts.includes(true) ? true : parts.includes(null) ? null : false)

const condition: fc.Arbitrary<Said> = fc.oneof(
  leaf,
  fc.tuple(leaf, leaf, fc.boolean()).map(([a, b, and]) => ({
    text: `${a.text} ${and ? 'and' : 'or'} ${b.text}`,
    truth: (row: Row) => (and ? all : any)([known(a.truth(row)), known(b.truth(row))]),
    reads: a.reads || b.reads,
  })),
)

interface Sentence {
  readonly text: string
  readonly where: Said | null
  readonly each: boolean
  readonly least: { readonly share: number } | { readonly exceptions: number } | null
  readonly truth: Said['truth']
}
const tolerance = fc.option(
  fc.oneof(
    fc.constantFrom(0, 25, 50, 75, 100).map((share) => ({ share })),
    fc.integer({ min: 0, max: 3 }).map((exceptions) => ({ exceptions })),
  ),
)
const sentence: fc.Arbitrary<Sentence> = fc
  .tuple(fc.option(condition), fc.boolean(), leaf, fc.option(positive), fc.boolean(), tolerance)
  .map(([where, each, first, second, and, least]) => {
    const joined = second !== null && second.of === first.of
    const scope = [...(where ? [`where ${where.text}`] : []), ...(each ? ['for each `g`'] : [])]
      .map((part) => `${part}, `)
      .join('')
    const allowed =
      least === null
        ? ''
        : 'share' in least
          ? ` in at least ${String(least.share)}% of rows`
          : ` with at most ${String(least.exceptions)} exceptions`
    const more = joined ? ` ${and ? 'and' : 'or'} ${second.claim}` : ''
    const truth = (row: Row): Truth =>
      joined ? (and ? all : any)([known(first.truth(row)), known(second.truth(row))]) : first.truth(row)
    return { text: `${scope}\`${first.of}\` must ${first.claim}${more}${allowed}`, where, each, least, truth }
  })

interface Outcome {
  readonly status: string
  readonly counted: number | null
  readonly failing: number | null
  readonly rows: readonly number[]
}

function judged(rows: readonly { readonly row: Row; readonly at: number }[], s: Sentence): Outcome {
  const counted = rows.filter(({ row }) => s.truth(row) !== null)
  const failing = counted.filter(({ row }) => s.truth(row) !== true)
  const holds =
    s.least === null
      ? failing.length === 0
      : 'share' in s.least
        ? (counted.length - failing.length) * 100 >= s.least.share * counted.length
        : failing.length <= s.least.exceptions
  return {
    status: counted.length === 0 ? 'idle' : holds ? 'holds' : 'broken',
    counted: counted.length,
    failing: failing.length,
    rows: failing.map(({ at }) => at),
  }
}

/** Rows cannot be placed by a column of which no value can be read. */
const UNPLACED: Outcome = { status: 'unchecked', counted: null, failing: null, rows: [] }

function reference(table: readonly Row[], s: Sentence): Outcome {
  const numbers = table.map((row) => numberOf(row.n)).filter((n) => n !== null)
  if (s.where?.reads && numbers.length > 0 && numbers.every((n) => n === 'unreadable')) return UNPLACED
  const scope = table
    .map((row, i) => ({ row, at: i + 1 }))
    .filter(({ row }) => s.where === null || s.where.truth(row) === true)
  if (!s.each) return judged(scope, s)
  const names = [...new Set(scope.flatMap(({ row }) => (row.g === null ? [] : [row.g])))]
  const groups = names.map((name) =>
    judged(
      scope.filter(({ row }) => row.g === name),
      s,
    ),
  )
  const sum = (of: (g: Outcome) => number | null) => groups.reduce((n, g) => n + (of(g) ?? 0), 0)
  const status = groups.some((g) => g.status === 'broken')
    ? 'broken'
    : groups.some((g) => g.status === 'holds')
      ? 'holds'
      : 'idle'
  return {
    status,
    counted: sum((g) => g.counted),
    failing: sum((g) => g.failing),
    rows: groups.flatMap((g) => g.rows).sort((a, b) => a - b),
  }
}

const cell = (values: fc.Arbitrary<string>) => fc.option(values, { nil: null, freq: 4 })
const table = (numbers: fc.Arbitrary<string>): fc.Arbitrary<readonly Row[]> =>
  fc.array(fc.record({ g: cell(anyText), n: cell(numbers), t: cell(anyText) }), { minLength: 1, maxLength: 12 })
const csv = (rows: readonly Row[]): string =>
  `g,n,t\n${rows.map((row) => [row.g, row.n, row.t].map((value) => (value === null ? '' : `"${value}"`)).join(',')).join('\n')}\n`

let folder: Folder
let engine: Engine
beforeAll(async () => {
  folder = await openFolder()
  engine = await openDuckdb({ threads: 1 })
})
afterAll(async () => {
  await engine.close()
  await folder.close()
})

const found = (v: VerdictResult) => ({ status: v.status, counted: v.counted, failing: v.failing })

it('counts and lists what the language means', async () => {
  const file = join(folder.path, 'failing.parquet')
  const values = fc.oneof(
    { weight: 4, arbitrary: number.map(String) },
    { weight: 1, arbitrary: fc.constantFrom('kg', '1 x') },
  )
  await fc.assert(
    fc.asyncProperty(table(values), fc.array(sentence, { minLength: 12, maxLength: 12 }), async (rows, sentences) => {
      await folder.write('table.csv', csv(rows))
      const page = await folder.page(
        'source: table.csv',
        sentences.map((each) => each.text),
        { failing: file },
      )
      expect(page.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
      const expected = sentences.map((each) => reference(rows, each))
      expect(page.verdicts.map((v) => [v.sentence, found(v)])).toEqual(
        sentences.map((each, i) => [
          each.text,
          { status: expected[i]?.status, counted: expected[i]?.counted, failing: expected[i]?.failing },
        ]),
      )
      const listed = await engine.query(
        `SELECT line, list_sort(list(DISTINCT "row"))::INTEGER[] AS rows FROM '${file}' GROUP BY line`,
      )
      const byLine = new Map(listed.map((row) => [row.line, row.rows]))
      expect(page.verdicts.map((v) => byLine.get(v.line) ?? [])).toEqual(expected.map((each) => each.rows))
    }),
    { numRuns: 25 },
  )
})

it('judges typed Parquet as it judges text', async () => {
  await fc.assert(
    fc.asyncProperty(
      table(number.map(String)),
      fc.array(sentence, { minLength: 12, maxLength: 12 }),
      async (rows, sentences) => {
        const written = sentences.map((each) => each.text)
        await folder.write('typed.csv', csv(rows))
        const values = rows
          .map((row) => `(${[row.g, row.n, row.t].map((each) => (each === null ? 'NULL' : `'${each}'`)).join(', ')})`)
          .join(', ')
        await folder.parquet(
          'typed.parquet',
          `SELECT g::VARCHAR AS g, n::DOUBLE AS n, t::VARCHAR AS t FROM (VALUES ${values}) AS v(g, n, t)`,
        )
        const texts = await folder.page('source: typed.csv', written)
        const typed = await folder.page('source: typed.parquet', written)
        expect(typed.verdicts.map(found)).toEqual(texts.verdicts.map(found))
      },
    ),
    { numRuns: 12 },
  )
})
