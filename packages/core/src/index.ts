export * from './check.ts'
export * from './diagnostics.ts'
export type { Dialect } from './sql/dialect.ts'
export { duckdb } from './sql/duckdb.ts'
export { and, checkedExpression, join, name, number, or, sql, text, type Sql } from './sql/sql.ts'
export {
  columnsIn,
  drawn,
  failing,
  type Blame,
  type Drawn,
  type Failing,
  type FailingPlan,
  type RowCell,
} from './plan/failing.ts'
export { fewestCells, type Suspects } from './plan/fewest-cells.ts'
export { find, kindOfType, type SourceColumn } from './plan/columns.ts'
export { formatsOf } from './plan/formats.ts'
export type { DatasetFacts, Environment, PageSql } from './plan/environment.ts'
export { plan, type Job, type Plan, type Query } from './plan/plan.ts'
export { readability } from './plan/readability.ts'
export { evaluate } from './judge/evaluate.ts'
export { judge, type Context } from './judge/judge.ts'
export { historyNeeded } from './judge/history-needed.ts'
export { measureKey } from './judge/measure-key.ts'
export { measurementOf, MOST_GROUPS, queriesOf, type Found, type Measurement, type Past } from './judge/measurement.ts'
export type { GroupVerdict, Verdict } from './judge/verdict.ts'
export { percent, shownNumber } from './judge/shown.ts'
export { Unchecked } from './vocabulary/expression.ts'
export { shownCount } from './vocabulary/shown-count.ts'
export { throughout, type Reads } from './vocabulary/reads.ts'
export { BOUNDS, CONDITIONS, MEASURES, VALUES } from './vocabulary/index.ts'
export { SETTINGS, type Delivery, type Settings } from './language/front-matter.ts'
export type { Grammar } from './language/grammar.ts'
export { grammarWith, wordFault, type PageWords } from './language/language.ts'
export type { Note } from './language/list-items.ts'
export { formatPage, readPage, type DocumentBlock, type Page, type PageSentence } from './language/page.ts'
export { readCondition, reading, readValue, sayOf, type ReadingContext } from './language/reading.ts'
export { readSentence, type Mistake, type ReadSentence, type SentenceResult } from './language/sentence.ts'
export { format, formatCondition, formatDuration, formatNumber, formatValue, listed } from './language/format.ts'
export { quoteColumn, quoteText } from './language/lexer.ts'
export { complete, type Completion, type CompletionContext, type Completions } from './language/complete.ts'
export { languageReference } from './language/words.ts'
export * from './stats/distribution.ts'
export { usual, type Usual, type UsualPoint } from './stats/usual.ts'
