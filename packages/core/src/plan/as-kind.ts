import type { Kind } from '../check.ts'
import { sql, type Sql } from '../sql/sql.ts'
import { readFormats } from '../vocabulary/conditions/kinds.ts'
import { Unchecked, type Compiler, type Expr, type Part } from '../vocabulary/expression.ts'
import { readAs } from '../vocabulary/written-forms/index.ts'
import type { DatasetFacts, Environment } from './environment.ts'

/** The dataset that a text is of: a value that was looked up is read as its own page says. */
export const ownerOf = (e: Expr, own: DatasetFacts, { others }: Environment): DatasetFacts =>
  (e.open && e.open.dataset !== own.name ? others.get(e.open.dataset) : null) ?? own

/** The value as that kind, where that loses nothing a sentence could mean. */
export function asKind(e: Expr, kind: Kind, dataset: DatasetFacts, c: Compiler): Expr {
  if (e.kind === kind) return e
  if (e.kind === 'list')
    throw new Unchecked('not-a-list', 'the column holds lists; say "every entry of …" to speak about their entries')
  if (e.kind === 'struct' && kind !== 'text')
    throw new Unchecked('not-a-list', 'the column holds nested fields; name one of them, as in `address.city`')
  if (kind === 'text') return { ...e, sql: c.d.tryCast(e.sql, 'text'), kind }
  if (e.kind === 'text') return readText(e, kind, dataset, c)
  const cast = converted(e, kind, c)
  if (!cast) throw new Unchecked('incomparable', `a ${e.kind} cannot be taken as a ${kind}`)
  return { ...e, sql: cast, kind }
}

/** Casts that lose nothing a sentence could mean. */
function converted(e: Expr, kind: Kind, c: Compiler): Sql | null {
  const to = `${e.kind}>${kind}`
  switch (to) {
    case 'date>timestamp':
      return c.d.toUtc(sql`CAST(${e.sql} AS TIMESTAMP)`, c.zone)
    case 'timestamp>date':
      return sql`CAST(${c.d.toLocal(e.sql, c.zone)} AS DATE)`
    case 'timestamp>time':
      return sql`CAST(${c.d.toLocal(e.sql, c.zone)} AS TIME)`
    case 'number>boolean':
      return sql`CASE ${e.sql} WHEN 1 THEN true WHEN 0 THEN false END`
    case 'boolean>number':
      return sql`CAST(${e.sql} AS INTEGER)`
    default:
      return null
  }
}

/** A text read as another kind, in the way of the dataset that it is of. */
function readText(e: Expr, kind: Kind, dataset: DatasetFacts, c: Compiler): Expr {
  const read = c.let(textAs(e, kind, dataset, c))
  if (e.constant) return { sql: read, kind, constant: true }
  const reading = e.open && e.open.name !== '' ? { dataset: e.open.dataset, column: e.open.name, as: kind } : null
  const double = kind === 'number' ? { double: true as const } : {}
  // what is read of a part as it stands is read further; what was computed of others is not theirs
  const reread = (part: Part): Part =>
    part.read.text === e.sql.text
      ? { ...part, read, readings: [...(part.readings ?? []), ...(reading ? [reading] : [])] }
      : part
  return {
    sql: read,
    kind,
    ...double,
    partial: e.partial ? e.partial.map(reread) : [reread({ source: e.sql, read: e.sql })],
  }
}

function textAs(e: Expr, kind: Kind, { formats, numbers, zone }: DatasetFacts, c: Compiler): Sql {
  const written = e.open && formats.get(e.open.name)
  if (written && (kind === 'date' || kind === 'timestamp')) {
    const instant = readFormats(written, e.sql, { d: c.d, zone })
    return kind === 'date' ? sql`CAST(${c.d.toLocal(instant, zone)} AS DATE)` : instant
  }
  if (kind !== 'number' && kind !== 'date' && kind !== 'timestamp' && kind !== 'time' && kind !== 'boolean')
    throw new Unchecked('incomparable', `a text cannot be read as a ${kind}`)
  const read = readAs(kind, e.sql, c.d, { zone, ...(numbers ? { numbers } : {}) })
  if (kind !== 'timestamp') return read
  // a date is a timestamp at midnight too
  const midnight = c.d.toUtc(sql`CAST(${readAs('date', e.sql, c.d, { zone })} AS TIMESTAMP)`, zone)
  return sql`coalesce(${read}, ${midnight})`
}

/** Whether a text is a whole number, exact beyond 2^53; NULL when it is missing. */
export function readWhole(e: Expr, dataset: DatasetFacts, c: Compiler): Sql {
  return sql`CASE WHEN ${e.sql} IS NOT NULL THEN ${readAs('whole number', e.sql, c.d, { zone: dataset.zone, ...(dataset.numbers ? { numbers: dataset.numbers } : {}) })} IS NOT NULL END`
}
