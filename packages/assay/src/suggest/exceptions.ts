import type { Check, Environment, Verdict } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { failingPlaces, type FailingSource } from '../run/failing-places.ts'
import { failingTable } from '../run/failing-rows.ts'
import type { Exception } from './page-text.ts'

const SHOWN = 3
const TABLE = '__assay_exceptions'

/**
 * The first exceptions of each check that has some: the cells that are wrong, as `assay check --failing` would list them. The
 * environment is that with which the verdicts were measured, so that what is shown is what was counted.
 */
export async function exceptionsOf(
  engine: Engine,
  environment: Environment,
  checks: readonly Check[],
  verdicts: readonly Verdict[],
): Promise<readonly (readonly Exception[])[]> {
  const { dataset } = environment
  const source: FailingSource = { engine, environment, files: dataset.files, key: [], private: dataset.private }
  const failing = checks.flatMap((check, at) => {
    const n = verdicts[at]?.failing ?? 0
    return n > 0 && 'share' in check.measure ? [{ at, check, failing: n, broken: false }] : []
  })
  if (failing.length === 0) return checks.map(() => [])
  const places = await failingPlaces(source, failing)
  await failingTable(source, places, (at) => ({ line: at, sentence: '', severity: 'should' }), TABLE)
  const rows = await engine.query(
    `SELECT line, "column" AS c, value AS v, min("row") AS n, count(*) AS k FROM ${TABLE} GROUP BY line, "column", value QUALIFY row_number() OVER (PARTITION BY line ORDER BY count(*), min("row"), "column", value) <= ${String(SHOWN)} ORDER BY n, c, v`,
  )
  return checks.map((_, at) =>
    rows
      .filter((row) => Number(row.line) === at)
      .map((row) => ({
        column: typeof row.c === 'string' ? row.c : null,
        value: typeof row.v === 'string' ? row.v : null,
        row: Number(row.n),
        rows: Number(row.k),
      })),
  )
}
