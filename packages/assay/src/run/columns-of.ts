import {
  facts,
  fields,
  find,
  isPrivate,
  name as quote,
  number,
  readability,
  sql,
  text,
  throughout,
  type Sql,
} from '@assay/core'
import type { OpenDelivery } from './open-deliveries.ts'
import { FIRST_ROWS } from './reads.ts'

/** What can be said of the columns of a delivery, for whoever writes a sentence. */
export interface SpeakableColumn {
  readonly name: string
  readonly kind:
    'text' | 'number' | 'date' | 'timestamp' | 'time' | 'boolean' | 'list' | 'struct' | 'duration' | 'other'
  readonly private: boolean
}

/** Its columns in their order, each followed by the fields inside of it, with what their first values read as. */
export async function columnsOf(open: OpenDelivery): Promise<readonly SpeakableColumn[]> {
  const before = open.known.get('columns') as readonly SpeakableColumn[] | undefined
  if (before) return before
  const { facts: of, page } = open
  const all = facts(of.columns, 'r').flatMap((each) => [each, ...inside(each.name, each.type)])
  const texts = of.columns.filter((each) =>
    all.some((known) => known.name === each.name && known.kind === 'text' && !known.absent),
  )
  const reads = await firstReads(
    open,
    texts.map((each) => each.name),
  )
  const columns = all.map(({ name, kind }): SpeakableColumn => {
    const found = reads.get(name)
    return { name, kind: found ?? kind, private: isPrivate(name, page.private) }
  })
  open.known.set('columns', columns)
  return columns
}

const inside = (name: string, type: string): ReturnType<typeof facts> =>
  facts(fields(type), 'r').flatMap((each) => {
    const named = { ...each, name: `${name}.${each.name}` }
    return [named, ...inside(named.name, each.type)]
  })

/** At most so many columns are looked at in one statement. */
const CHUNK = 100

async function firstReads(
  { engine, environment }: OpenDelivery,
  columns: readonly string[],
): Promise<ReadonlyMap<string, SpeakableColumn['kind']>> {
  const { dataset } = environment
  const relation = `(SELECT * FROM ${dataset.relation} LIMIT ${String(FIRST_ROWS)})`
  const first = { ...environment, dataset: { ...dataset, relation } }
  const found = new Map<string, SpeakableColumn['kind']>()
  for (let at = 0; at < columns.length; at += CHUNK) {
    const query = readability(columns.slice(at, at + CHUNK), first)
    const [row = {}] = await engine.query(query.sql)
    for (const [column, reads] of query.read(row)) {
      const kind = throughout(reads)
      if (kind !== 'mixed') found.set(column, kind)
    }
  }
  return found
}

/** Longer texts are nothing to choose from. */
const LONGEST = 200

/** The most frequent values of a column that begin with a text, whatever the case; none of a private one. */
export async function valuesOf(
  { engine, facts: of, page }: OpenDelivery,
  asked: { readonly column: string; readonly starts: string; readonly limit: number },
): Promise<readonly { readonly value: string; readonly rows: number }[]> {
  const column = find(facts(of.columns, 'r'), asked.column)
  if (!column || column.absent || isPrivate(asked.column, page.private)) return []
  if (column.kind === 'list' || column.kind === 'struct') return []
  const value = sql`CAST(${column.sql} AS VARCHAR)`
  const rows = await engine.query(
    sql`SELECT v, count(*) AS n FROM (SELECT ${value} AS v FROM ${{ text: of.relation } as Sql} AS ${quote('r')})
      WHERE trim(v) <> '' AND length(v) <= ${number(LONGEST)} AND starts_with(lower(v), lower(${text(asked.starts)}))
      GROUP BY v ORDER BY n DESC, v LIMIT ${number(asked.limit)}`.text,
  )
  return rows.map((row) => ({ value: String(row.v), rows: Number(row.n) }))
}
