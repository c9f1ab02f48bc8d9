import type { Condition, Environment } from '@assay/core'
import type { Known, Mask } from './facts/column.ts'
import type { Sample } from './sample.ts'

/** Rows to learn from, and the others to try on: a mask of the sample, and what is true of the others in the engine. */
export interface Split {
  readonly mask: Mask
  readonly others: { readonly sql: string } | { readonly where: Condition }
  readonly inWords: string
}

/** The share of rows, the earliest, that is learnt from. */
const EARLY = 0.7
const LEAST_TIMES = 20

/** Two random halves, each tried on the other; and where rows have a time, the earlier ones on the later. */
export function splitsOf(sample: Sample, all: readonly Known[], environment: Environment): readonly Split[] {
  const halves = [0, 1].map((half): Split => ({
    mask: Uint8Array.from(sample.half, (each) => (each === half ? 1 : 0)),
    others: { sql: `hash(r.__assay_file, r.__assay_row) % 2 = ${String(1 - half)}` },
    inWords: 'one half of the rows, tried on the other',
  }))
  const time = timeSplit(sample, all, environment.dataset.time)
  return time ? [...halves, time] : halves
}

function timeSplit(sample: Sample, all: readonly Known[], said: string | null): Split | null {
  const timed = all.filter(
    (each) =>
      !each.column.entries && each.reads.filter((read) => read.time !== null).length >= 0.95 * each.column.texts.length,
  )
  const of =
    said === null ? (timed.length === 1 ? timed[0] : undefined) : timed.find((each) => each.column.name === said)
  if (!of || of.column.texts.length < LEAST_TIMES) return null
  const times = [...of.column.codes].flatMap((code) => of.reads[code]?.time ?? [])
  const limit = times.sort((a, b) => a - b)[Math.floor(EARLY * times.length)]
  if (limit === undefined || limit === times.at(-1)) return null
  const mask = new Uint8Array(sample.rows)
  for (const [i, code] of of.column.codes.entries())
    if ((of.reads[code]?.time ?? Infinity) <= limit) mask[of.column.rows[i] ?? 0] = 1
  return {
    mask,
    others: { where: later(of.column.name, limit) },
    inWords: `the earlier rows by \`${of.column.name}\`, tried on the later`,
  }
}

const later = (name: string, limit: number): Condition => ({
  subject: { of: [{ kind: 'column', args: { name } }], quantity: { is: 'every' } },
  claim: { kind: 'after', args: { value: { kind: 'timestamp', args: { is: new Date(limit * 1000).toISOString() } } } },
})

/** What was learnt from all deliveries but the last, tried on that one. */
export function deliveriesSplit(delivery: Uint8Array): Split {
  const last = delivery.reduce((most, each) => Math.max(most, each), 0)
  return {
    mask: delivery.map((each) => (each < last ? 1 : 0)),
    others: { sql: 'true' },
    inWords: `${String(last)} earlier ${last === 1 ? 'delivery' : 'deliveries'}, tried on the newest`,
  }
}
