import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import type { Engine, EngineRow, EngineValue } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import { readSource } from './index.ts'
import type { Snapshot, SourceSpec } from './index.ts'

/** A folder with files and an engine to read them with, for tests. */
export interface Bench {
  readonly engine: Engine
  readonly folder: string
  write(name: string, content: string | Uint8Array): Promise<void>
  read(source: string, more?: Partial<SourceSpec>): Promise<Snapshot>
  /** Values of the columns by the names that people see, with `#` the number of the row and `@` that of the file. */
  rows(snapshot: Snapshot): Promise<Record<string, EngineValue>[]>
  fails(source: string, more?: Partial<SourceSpec>): Promise<Failure>
  close(): Promise<void>
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-reading-'))
  const engine = await openDuckdb({ threads: 2 })
  const read = (source: string, more: Partial<SourceSpec> = {}) => readSource(engine, { source, base: folder, ...more })
  return {
    engine,
    folder,
    read,
    async write(name, content) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    },
    async rows({ relation, columns }) {
      const all = await engine.query(`SELECT * FROM ${relation} ORDER BY __assay_file, __assay_row`)
      return all.map((row: EngineRow) => ({
        '@': row['__assay_file'] ?? null,
        '#': row['__assay_row'] ?? null,
        ...Object.fromEntries(columns.map(({ name, sql }) => [name, row[sql] ?? null])),
      }))
    },
    fails: (source, more) =>
      read(source, more).then(
        (snapshot) => {
          throw new Error(`read without a failure: ${JSON.stringify(snapshot)}`)
        },
        (cause: unknown) => {
          if (cause instanceof Failure) return cause
          throw cause
        },
      ),
    async close() {
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
