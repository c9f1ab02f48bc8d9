import { join } from 'node:path'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot, SnapshotColumn, SourceSpec } from '../reading/snapshot.ts'
import type { Copy } from './candidate.ts'
import { linkTree } from './disk.ts'
import { ACCEPTED, SET_ASIDE, SNAPSHOT } from './folders.ts'
import { PARQUET, pathLiteral, quoteName, quoteText } from './parquet-sql.ts'

/** How a kept snapshot is read again: all of a `Snapshot` but the relation and what asks its files, as plain JSON. */
export interface SnapshotFacts extends Omit<Snapshot, 'relation' | 'fingerprint' | 'unchanged'> {
  readonly fingerprint: string
  /** Parquet as it was delivered; null when the snapshot was converted. */
  readonly copies: readonly Copy[] | null
  /** A converted snapshot has the numbers of file and row as its last two columns; else its rows are those of one file. */
  readonly numbered: boolean
}

const FILE = '__assay_file'
const ROW = '__assay_row'

/** Writes the snapshot of text as Parquet, or takes it that it was copied already. */
export async function writeSnapshot(
  engine: Engine,
  snapshot: Snapshot,
  folder: string,
  copies: readonly Copy[] | null,
): Promise<SnapshotFacts> {
  const { relation, fingerprint, unchanged: _, ...facts } = snapshot
  const numbered = copies === null && (snapshot.files.length > 1 || snapshot.unreadable > 0)
  if (copies === null) {
    const numbers = numbered ? [FILE, ROW] : []
    await engine.run(
      `COPY (SELECT ${[...named(snapshot.columns), ...numbers].join(', ')} FROM ${relation}) TO ${quoteText(join(folder, SNAPSHOT))} ${PARQUET}`,
    )
  }
  return { ...facts, fingerprint: await fingerprint(), copies, numbered }
}

const named = (columns: readonly SnapshotColumn[]): string[] =>
  columns.map((each) => `${quoteName(each.sql)} AS ${quoteName(each.name)}`)

/** The accepted rows: all of the snapshot in the folder `from`, or those of a relation with the same columns. */
export async function writeAccepted(
  engine: Engine,
  { from, to }: { readonly from: string; readonly to: string },
  of: { readonly facts: Pick<SnapshotFacts, 'numbered' | 'columns'>; readonly relation: string; readonly all: boolean },
): Promise<void> {
  if (of.all && !of.facts.numbered) return linkTree(join(from, SNAPSHOT), to)
  await engine.run(
    `COPY (SELECT ${named(of.facts.columns).join(', ')} FROM ${of.relation}) TO ${quoteText(to)} ${PARQUET}`,
  )
}

/** The rows set aside, as a query gives them. */
export async function writeSetAside(engine: Engine, folder: string, query: string): Promise<void> {
  await engine.run(`COPY (${query}) TO ${quoteText(join(folder, SET_ASIDE))} ${PARQUET}`)
}

type ReadSource = (engine: Engine, spec: SourceSpec) => Promise<Snapshot>

/** Reads a folder's snapshot again, as it was when it was delivered. */
export async function readKept(
  engine: Engine,
  folder: string,
  facts: SnapshotFacts,
  readSource: ReadSource,
): Promise<Snapshot> {
  const { copies, numbered: _, ...snapshot } = facts
  const fingerprint = () => Promise.resolve(facts.fingerprint)
  if (copies !== null) return { ...(await readCopies(engine, folder, copies, readSource)), fingerprint }
  return {
    ...snapshot,
    fingerprint,
    // nobody else writes there
    unchanged: () => Promise.resolve(),
    relation: await relationOf(engine, join(folder, SNAPSHOT), facts),
  }
}

/** Copies of Parquet files, under the names that they were delivered with. */
export async function readCopies(
  engine: Engine,
  folder: string,
  copies: readonly Copy[],
  readSource: ReadSource,
  hashes?: ReadonlyMap<string, string>,
): Promise<Snapshot> {
  const snapshot = await readSource(engine, { source: SNAPSHOT, base: folder, ...(hashes ? { hashes } : {}) })
  const shown = new Map(copies.map((each) => [each.kept.split('\\').join('/'), each.shown]))
  return {
    ...snapshot,
    files: snapshot.files.map((each) => ({ ...each, file: shown.get(each.file) ?? each.file })),
  }
}

let views = 0

async function relationOf(engine: Engine, path: string, facts: Omit<SnapshotFacts, 'copies'>): Promise<string> {
  const from = `read_parquet(${pathLiteral(path)})`
  // by place: where two names differ in case only, the engine has renamed the second
  const names = (await engine.describe(from)).map((each) => each.name)
  const columns = facts.columns.map((each, i) => `${quoteName(names[i] ?? each.name)} AS ${quoteName(each.sql)}, `)
  const [file, row] = facts.numbered
    ? [quoteName(names[facts.columns.length] ?? FILE), quoteName(names[facts.columns.length + 1] ?? ROW)]
    : ['CAST(0 AS INTEGER)', 'file_row_number + 1']
  const relation = `__assay_kept_${String(++views)}`
  await engine.run(
    `CREATE VIEW ${relation} AS SELECT ${columns.join('')}${file} AS ${FILE}, ${row} AS ${ROW} FROM ${from}`,
  )
  return relation
}

/** The accepted rows of a folder as a relation with the columns of the facts, and the numbers of file and row as they are there. */
export async function readAccepted(
  engine: Engine,
  folder: string,
  facts: SnapshotFacts,
  readSource: ReadSource,
): Promise<Pick<Snapshot, 'relation' | 'columns'>> {
  const path = join(folder, ACCEPTED)
  if (facts.copies !== null) return readSource(engine, { source: ACCEPTED, base: folder })
  return { relation: await relationOf(engine, path, { ...facts, numbered: false }), columns: facts.columns }
}
