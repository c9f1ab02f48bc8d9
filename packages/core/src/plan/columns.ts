import type { Kind } from '../check.ts'
import { name as quote, sql, text, type Sql } from '../sql/sql.ts'
import type { ColumnFacts } from '../vocabulary/expression.ts'

/** What kind of thing a type of the engine holds. */
export function kindOfType(type: string): Kind {
  const plain = type.toUpperCase()
  if (plain.endsWith(']')) return 'list'
  if (plain.startsWith('STRUCT')) return 'struct'
  if (plain === 'INTERVAL') return 'duration'
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|REAL|DOUBLE|DECIMAL)/.test(plain)) return 'number'
  if (plain.startsWith('TIMESTAMP')) return 'timestamp'
  if (plain === 'DATE') return 'date'
  if (plain.startsWith('TIME')) return 'time'
  if (plain === 'BOOLEAN') return 'boolean'
  return /^(VARCHAR|UUID|ENUM|JSON)/.test(plain) ? 'text' : 'other'
}

export interface SourceColumn {
  readonly name: string
  readonly type: string
  /** Its name in the relation, when that is another one. */
  readonly sql?: string
  /** The delivery does not have it, and an earlier one had: it is missing in every row. */
  readonly absent?: true
}

const known = new WeakMap<readonly SourceColumn[], Map<string, readonly ColumnFacts[]>>()

/** The columns under an alias. Every sentence asks for them, and there may be thousands: they are made once. */
export function facts(columns: readonly SourceColumn[], alias: string): readonly ColumnFacts[] {
  const made = known.get(columns) ?? new Map<string, readonly ColumnFacts[]>()
  known.set(columns, made)
  const all = made.get(alias) ?? columns.map((each) => factsOf(each, alias))
  made.set(alias, all)
  return all
}

const factsOf = (column: SourceColumn, alias: string): ColumnFacts => ({
  name: column.name,
  sql: sql`${quote(alias)}.${quote(column.sql ?? column.name)}`,
  kind: kindOfType(column.type),
  type: column.type,
  ...(column.absent ? { absent: true as const } : {}),
})

const indexes = new WeakMap<readonly ColumnFacts[], ReadonlyMap<string, ColumnFacts>>()

/** The first column of exactly that name. */
export function named(columns: readonly ColumnFacts[], name: string): ColumnFacts | undefined {
  const index = indexes.get(columns) ?? new Map(columns.toReversed().map((each) => [each.name, each]))
  indexes.set(columns, index)
  return index.get(name)
}

/** A column, or a field inside of one: `address.city`, also through lists. Null when there is none. */
export function find(columns: readonly ColumnFacts[], name: string): ColumnFacts | null {
  const exact = named(columns, name)
  if (exact) return exact
  for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
    const outer = named(columns, name.slice(0, at))
    if (outer) return field(outer, name.slice(at + 1), name)
  }
  return null
}

function field(outer: ColumnFacts, path: string, whole: string): ColumnFacts | null {
  const lists = /^(.*)((?:\[\d*\])+)$/s.exec(outer.type)
  const inner = fields(lists?.[1] ?? outer.type)
  const first = inner.find((each) => path === each.name || path.startsWith(`${each.name}.`))
  if (!first) return null
  const rest = path.slice(first.name.length + 1)
  const get = (of: Sql): Sql => sql`struct_extract(${of}, ${text(first.name)})`
  const found: ColumnFacts = lists
    ? {
        name: whole,
        sql: sql`list_transform(${outer.sql}, lambda e: ${get(sql`e`)})`,
        kind: 'list',
        type: `${first.type}[]`,
      }
    : { name: whole, sql: get(outer.sql), kind: kindOfType(first.type), type: first.type }
  return rest === '' ? found : field(found, rest, whole)
}

/** The fields of a STRUCT type as the engine writes it: `STRUCT(city VARCHAR, "zip code" VARCHAR)`. */
export function fields(type: string): readonly SourceColumn[] {
  const inside = /^STRUCT\((.*)\)$/is.exec(type)?.[1]
  if (inside === undefined) return []
  return splitTop(inside).flatMap((part) => {
    const named = /^\s*(?:"((?:[^"]|"")*)"|([^\s"]+))\s+(.*)$/s.exec(part)
    return named?.[3] ? [{ name: (named[1]?.replaceAll('""', '"') ?? named[2]) as string, type: named[3].trim() }] : []
  })
}

/** Splits at commas that are not inside of parentheses or quotes. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = ['']
  let depth = 0
  let quoted = false
  for (const c of text) {
    if (c === '"') quoted = !quoted
    if (!quoted && c === '(') depth++
    if (!quoted && c === ')') depth--
    if (c === ',' && depth === 0 && !quoted) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${c}`)
  }
  return parts
}

/** The type of a list's entries. */
export const entryType = (type: string): string => type.replace(/\[\d*\]$/, '')
