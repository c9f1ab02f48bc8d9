import { dirname } from 'node:path'
import { cellTexts, duckdb, speakable, type DatasetFacts, type LookUp, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { datasetFacts, readingOptions } from '../run/dataset.ts'
import { readPages } from '../run/pages.ts'
import type { Parts } from '../run/parts.ts'
import type { Known } from './facts/column.ts'
import type { Looked } from './look.ts'
import type { Subject } from './subject.ts'

/** The share of rows whose values must be found, different values that tell something, and keys that are looked into. */
const SHARE = 0.95
const LEAST_DIFFERENT = 5
const MOST_KEYS = 1_000_000

/** Columns whose values occur among the keys of other datasets that have a page in the folder. */
export async function lookUpsOf(
  parts: Parts,
  subject: Subject,
  { engine, all }: Looked,
  folder: string,
): Promise<{ readonly others: ReadonlyMap<string, DatasetFacts>; readonly lookUps: readonly LookUp[] }> {
  const others = new Map<string, DatasetFacts>()
  const lookUps: LookUp[] = []
  for (const page of await pagesBeside(folder, subject)) {
    const [of] = page.key
    if (of === undefined || page.key.length > 1 || page.source === null) continue
    const keys = await keysOf(parts, page, of)
    const found = keys ? all.flatMap((each) => lookUp(each, keys, page.dataset, of)) : []
    const facts = found.length === 0 ? null : await readOther(parts, engine, page)
    if (!facts) continue
    others.set(page.dataset, facts)
    lookUps.push(...found)
  }
  return { others, lookUps }
}

async function pagesBeside(folder: string, { page }: Subject): Promise<readonly Page[]> {
  try {
    const { byDataset } = await readPages([folder])
    return [...byDataset.values()].filter((each) => each.dataset !== page.dataset && each.path !== page.path)
  } catch (error) {
    if (error instanceof Failure && error.code === 'no-page') return []
    throw error
  }
}

/** What a dataset that nobody asked for may cost; what needs more is not looked into. */
const LIMITS = { memory: '1GB', timeoutSeconds: 10 }

/** The keys of another dataset, read on an engine of its own: it may be far larger than what is looked at. */
async function keysOf(parts: Parts, page: Page, key: string): Promise<ReadonlySet<string> | null> {
  const engine = await parts.openEngine(LIMITS)
  try {
    const facts = await readOther(parts, engine, page)
    return facts && (await keysIn(engine, facts, key))
  } finally {
    await engine.close()
  }
}

/** Another dataset, as sentences look into it; null when it cannot be read now. */
async function readOther(parts: Parts, engine: Engine, page: Page): Promise<DatasetFacts | null> {
  try {
    const spec = { ...readingOptions(page), source: page.source ?? '', base: dirname(page.path) }
    return datasetFacts(page, await parts.readSource(engine, spec), new Map())
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

async function keysIn(engine: Engine, dataset: DatasetFacts, key: string): Promise<ReadonlySet<string> | null> {
  const column = speakable(dataset.columns).find((each) => each.name === key)
  if (!column || column.kind === 'list') return null
  const environment = {
    dialect: duckdb,
    now: '2000-01-01T00:00:00.000Z',
    dataset,
    others: new Map<string, DatasetFacts>(),
    last: null,
  }
  const { texts, from } = cellTexts([column], environment)
  const rows = await engine.query(
    `SELECT DISTINCT ${texts[0]?.text ?? 'NULL'} AS k FROM ${from().text} LIMIT ${String(MOST_KEYS + 1)}`,
  )
  return rows.length > MOST_KEYS ? null : new Set(rows.flatMap((row) => (typeof row.k === 'string' ? [row.k] : [])))
}

function lookUp({ column, reads }: Known, keys: ReadonlySet<string>, dataset: string, of: string): readonly LookUp[] {
  if (column.entries || column.kind === 'list' || column.texts.length < LEAST_DIFFERENT) return []
  // small numbers are found among any keys that are numbers
  const numbers = reads.filter((each) => each.number !== null).length > 0.5 * reads.length
  if (numbers && !named(column.name, dataset, of)) return []
  const found = column.codes.reduce((sum, code) => (keys.has(column.texts[code] ?? '') ? sum + 1 : sum), 0)
  const counted = column.codes.length
  return found >= SHARE * counted ? [{ column: column.name, dataset, of, counted, failing: counted - found }] : []
}

/** `customer_id` means `id` of customers. */
function named(column: string, dataset: string, of: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const [mine, theirs, key] = [plain(column), plain(dataset), plain(of)]
  return (
    mine === key ||
    mine === `${theirs}${key}` ||
    mine === `${theirs.replace(/s$/, '')}${key}` ||
    mine === theirs.replace(/s$/, '')
  )
}
