import { sql } from '../sql/sql.ts'
import { partsOf, type Compiler, type Part, type Reading, type Rest } from '../vocabulary/expression.ts'
import { LAST, type DatasetFacts, type Environment } from './environment.ts'
import type { Rests } from './rows.ts'
import { add, scanOf, type Ref, type Scan, type Scans } from './scans.ts'

export interface RestRef extends Rest {
  /** The dataset is not the one that is checked. */
  readonly elsewhere: boolean
  /** The page says how the values are written. */
  readonly said: boolean
  /** How many values the column has, and how many of them can be read so. */
  readonly present: Ref
  readonly read: Ref
}

/** Counts for each reading what it leaves out, in the scan of all rows of its dataset. */
export function restRefs(rests: Rests, scans: Scans): (place: (scan: Scan, at: number) => Ref) => readonly RestRef[] {
  const counted = [...rests.values()].flatMap((rest) => {
    const dataset = factsOf(rest.dataset, scans.environment)
    if (!dataset) return []
    const { scan, c } = scanOf(dataset, {}, false, scans)
    const { source, read } = readPart(rest, c)
    const said = rest.as === 'number' ? dataset.numbers !== null : dataset.formats.has(rest.column)
    return [{ rest, scan, said, present: add(scan, sql`count(${source})`), read: add(scan, sql`count(${read})`) }]
  })
  return (place) =>
    counted.map(({ rest, scan, said, present, read }) => ({
      ...rest,
      said,
      elsewhere: rest.dataset !== scans.environment.dataset.name,
      present: place(scan, present),
      read: place(scan, read),
    }))
}

/** The value that a reading is of, and what is read of it. */
export function readPart({ column, as, lookUp }: Pick<Reading, 'column' | 'as' | 'lookUp'>, c: Compiler): Part {
  const source = c.column(column)
  const [part] = lookUp ? partsOf(c.value(lookUp)) : []
  return part ?? { source: source.sql, read: c.as(source, as).sql }
}

const factsOf = (name: string, { dataset, others, last }: Environment): DatasetFacts | null | undefined =>
  name === dataset.name ? dataset : name === LAST ? last : others.get(name)
