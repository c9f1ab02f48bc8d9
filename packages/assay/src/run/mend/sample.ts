import {
  cellTexts,
  find,
  facts as columnFacts,
  name as quote,
  number,
  seenOf,
  speakable,
  sql,
  join,
  type DatasetFacts,
  type Environment,
  type Pair,
  type Seen,
  type Sql,
} from '@assay/core'
import type { Engine } from '../../engines/engine.ts'

/** So many rows of each delivery are looked at for what may have changed, and so many cells of them; all rows are asked afterwards. */
const MOST_ROWS = 20_000
const MOST_CELLS = 1_000_000
const MOST_COLUMNS = 200

interface Rows {
  readonly seen: ReadonlyMap<string, Seen>
  readonly cells: ReadonlyMap<string, readonly (string | null)[]>
  /** The key of each row; null where it is missing or the page has none. */
  readonly keys: readonly (string | null)[]
}

/** The same share of the rows of both deliveries: with a key, the rows of the same keys. */
export async function samplePair(
  engine: Engine,
  environment: Environment,
  first: readonly string[],
): Promise<Pair | null> {
  const { dataset, last } = environment
  if (!last) return null
  const [is, was] = [await rowsOf(engine, environment, dataset, first), await rowsOf(engine, environment, last, first)]
  const at = new Map(was.keys.flatMap((key, i) => (key === null ? [] : [[key, i] as const])))
  return {
    was: was.seen,
    is: is.seen,
    numbers: dataset.numbers ?? '1234.56',
    formats: dataset.formats,
    beside(before, now) {
      const [a, b] = [was.cells.get(before), is.cells.get(now)]
      if (!a || !b) return []
      return is.keys.flatMap((key, i): (readonly [string, string])[] => {
        const there = key === null ? undefined : at.get(key)
        const [x, y] = [there === undefined ? null : a[there], b[i]]
        return typeof x === 'string' && typeof y === 'string' ? [[x, y]] : []
      })
    },
  }
}

async function rowsOf(
  engine: Engine,
  environment: Environment,
  dataset: DatasetFacts,
  first: readonly string[],
): Promise<Rows> {
  const all = speakable(dataset.columns).filter((each) => each.kind !== 'list' && each.kind !== 'other')
  const columns = [
    ...all.filter((each) => first.includes(each.name) || dataset.key.includes(each.name)),
    ...all.filter((each) => !first.includes(each.name) && !dataset.key.includes(each.name)),
  ].slice(0, MOST_COLUMNS)
  const { from, texts, present } = cellTexts(columns, { ...environment, dataset })
  const there = columns.flatMap((each, i) => (texts[i] ? [{ ...each, text: present(texts[i]) }] : []))
  const key = keyOf(dataset, there)
  const [total] = await engine.query(sql`SELECT count(*) AS n FROM ${from()}`.text)
  const most = Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, there.length)))
  const share = Math.min(1, most / Math.max(1, Number(total?.n ?? 0)))
  const chosen = key ? sql`hash(${key}, 7)` : sql`hash(r.__assay_row, r.__assay_file, 7)`
  const where = share >= 1 ? sql`true` : sql`${chosen} % 1000000 < ${number(Math.floor(share * 1e6))}`
  const values = there.map((each, i) => sql`${each.text} AS ${quote(`v${String(i)}`)}`)
  const found = await engine.query(
    sql`SELECT ${join([...values, sql`${key ?? sql`NULL`} AS k`], sql`, `)} FROM ${from()} WHERE ${where} ORDER BY r.__assay_file, r.__assay_row LIMIT ${number(2 * most)}`
      .text,
  )
  const cells = new Map(
    there.map(({ name }, i) => [
      name,
      found.map((row) => {
        const cell = row[`v${String(i)}`]
        return typeof cell === 'string' ? cell : null
      }),
    ]),
  )
  return {
    cells,
    seen: new Map(there.map(({ name, kind }) => [name, seenOf(name, kind, cells.get(name) ?? [])])),
    keys: found.map((row) => (typeof row.k === 'string' ? row.k : null)),
  }
}

/** The key of a row as one text; null where the page has none, or the delivery not all of its columns. */
function keyOf(dataset: DatasetFacts, there: readonly { readonly name: string; readonly text: Sql }[]): Sql | null {
  const parts = dataset.key.flatMap((name) => there.find((each) => each.name === name)?.text ?? [])
  if (parts.length === 0 || parts.length < dataset.key.length) return null
  return join(parts, sql` || chr(31) || `)
}

/** The columns that one of two deliveries has and the other has not. */
export function columnChanges({ dataset, last }: Environment): {
  readonly gone: readonly string[]
  readonly fresh: readonly string[]
} {
  const is = dataset.columns.filter((each) => !each.absent)
  const was = last?.columns.filter((each) => !each.absent) ?? []
  const [here, there] = [columnFacts(dataset.columns, 'r'), columnFacts(last?.columns ?? [], 'r')]
  return {
    gone: was.map((each) => each.name).filter((name) => !find(here, name)),
    fresh: is.map((each) => each.name).filter((name) => !find(there, name)),
  }
}
