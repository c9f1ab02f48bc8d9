import {
  facts,
  find,
  formatsOf,
  nearest,
  noColumn,
  type DatasetFacts,
  type Diagnostic,
  type Page,
  type PageSql,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'
import type { Parts } from './parts.ts'

/** What sentences need to know of a delivery that was read. */
export function datasetFacts(page: Page, snapshot: Snapshot, words: ReadonlyMap<string, PageSql>): DatasetFacts {
  return {
    name: page.dataset,
    relation: snapshot.relation,
    columns: snapshot.columns,
    files: snapshot.files.map((each) => each.file),
    private: page.private,
    key: page.key,
    time: page.time,
    missing: page.missing,
    zone: page.timezone,
    numbers: page.numbers,
    formats: formatsOf(page.sentences.map((each) => each.check)),
    reads: new Map(),
    words,
  }
}

/** How the page says that its files are to be read. */
export function readingOptions(page: Page): Omit<SourceSpec, 'source' | 'base'> {
  const { sheet, delimiter, quote, header, encoding } = page
  return Object.fromEntries(
    Object.entries({ sheet, delimiter, quote, header, encoding }).filter(([, said]) => said !== null),
  )
}

/**
 * Columns in the settings that the data does not have. Private data would be shown for a misspelt name, so that is a
 * mistake of the page; only a key that JSON leaves out where it is missing may be absent, if no other is nearly it.
 */
export function absentColumns(page: Page, { columns, files }: Snapshot): readonly Diagnostic[] {
  const known = facts(columns, 'r')
  const names = columns.map((each) => each.name)
  const sparse = files.every((each) => each.format.startsWith('JSON'))
  const said = { private: page.private, key: page.key, time: page.time === null ? [] : [page.time] }
  return Object.entries(said).flatMap(([setting, wanted]) =>
    wanted
      .filter((each) => find(known, each) === null)
      .map((each): Diagnostic => ({
        code: 'front-matter',
        severity: sparse && nearest(each, names, 1).length === 0 ? 'warning' : 'error',
        message: `\`${setting}\`: ${noColumn(each, names, 'the data')}`,
        ...(page.settingsAt[setting] ?? { line: 1, column: 1 }),
      })),
  )
}

/** The rows that words are said of. */
type Rows = Pick<Snapshot, 'columns' | 'relation'>

/** The SQL of a page's words and measures, checked, on its rows where they are there; what may not run is a mistake of the page. */
export async function pageWords(
  engine: Engine,
  page: Page,
  data: Rows | null,
  readPageExpression: Parts['readPageExpression'],
): Promise<{ words: ReadonlyMap<string, PageSql>; mistakes: readonly Diagnostic[] }> {
  const words = new Map<string, PageSql>()
  const mistakes: Diagnostic[] = []
  const all = [
    ...Object.entries(page.words).map(([name, written]) => ({
      name,
      written,
      kind: 'condition' as const,
      of: 'words' as const,
    })),
    ...Object.entries(page.measures).map(([name, written]) => ({
      name,
      written,
      kind: 'aggregate' as const,
      of: 'measures' as const,
    })),
  ]
  for (const { name, written, kind, of } of all) {
    const read = await readPageExpression(engine, written, kind)
    const wrong = read.ok ? (kind === 'condition' ? await notTrueOrFalse(engine, read.sql, data) : null) : read.message
    if (read.ok && wrong === null) words.set(name, read.sql)
    else
      mistakes.push({
        code: 'page-word',
        severity: 'error',
        message: `"${name}": ${wrong ?? ''}`,
        ...(page.definedAt[of][name]?.sql ?? { line: 1, column: 1 }),
      })
  }
  return { words, mistakes }
}

/** Why the SQL of a word is no condition on this data; null also where that shows only when it is run. */
async function notTrueOrFalse(engine: Engine, word: PageSql, data: Rows | null): Promise<string | null> {
  if (data === null) return null
  const { columns, relation } = data
  const known = facts(columns, 'r')
  const used = word.columns.flatMap((each) => find(known, each)?.sql ?? [])
  if (used.length < word.columns.length) return null
  try {
    const [type] = await engine.describe(`(SELECT ${word.with(used).text} AS x FROM ${relation} AS r)`)
    const is = type?.type ?? 'BOOLEAN'
    return is === 'BOOLEAN' || is === '"NULL"'
      ? null
      : `a word is true or false of each row, as \`price > 5\` is, and this SQL gives ${is === 'VARCHAR' ? 'a text' : `a value of the type ${is}`}`
  } catch (error) {
    if (error instanceof Failure && error.code === 'engine') return null
    throw error
  }
}
