import { name } from '@assay/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from './duckdb.ts'
import type { Engine } from './engine.ts'
import { readPageExpression } from './page-expression.ts'
import { ALLOWED_AGGREGATES, ALLOWED_FUNCTIONS, SKIPS_NULL } from './page-functions.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openDuckdb({ threads: 1 })
})
afterAll(async () => {
  await engine.close()
})

const ofEngine = async (where: string): Promise<ReadonlySet<string>> =>
  new Set(
    (await engine.query(`SELECT DISTINCT function_name AS f FROM duckdb_functions() WHERE ${where}`)).map(({ f }) =>
      String(f),
    ),
  )

const written = async (expression: string): Promise<string> => {
  const read = await readPageExpression(engine, expression, 'aggregate')
  if (!read.ok) throw new Error(`${expression}: ${read.message}`)
  return read.sql.with(read.sql.columns.map(name)).text
}

describe('the table of functions', () => {
  test('names only functions that the engine has, of the kind it says', async () => {
    const [ofRow, ofRows] = [
      await ofEngine(`function_type IN ('scalar', 'macro')`),
      await ofEngine(`function_type = 'aggregate'`),
    ]
    expect([...ALLOWED_FUNCTIONS].filter((each) => !ofRow.has(each))).toEqual([])
    expect([...ALLOWED_AGGREGATES].filter((each) => !ofRows.has(each))).toEqual([])
    expect([...ALLOWED_FUNCTIONS].filter((each) => ofRows.has(each))).toEqual([])
  })

  test('names none that gives another answer the next time, or makes tables', async () => {
    const changing = await ofEngine(`stability <> 'CONSISTENT' OR function_type IN ('table', 'table_macro', 'pragma')`)
    expect(changing).toContain('read_csv')
    expect(changing).toContain('random')
    expect([...ALLOWED_FUNCTIONS, ...ALLOWED_AGGREGATES].filter((each) => changing.has(each))).toEqual([])
  })
})

describe('FILTER is written as CASE', () => {
  const OF_BOOLEANS = new Set(['bool_and', 'bool_or', 'count_if', 'countif'])
  const OF_WHOLE_NUMBERS = new Set(['bit_and', 'bit_or', 'bit_xor'])
  const OF_PAIRS = /^(corr|covar_|regr_)/
  const call = (aggregate: string): string => {
    if (OF_BOOLEANS.has(aggregate)) return `${aggregate}(x > 3)`
    if (OF_WHOLE_NUMBERS.has(aggregate)) return `${aggregate}(CAST(x AS INTEGER))`
    if (aggregate.includes('quantile')) return `${aggregate}(x, 0.5)`
    return OF_PAIRS.test(aggregate) ? `${aggregate}(x, y)` : `${aggregate}(x)`
  }

  test('the table covers every aggregate that skips NULL', () => {
    expect(SKIPS_NULL.size).toBeGreaterThan(35)
  })

  test.each(['count(*)', 'count(DISTINCT x)', ...[...SKIPS_NULL].map(call)])(
    'and %s gives the same',
    async (aggregate) => {
      const given = `${aggregate} FILTER (WHERE kept)`
      const anew = await written(given)
      expect(anew).not.toMatch(/FILTER/)
      const value = fc.option(fc.integer({ min: 1, max: 6 }))
      const row = fc.tuple(value, value, fc.option(fc.boolean()))
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
          const list = [[null, null, null], ...rows].map((each) => `(${each.map(String).join(', ')})`).join(', ')
          const from = `(SELECT x::DOUBLE AS x, y::DOUBLE AS y, kept::BOOLEAN AS kept FROM (VALUES ${list}) AS v(x, y, kept) OFFSET 1)`
          const [found] = await engine.query(`SELECT (${given}) AS given, ${anew} AS anew FROM ${from}`)
          expect(found?.['anew']).toEqual(found?.['given'])
        }),
        { numRuns: 15, seed: 1 },
      )
    },
  )

  test('but stays where rows without a value count too, or their order matters', async () => {
    expect(await written('list(x) FILTER (WHERE kept)')).toMatch(/FILTER/)
    expect(await written('percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FILTER (WHERE kept)')).toMatch(/FILTER/)
  })
})
