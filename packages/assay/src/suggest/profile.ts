import { dirname, resolve } from 'node:path'
import {
  computedClaim,
  dependencyClaim,
  format,
  isPrivate,
  keyClaim,
  lookUpClaim,
  orderingClaim,
  type Delivery,
  type TableProfile,
} from '@assay/core'
import type { Parts } from '../run/parts.ts'
import { checkOf } from './check-of.ts'
import { columnFacts } from './column-facts.ts'
import type { Profile, TableFacts } from './contract.ts'
import { exactColumns } from './exact-columns.ts'
import { columnKey, tableProfile } from './facts/table.ts'
import { look, type LookOptions, type Looked } from './look.ts'
import { lookUpsOf } from './look-ups.ts'
import { verdictsOn } from './numbers-of.ts'
import { standardsOf } from './standards.ts'
import { subjectOf, type Subject } from './subject.ts'

export interface ProfileOptions extends LookOptions {
  /** A file, glob or folder, or the path of a page, relative to the working directory. */
  readonly source: string
  readonly delivery?: Delivery
  /** Only this column is told of; all when it is not said. */
  readonly column?: string
}

/**
 * What the newest delivery of a source is like: every column, and what columns have to do with one another. With `column`, that one
 * alone, which is much quicker on a wide source. Values of private columns are keyed hashes.
 */
export async function profileWith(parts: Parts, options: ProfileOptions): Promise<Profile> {
  const start = performance.now()
  const subject = await subjectOf(parts, options.source, options.delivery)
  const newest = { ...subject, deliveries: subject.deliveries.slice(-1) }
  const only = options.column === undefined ? {} : { only: { column: options.column, above: 0 } }
  return look(parts, newest, { ...options, ...only }, async (looked) => ({
    ...(await profiled(parts, subject, looked, options)),
    seconds: (performance.now() - start) / 1000,
  }))
}

/** The same of what was looked at already. */
export async function profiled(
  parts: Parts,
  subject: Subject,
  looked: Looked,
  { source, column, progress }: ProfileOptions,
): Promise<Omit<Profile, 'seconds'>> {
  const { engine, environment, sample, all, snapshot } = looked
  const standards = await standardsOf(engine, environment, sample.columns)
  const folder = dirname(resolve(subject.written === null ? 'page.md' : source))
  progress?.('looking into the datasets beside it')
  const { others, lookUps } =
    column === undefined ? await lookUpsOf(parts, subject, looked, folder) : { others: new Map(), lookUps: [] }
  progress?.('looking for what columns have to do with one another')
  const table = await tableProfile(sample, all, null, { standards, lookUps, next: snapshot.rows })
  const whole = sample.rows === sample.of
  progress?.('counting exactly')
  const exact = whole ? null : await exactColumns(engine, environment, table.columns, snapshot.rows)
  const { dataset } = environment
  return {
    version: 1,
    dataset: subject.page.dataset,
    source,
    delivery: { source: subject.deliveries.at(-1)?.source ?? source, of: subject.deliveries.length },
    rows: snapshot.rows,
    sample: whole ? null : { rows: sample.rows, of: sample.of },
    missing: [...looked.missing],
    columns: table.columns.map((of) =>
      columnFacts(of, isPrivate(of.name, dataset.private), dataset.numbers, exact?.get(columnKey(of))),
    ),
    table:
      column === undefined ? await tableFacts({ ...looked, environment: { ...environment, others } }, table) : null,
  }
}

/** The facts with the sentences that say them; where a sample was looked at, counted again on all rows. */
async function tableFacts({ engine, environment, sample, snapshot }: Looked, table: TableProfile): Promise<TableFacts> {
  const { keys, dependencies, orderings, computed, lookUps } = table
  const claims = [
    ...keys.map(keyClaim),
    ...dependencies.map(({ of, on }) => dependencyClaim(of, [on])),
    ...orderings.map(orderingClaim),
    ...computed.map(computedClaim),
    ...lookUps.map(lookUpClaim),
  ].map(checkOf)
  const verdicts = sample.rows === sample.of ? null : await verdictsOn(engine, environment, claims, snapshot.rows)
  let at = 0
  const told = (seen: { readonly counted: number; readonly failing: number }) => {
    const [check, verdict] = [claims[at], verdicts?.[at]]
    at++
    const { counted, failing } = verdict ?? seen
    return { counted: counted ?? seen.counted, failing: failing ?? seen.failing, sentence: check ? format(check) : '' }
  }
  return {
    keys: keys.map((each) => ({ columns: [...each.columns], ...told(each) })),
    determines: dependencies.map((each) => ({ of: [...each.of], on: each.on, ...told(each) })),
    orderings: orderings.map((each) => ({ low: each.low, high: each.high, ...told(each) })),
    computed: computed.map((each) => ({ column: each.column, how: each.how, from: [...each.from], ...told(each) })),
    lookUps: lookUps.map((each) => ({ column: each.column, dataset: each.dataset, of: each.of, ...told(each) })),
  }
}
