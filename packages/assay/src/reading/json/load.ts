import { pathLiteral, quoteText } from '../sql-text.ts'

/** The engine's reading of lines `{"r":1,"c0":…}` whose types are known: nothing is left for it to guess. */
export function readLines(path: string, types: readonly string[], longest: number): string {
  const columns = types.map((type, i) => `'c${String(i)}': ${quoteText(type)}`)
  const options = [
    `columns = {${[`'r': 'BIGINT'`, ...columns].join(', ')}}`,
    `format = 'newline_delimited'`,
    `records = 'true'`,
    `ignore_errors = false`,
    `maximum_object_size = ${String(Math.max(longest + 1024, 1 << 24))}`,
  ]
  return `read_json(${pathLiteral(path)}, ${options.join(', ')})`
}
