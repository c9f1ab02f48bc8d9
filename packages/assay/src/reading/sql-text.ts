/** A text literal. NUL cannot stand in one and never comes here from data: file names and option values have none. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The engine takes a path for a pattern; a character in brackets stands for itself. */
export const pathLiteral = (path: string): string => quoteText(path.replace(/[*?[]/g, '[$&]'))

/** Partition values, a text or NULL for each file, as an expression over the number of the file. */
export function perFile(values: readonly (string | null)[], file: string): string {
  const distinct = new Set(values)
  const written = values.map((value) => (value === null ? 'NULL' : quoteText(value)))
  if (distinct.size === 1) return `CAST(${written[0] ?? 'NULL'} AS VARCHAR)`
  return `CAST([${written.join(', ')}] AS VARCHAR[])[CAST(${file} AS BIGINT) + 1]`
}
