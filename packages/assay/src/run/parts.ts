import type { Page, PageSql } from '@assay/core'
import type { Earlier } from './earlier.ts'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'

/** The concrete parts that a run is given; they are joined in `main.ts`. */
export interface Parts {
  openEngine(options: EngineLimits): Promise<Engine>
  readSource(engine: Engine, spec: SourceSpec, progress?: (text: string) => void): Promise<Snapshot>
  findFiles(source: string, base: string): Promise<readonly { readonly path: string; readonly shown: string }[]>
  /** What is known of the deliveries of a page's dataset; null or absent where no history is kept. */
  earlier?(page: Page): Promise<Earlier | null>
  readPageExpression(
    engine: Engine,
    written: string,
    kind: 'condition' | 'aggregate',
  ): Promise<{ readonly ok: true; readonly sql: PageSql } | { readonly ok: false; readonly message: string }>
}

export interface EngineLimits {
  readonly memory?: string
  readonly threads?: number
  readonly timeoutSeconds?: number
}
