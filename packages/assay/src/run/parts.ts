import type { PageSql } from '@assay/core'
import type * as alarms from '../alarms/index.ts'
import type * as deliveries from '../deliveries/index.ts'
import type * as store from '../history/index.ts'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot, SourceSpec } from '../reading/snapshot.ts'

/** A file that a source names, as the rooms that read it describe it. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string
  /** As shown to people: relative to the base. */
  readonly shown: string
  readonly bytes: number
  /** In milliseconds since 1970. */
  readonly modified: number
  /** From folders named `key=value`. */
  readonly partitions: readonly (readonly [string, string | null])[]
}

/** The concrete parts that a run is given; they are joined in `main.ts`. */
export interface Parts {
  openEngine(options: EngineLimits): Promise<Engine>
  readSource(engine: Engine, spec: SourceSpec, progress?: (text: string) => void): Promise<Snapshot>
  findFiles(source: string, base: string): Promise<readonly FoundFile[]>
  /** What is kept of deliveries, and how; loaded when it is asked for. */
  history(): Promise<typeof store>
  deliveries(): Promise<typeof deliveries>
  alarms(): Promise<typeof alarms>
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
