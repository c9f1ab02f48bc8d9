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

/** The SQL of a page's words and measures, checked; what may not run is a mistake of the page. */
export async function pageWords(
  engine: Engine,
  page: Page,
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
    if (read.ok) words.set(name, read.sql)
    else
      mistakes.push({
        code: 'page-word',
        severity: 'error',
        message: `"${name}": ${read.message}`,
        ...(page.definedAt[of][name]?.sql ?? { line: 1, column: 1 }),
      })
  }
  return { words, mistakes }
}
