import { CONDITIONS, failing, RECOGNISABLE, text, type Check, type Environment } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { columnKey } from './facts/table.ts'
import type { Column } from './sample.ts'

/** So many values of each column are asked, and of them so many must keep a standard for it to be worth telling. */
const ASKED = 60
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
  await engine.run('CREATE OR REPLACE TABLE __assay_asked (c INTEGER, x VARCHAR)')
  const values = asked.flatMap((column, c) => some(column.texts).map((x) => `(${String(c)}, ${text(x).text})`))
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

/** Values from all over the column, always the same. */
function some(texts: readonly string[]): readonly string[] {
  const step = Math.max(1, texts.length / ASKED)
  return Array.from({ length: Math.min(ASKED, texts.length) }, (_, i) => texts[Math.floor(i * step)] ?? '')
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
    ],
    missing: [],
    formats: new Map(),
    reads: new Map(),
  }
  const made = failing(kinds.map(checkOf), { ...environment, dataset }, ['c'])
  const shares = made.checks.map((each, i) => `avg(CASE WHEN ${each.fails.text} THEN 0 ELSE 1 END) AS s${String(i)}`)
  const rows = await engine.query(`SELECT r.c, ${shares.join(', ')} FROM ${made.fromWith(['c']).text} GROUP BY r.c`)
  return new Map(rows.map((row) => [Number(row.c), kinds.map((_, i) => Number(row[`s${String(i)}`] ?? 0))]))
}

const checkOf = (kind: string): Check => ({
  severity: 'should',
  measure: {
    share: {
      subject: { of: [{ kind: 'column', args: { name: 'x' } }], quantity: { is: 'every' } },
      claim: { kind, args: {} },
    },
  },
  bound: { exceptions: 0 },
})
