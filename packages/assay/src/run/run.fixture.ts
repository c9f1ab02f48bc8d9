import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import { check } from '../main.ts'
import { resultSchema, type PageResult, type Result, type VerdictResult } from '../report/contract.ts'
import type { CheckOptions } from './check.ts'

/** Noon of a Wednesday. */
export const NOW = new Date('2024-05-15T12:00:00Z')

/** A folder with pages and data, and a run over them; every result is held to the contract. */
export interface Folder {
  readonly path: string
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Writes a Parquet file from a query. */
  parquet(name: string, query: string): Promise<void>
  check(options: CheckOptions): Promise<Result>
  /** Checks one page that is written to `page.md`: its settings and its sentences. */
  page(settings: string, sentences: readonly string[], options?: CheckOptions): Promise<PageResult>
  close(): Promise<void>
}

export async function openFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'assay-run-'))
  const write = async (name: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), content)
  }
  const checked = async (options: CheckOptions) => {
    const result = await check({ now: NOW, threads: 2, ...options })
    return resultSchema.parse(result)
  }
  return {
    path,
    write,
    check: checked,
    async parquet(name, query) {
      const engine = await openDuckdb({ threads: 1 })
      try {
        await engine.run(`COPY (${query}) TO '${join(path, name)}' (FORMAT parquet)`)
      } finally {
        await engine.close()
      }
    },
    async page(settings, sentences, options = {}) {
      await write('page.md', pageText(settings, sentences))
      const { pages } = await checked({ pages: [join(path, 'page.md')], ...options })
      const [first] = pages
      if (!first) throw new Error('no page was checked')
      return first
    },
    close: () => rm(path, { recursive: true, force: true }),
  }
}

export const pageText = (settings: string, sentences: readonly string[]): string =>
  `---\n${settings}\n---\n# A page\n\n${sentences.map((each) => `- ${each}\n`).join('')}`

/**
 * A verdict in short: `broken 3/5` of a row-wise sentence (satisfied of counted), `holds 12` of a number, and the reason
 * where there is nothing to judge: `idle no-baseline`.
 */
export function short(v: Pick<VerdictResult, 'status' | 'why' | 'counted' | 'failing' | 'value' | 'reason'>): string {
  if (v.status === 'unchecked') return `unchecked ${String(v.why)}${v.why === 'engine' ? `: ${v.reason}` : ''}`
  if (v.status === 'idle') return `idle ${String(v.why)}`
  if (v.failing !== null && v.counted !== null)
    return `${v.status} ${String(v.counted - v.failing)}/${String(v.counted)}`
  return `${v.status} ${typeof v.value === 'number' ? String(Number(v.value.toPrecision(6))) : String(v.value)}`
}

/** Sentences with their verdicts in short; a sentence that is none has no verdict. */
export function verdictsOf(page: PageResult): readonly (readonly [string, string])[] {
  return page.verdicts.map((each) => [each.sentence, short(each)])
}
