/** A message to a user about a page or a delivery: their mistake as a value, never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: 'error' | 'warning' | 'note'
  /** Names the thing, says what was found and what was expected. */
  readonly message: string
  /** From 1; 1 and 1 where the whole page is meant. */
  readonly line: number
  readonly column: number
  /** How many characters of that line are meant. */
  readonly length?: number
  /** What would mend it: text to put in place of the whole sentence. */
  readonly fix?: string
}

/** Every code that exists, with what it means; the documentation is made from this table. */
export const DIAGNOSTICS = {
  'front-matter': 'the YAML between the two lines of dashes has an error or an unknown key',
  'no-sentence': 'the page has no list item, so nothing is checked',
  'not-a-sentence': 'a list item is not a sentence of the language',
  'mixed-and-or': '`and` and `or` are mixed without parentheses',
  'no-sense': 'a sentence can be read but makes no sense, as when `unique` is denied',
  pattern: 'a pattern that cannot be read',
  'page-word': 'a word or measure of the page has no valid name or SQL',
  'same-dataset': 'two pages describe a dataset of one name',
  'never-fails': 'a bound can never fail, or always fails',
  contradiction: 'two sentences contradict each other or say the same',
  surprise: 'a meaning that could surprise',
  reading: 'how a file was read, or what in it could not be read',
} as const
export type DiagnosticCode = keyof typeof DIAGNOSTICS
