import { createWriteStream } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { extname, join, resolve } from 'node:path'
import { Failure } from '../failure.ts'
import type { ExportedRow, Overview, SentenceSeries } from '../history/index.ts'
import type { DatasetRecord, DecisionRecord, DeliveryRecord, JudgedWrongRecord } from '../record.ts'
import { namedDataset } from './named.ts'
import type { Watching } from './watching.ts'

export type ShownHistory =
  | { readonly kind: 'overview'; readonly datasets: readonly Overview[] }
  | {
      readonly kind: 'dataset'
      readonly dataset: DatasetRecord
      readonly deliveries: readonly DeliveryRecord[]
      readonly decisions: readonly DecisionRecord[]
      readonly judgedWrong: readonly JudgedWrongRecord[]
      readonly series: readonly SentenceSeries[]
    }
  | {
      readonly kind: 'sentence'
      readonly dataset: DatasetRecord
      readonly series: SentenceSeries
      readonly deliveries: readonly DeliveryRecord[]
    }

export interface HistoryQuery {
  readonly dataset?: string
  /** The number of a sentence in the list of its dataset, or a part of its text. */
  readonly sentence?: string
  /** At most so many deliveries, the newest. */
  readonly last: number
}

/** What is kept of all datasets, of one, or of one sentence. */
export async function showHistory({ store, history }: Watching, of: HistoryQuery): Promise<ShownHistory> {
  const { db } = history
  if (of.dataset === undefined) return { kind: 'overview', datasets: await store.overview(db, of.last) }
  const dataset = await namedDataset(store, db, of.dataset)
  const series = await store.seriesOf(db, { datasetId: dataset.id, last: of.last })
  const deliveries = await store.deliveriesOf(db, dataset.id, { limit: of.last })
  if (of.sentence !== undefined)
    return { kind: 'sentence', dataset, series: meant(series, of.sentence, dataset), deliveries }
  const decisions = await store.decisionsOf(db, { datasetId: dataset.id })
  const judgedWrong = await store.judgedWrongOf(db, { datasetId: dataset.id })
  return { kind: 'dataset', dataset, deliveries, decisions, judgedWrong, series }
}

function meant(series: readonly SentenceSeries[], said: string, dataset: DatasetRecord): SentenceSeries {
  const numbered = /^\d+$/.test(said) ? series[Number(said) - 1] : undefined
  const found = numbered
    ? [numbered]
    : series.filter((each) => each.canonical.toLowerCase().includes(said.toLowerCase()))
  const [first] = found
  if (first && found.length === 1) return first
  throw new Failure(
    'no-sentence',
    found.length === 0
      ? `No sentence of ${dataset.name} has "${said}" in it.`
      : `${String(found.length)} sentences of ${dataset.name} have "${said}" in them.`,
    { next: `\`assay history ${dataset.name}\` numbers them.` },
  )
}

const FORMATS: { readonly [ending: string]: string } = {
  '.csv': "(FORMAT csv, HEADER true, DELIMITER ',')",
  '.ndjson': '(FORMAT json, ARRAY false)',
  '.json': '(FORMAT json, ARRAY true)',
  '.parquet': '(FORMAT parquet, COMPRESSION zstd)',
}

const COLUMNS: { readonly [name in Exclude<keyof ExportedRow, 'value'> | 'value' | 'text']: string } = {
  dataset: 'VARCHAR',
  delivery: 'BIGINT',
  arrived_at: 'TIMESTAMP WITH TIME ZONE',
  delivery_state: 'VARCHAR',
  sentence: 'VARCHAR',
  reading: 'VARCHAR',
  severity: 'VARCHAR',
  status: 'VARCHAR',
  why: 'VARCHAR',
  value: 'DOUBLE',
  text: 'VARCHAR',
  unit: 'VARCHAR',
  bound: 'VARCHAR',
  low: 'DOUBLE',
  high: 'DOUBLE',
  counted: 'BIGINT',
  failing: 'BIGINT',
  reason: 'VARCHAR',
  seconds: 'DOUBLE',
  without_rows_set_aside: 'BOOLEAN',
}

/** Writes every verdict of a dataset, or of all, with its number to a file: csv, ndjson, json or parquet by its ending. Gives how many. */
export async function exportHistory(
  watching: Watching,
  of: { readonly dataset?: string; readonly file: string },
): Promise<number> {
  const format = FORMATS[extname(of.file).toLowerCase()]
  if (format === undefined)
    throw new Failure('bad-option', `The history cannot be written to ${of.file}.`, {
      next: `Its name must end in ${Object.keys(FORMATS).join(', ')}.`,
    })
  const { store, history, parts } = watching
  const dataset = of.dataset === undefined ? undefined : await namedDataset(store, history.db, of.dataset)
  const engine = await parts.openEngine(watching.limits)
  try {
    const lines = join(engine.temporary, 'history.ndjson')
    const count = await writeLines(lines, store.exportedRows(history.db, dataset?.id))
    const columns = Object.entries(COLUMNS).map(([name, type]) => `'${name}': '${type}'`)
    const made = join(engine.temporary, 'history')
    await engine.run(
      `COPY (SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = {${columns.join(', ')}})) TO '${made}' ${format}`,
    )
    await copyFile(made, resolve(of.file))
    await rm(made)
    return count
  } finally {
    await engine.close()
  }
}

async function writeLines(path: string, chunks: AsyncIterable<readonly ExportedRow[]>): Promise<number> {
  const out = createWriteStream(path)
  let count = 0
  for await (const rows of chunks) {
    count += rows.length
    if (!out.write(rows.map(line).join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return count
}

function line(row: ExportedRow): string {
  const { value, without_rows_set_aside: rest, ...more } = row
  const number = typeof value === 'string' ? { value: null, text: value } : { value, text: null }
  return `${JSON.stringify({ ...more, ...number, without_rows_set_aside: rest === 1 })}\n`
}
