import { LAST, type DatasetFacts, type Diagnostic, type LastFacts, type Past, type SourceColumn } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'
import type { WatchedArrivals } from './clock.ts'

/**
 * What is known of a dataset's accepted deliveries before the one that is checked. A delivery that was held is never
 * among them, whatever was measured on it.
 */
export interface Earlier {
  /** The last accepted delivery; null before the first. */
  readonly last: LastDelivery | null
  /**
   * Measurements of these measures on accepted deliveries, oldest first: of each key at least so many of the last ones as
   * asked for, as far as they are kept. Infinity is asked for where their times decide; nothing before a year and a month ago does.
   */
  history(measureKeys: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, readonly Past[]>>
  /** When the newest deliveries before it arrived, also those that were held. */
  arrivals(): Promise<WatchedArrivals>
}

export interface LastDelivery {
  /** When it arrived, ISO 8601 in UTC. */
  readonly arrived: string
  /** Where its files are, for an engine that reads nothing else. */
  readonly paths: readonly string[]
  /** The rows that were accepted, as a relation in the engine, with its columns. */
  read(engine: Engine): Promise<{ readonly relation: string; readonly columns: readonly SourceColumn[] }>
}

/** The last accepted delivery as a relation in the engine, read as its page says now. What cannot be read is no baseline. */
export async function lastFacts(
  engine: Engine,
  last: LastDelivery | null | undefined,
  page: DatasetFacts,
): Promise<{ readonly facts: LastFacts | null; readonly mistakes: readonly Diagnostic[] }> {
  if (!last) return { facts: null, mistakes: [] }
  try {
    const { relation, columns } = await last.read(engine)
    return {
      facts: { ...page, name: LAST, relation, columns, reads: new Map(), arrived: last.arrived },
      mistakes: [],
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const message = `the last accepted delivery cannot be read, so nothing is compared with it: ${error.message}`
    return { facts: null, mistakes: [{ code: 'reading', severity: 'warning', message, line: 1, column: 1 }] }
  }
}
