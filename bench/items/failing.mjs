import { checked } from '../checked.mjs'
import { inTurns, median, written } from '../measure.mjs'
import { ordersParquet, pageOf, sentences32 } from '../orders.mjs'

/** The same sentences over rows that all pass, and over rows of which a tenth fails. */
export async function failing() {
  const good = await ordersParquet(1_000_000, 'orders-1m')
  const bad = await ordersParquet(1_000_000, 'orders-1m-tenth', 'i % 10 = 7')
  const times = await inTurns(
    {
      'all good': () => checked(pageOf(good, sentences32), { holds: 32 }),
      '10% failing, with evidence': () => checked(pageOf(bad, sentences32), { holds: 27, broken: 5 }),
    },
    5,
  )
  const ratio = median(times['10% failing, with evidence'].map((taken, turn) => taken / times['all good'][turn]))
  return [
    {
      what: '32 assumptions on 1 million rows of Parquet: a tenth of the rows failing (five sentences broken, evidence included) against all good',
      target: 'no target',
      result: `${ratio.toFixed(2)} ×`,
      pass: null,
      detail: written(times),
    },
  ]
}
