import type { Kind } from '../check.ts'
import { sql, type Sql } from '../sql/sql.ts'
import { missingToNull } from '../vocabulary/written-forms/index.ts'
import { entryType, facts, fields, find, kindOfType, named, type SourceColumn } from './columns.ts'
import { compiler } from './compiler.ts'
import type { Environment } from './environment.ts'
import { fromOf, rowsOf } from './rows.ts'

/** A column that sentences can speak of; nested fields are columns too. */
export interface Speakable {
  readonly name: string
  readonly type: string
  readonly kind: Kind
  /** Of a list: the kind of its entries. */
  readonly entries?: Kind
}

/** The columns of a source as sentences name them: instead of a struct its fields, also where they lie in a list. */
export function speakable(columns: readonly SourceColumn[]): readonly Speakable[] {
  return columns.flatMap(({ name, type }) => {
    const lists = /^(.*?)((?:\[\d*\])+)$/s.exec(type)
    const inner = fields(lists?.[1] ?? type)
    if (inner.length > 0)
      return speakable(
        inner.map((each) => ({
          name: `${name}.${each.name}`,
          type: lists ? `${each.type}[]` : each.type,
        })),
      )
    const kind = kindOfType(type)
    return [{ name, type, kind, ...(kind === 'list' ? { entries: kindOfType(entryType(type)) } : {}) }]
  })
}

/**
 * The values of columns as text in SQL, NULL where they are missing, a list as a list of texts; null for what cannot be told so. A
 * text that means "no value" is still there: `present` makes it NULL, and is best asked of all columns' texts at once.
 */
export function cellTexts(
  columns: readonly Speakable[],
  environment: Environment,
): { readonly from: () => Sql; readonly texts: readonly (Sql | null)[]; readonly present: (text: Sql) => Sql } {
  const { dataset, dialect } = environment
  const rows = rowsOf(dataset)
  for (const each of ['"r"."__assay_file"', '"r"."__assay_row"']) rows.used.add(each)
  const c = compiler(rows, environment)
  const all = facts(dataset.columns, rows.alias)
  const texts = columns.map((each) => {
    const whole = named(all, each.name)
    if (whole?.kind === 'text') {
      rows.used.add(whole.sql.text)
      return dialect.tryCast(whole.sql, 'text')
    }
    if (!find(all, each.name)) return null
    const { kind, sql: value } = c.column(each.name)
    if (kind !== 'list') return dialect.tryCast(value, 'text')
    return sql`list_filter(list_transform(${value}, lambda e: ${missingToNull(sql`CAST(e AS VARCHAR)`, dataset.missing, dialect)}), lambda e: e IS NOT NULL)`
  })
  return { from: () => fromOf(rows), texts, present: (text) => missingToNull(text, dataset.missing, dialect) }
}
