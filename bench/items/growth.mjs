import { checked } from '../checked.mjs'
import { inTurns, median } from '../measure.mjs'
import { ordersParquet, pageOf } from '../orders.mjs'

const SIZES = [1, 10, 100, 1000]

/** All different, so that no two share their work. */
const sentences = (n) =>
  Array.from({ length: n }, (_, i) => ({
    sentence: `\`${i % 2 === 0 ? 'price' : 'customer'}\` must be between ${-i - 1} and ${1_000_000 + i}`,
  }))

export async function growth() {
  const path = await ordersParquet(10_000, 'orders-10k')
  const works = Object.fromEntries(SIZES.map((n) => [n, () => checked(pageOf(path, sentences(n)), { holds: n })]))
  const times = await inTurns(works, 3)
  const first = median(times[SIZES[0]])
  return SIZES.map((n) => ({
    what: `${String(n).replace(/\B(?=(\d{3})+$)/g, ',')} assumptions on 10,000 rows of Parquet`,
    target: 'no target',
    result: `${(median(times[n]) / first).toFixed(1)} × of one`,
    pass: null,
    detail: `${median(times[n]).toFixed(2)} s`,
  }))
}
