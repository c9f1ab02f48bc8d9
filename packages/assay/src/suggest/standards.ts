import { CONDITIONS, failing, RECOGNISABLE, text, type Condition, type Environment } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { checkOf } from './check-of.ts'
import { columnKey } from './facts/table.ts'
import type { Column } from './sample.ts'

/** The values of so many rows of each column are asked, and of them so many must keep a standard for it to be worth telling. */
const ASKED = 150
const LEAST_DIFFERENT = 5
const LEAST_SHARE = 0.9
const INSERTED = 5000

/**
 * The standards that the values of columns of texts keep, as shares of some of their different values: one table of values, one pass over
 * it for all standards.
 */
export async function standardsOf(
  engine: Engine,
  environment: Environment,
  columns: readonly Column[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const asked = columns.filter((each) => each.kind === 'text' && each.texts.length >= LEAST_DIFFERENT)
  await engine.run('CREATE OR REPLACE TABLE __assay_asked (c INTEGER, x VARCHAR, n INTEGER)')
  const values = asked.flatMap((column, c) =>
    some(column).map(([x, n]) => `(${String(c)}, ${text(x).text}, ${String(n)})`),
  )
  for (let at = 0; at < values.length; at += INSERTED)
    await engine.run(`INSERT INTO __assay_asked VALUES ${values.slice(at, at + INSERTED).join(', ')}`)
  const kinds = RECOGNISABLE.filter((kind) => CONDITIONS[kind] !== undefined)
  const found = await sharesOf(engine, environment, kinds)
  await engine.run('DROP TABLE __assay_asked')
  return new Map(
    asked.map((column, c) => {
      const shares = kinds.map((kind, i) => [kind, found.get(c)?.[i] ?? 0] as const)
      return [columnKey(column), new Map(shares.filter(([, share]) => share >= LEAST_SHARE))]
    }),
  )
}

/** Values of rows from all over the column, always the same, with how many of these rows have them. */
function some({ texts, codes }: Column): readonly (readonly [text: string, rows: number])[] {
  const step = Math.max(1, codes.length / ASKED)
  const counts = new Map<number, number>()
  for (let i = 0; i < Math.min(ASKED, codes.length); i++) {
    const code = codes[Math.floor(i * step)] ?? 0
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].map(([code, n]) => [texts[code] ?? '', n])
}

async function sharesOf(
  engine: Engine,
  environment: Environment,
  kinds: readonly string[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const relation = '(SELECT *, 0 AS __assay_file, 0::BIGINT AS __assay_row FROM __assay_asked)'
  const dataset = {
    ...environment.dataset,
    relation,
    columns: [
      { name: 'c', type: 'INTEGER' },
      { name: 'x', type: 'VARCHAR' },
      { name: 'n', type: 'INTEGER' },
    ],
    missing: [],
    formats: new Map(),
    reads: new Map(),
  }
  const made = failing(
    kinds.map((kind) => checkOf(keeping(kind))),
    { ...environment, dataset },
    ['c', 'n'],
  )
  const shares = made.checks.map(
    (each, i) => `sum(CASE WHEN ${each.fails.text} THEN 0 ELSE r.n END) / sum(r.n) AS s${String(i)}`,
  )
  const rows = await engine.query(
    `SELECT r.c, ${shares.join(', ')} FROM ${made.fromWith(['c', 'n']).text} GROUP BY r.c`,
  )
  return new Map(rows.map((row) => [Number(row.c), kinds.map((_, i) => Number(row[`s${String(i)}`] ?? 0))]))
}

const keeping = (kind: string): Condition => ({
  subject: { of: [{ kind: 'column', args: { name: 'x' } }], quantity: { is: 'every' } },
  claim: { kind, args: {} },
})
