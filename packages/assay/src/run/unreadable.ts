import {
  firstUnreadable,
  mostly,
  readingKey,
  type Environment,
  type Example,
  type Examples,
  type Found,
  type Job,
  type Reads,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'

/** For each reading that leaves something out, the first value that cannot be read. */
export async function examplesOf(
  engine: Engine,
  jobs: readonly Job[],
  found: readonly Found[],
  environment: Environment,
): Promise<Examples> {
  const count = ({ query, column }: { readonly query: number; readonly column: string }) => {
    const result = found[query]
    return result && 'rows' in result ? Number(result.rows[0]?.[column] ?? 0) : 0
  }
  const failed = jobs
    .flatMap((job) => (job.kind === 'settled' ? [] : job.rests))
    .filter((rest) => count(rest.read) < count(rest.present))
  const readings = [...new Map(failed.map((each) => [readingKey(each), each])).values()]
  const { dataset, others } = environment
  const examples = new Map<string, Example>()
  for (const of of [dataset, ...others.values()]) {
    const mine = readings.filter((each) => each.dataset === of.name)
    for (const [i, example] of (await firstOf(engine, mine, { ...environment, dataset: of })).entries()) {
      const reading = mine[i]
      if (reading && example) examples.set(readingKey(reading), example)
    }
  }
  return examples
}

async function firstOf(engine: Engine, readings: Parameters<typeof firstUnreadable>[0], environment: Environment) {
  if (readings.length === 0) return []
  const query = firstUnreadable(readings, environment)
  const [row] = await engine.query(query.sql)
  return query.read(row ?? {})
}

/** Of columns whose values are not all alike, the first one that is not as most are. */
export async function withOdd(
  engine: Engine,
  reads: ReadonlyMap<string, Reads>,
  environment: Environment,
): Promise<ReadonlyMap<string, Reads>> {
  const uneven = [...reads].flatMap(([column, each]) => {
    const as = mostly(each)
    return as ? [{ column, as }] : []
  })
  const odd = await firstOf(engine, uneven, environment)
  const found = new Map(uneven.map(({ column }, i) => [column, odd[i]]))
  return new Map(
    [...reads].map(([column, each]) => {
      const example = found.get(column)
      return [column, example ? { ...each, odd: example } : each]
    }),
  )
}
