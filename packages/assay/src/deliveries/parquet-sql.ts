export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** The engine takes a path for a pattern; a character in brackets stands for itself. */
export const pathLiteral = (path: string): string => quoteText(path.replace(/[*?[]/g, '[$&]'))

/** Nearly as small as at higher levels, and half of the work; a dictionary of more values costs more than it saves. */
export const PARQUET = '(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 5000)'
