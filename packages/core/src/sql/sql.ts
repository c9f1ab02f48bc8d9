/**
 * SQL text that is safe to run: it can only be made from the literal parts of a template in our own source code,
 * and from identifiers and literals that were quoted here. A plain string cannot slip in, because `Sql` is opaque.
 */
declare const made: unique symbol
export interface Sql {
  readonly text: string
  readonly [made]: true
}

const make = (text: string): Sql => ({ text }) as Sql

/** Joins the literal parts of a template with other SQL: sql`count_if(${condition})`. */
export function sql(parts: TemplateStringsArray, ...between: readonly Sql[]): Sql {
  return make(parts.reduce((done, part, i) => done + (between[i - 1]?.text ?? '') + part))
}

/** An identifier, quoted: double quotes doubled. NUL cannot stand in one and is refused. */
export function name(of: string): Sql {
  if (of.includes('\0')) throw new Error('an identifier cannot contain a NUL character')
  return make(`"${of.replaceAll('"', '""')}"`)
}

/** A text literal. NUL cannot be written in a plain literal, so it is put together with `chr(0)`. */
export function text(value: string): Sql {
  const quoted = (part: string) => `'${part.replaceAll("'", "''")}'`
  if (!value.includes('\0')) return make(quoted(value))
  return make(`(${value.split('\0').map(quoted).join(' || chr(0) || ')})`)
}

/** A number literal; `is` is a decimal text such as `12.50`, `-3` or `1e3`, so that no digit is lost. */
export function number(is: string | number): Sql {
  const written = String(is)
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) throw new Error(`not a number literal: ${written}`)
  return make(written.startsWith('-') ? `(${written})` : written)
}

/** Parts with a separator between them: join(columns, sql`, `). */
export function join(parts: readonly Sql[], separator: Sql): Sql {
  return make(parts.map((part) => part.text).join(separator.text))
}

/** `a AND b …`; true when there is nothing to join. */
export const and = (parts: readonly Sql[]): Sql => glue(parts, ' AND ', 'true')
/** `a OR b …`; false when there is nothing to join. */
export const or = (parts: readonly Sql[]): Sql => glue(parts, ' OR ', 'false')

function glue(parts: readonly Sql[], between: string, none: string): Sql {
  if (parts.length === 0) return make(none)
  if (parts.length === 1 && parts[0]) return parts[0]
  return make(`(${parts.map((part) => part.text).join(between)})`)
}

/**
 * SQL that an engineer wrote on a page. The caller states by calling this that its parse tree was checked
 * against the allowlist: one read-only expression, no subquery, no table, no statement.
 */
export const checkedExpression = (written: string): Sql => make(`(${written})`)
