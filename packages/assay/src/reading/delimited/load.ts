import { pathLiteral, quoteText } from '../sql-text.ts'
import type { Prepared } from './prepare.ts'
import type { Dialect } from './record.ts'

const clean: Dialect = { delimiter: ',', quote: '"', header: false, newline: '\n' }

/** A file as the engine reads it. */
export type Lying = Pick<Prepared, 'path' | 'dialect' | 'isClean' | 'longest' | 'names'>

/**
 * The engine's reading of a prepared file, with nothing left for it to guess: a table function with text columns `c0` …, and first `r`
 * (the number of the row) if it is a clean copy.
 */
export function readCsv({ path, dialect, isClean, longest, names }: Lying): string {
  const { delimiter, quote, header } = isClean ? clean : dialect
  const columns = names.map((_, i) => `'c${String(i)}': 'VARCHAR'`)
  if (isClean) columns.unshift(`'r': 'BIGINT'`)
  const options = {
    columns: `{${columns.join(', ')}}`,
    auto_detect: 'false',
    header: String(header),
    delim: quoteText(delimiter),
    quote: quoteText(quote),
    escape: quoteText(quote),
    comment: `''`,
    ...(isClean ? { new_line: `'\\n'` } : {}),
    strict_mode: 'true',
    null_padding: 'false',
    ignore_errors: 'false',
    max_line_size: String(Math.max(longest + 1024, 1 << 21)),
  }
  const written = Object.entries(options).map(([name, value]) => `${name} = ${value}`)
  return `read_csv(${pathLiteral(path)}, ${written.join(', ')})`
}
