import { normalised, statementsByHand } from '../by-hand.mjs'
import { checked } from '../checked.mjs'
import { onEngine } from '../engine.mjs'
import { inTurns, ratioToFastest, written } from '../measure.mjs'
import { COLUMNS, DOUBLES, ordersParquet, pageOf, sentences40, TEXTS } from '../orders.mjs'

export async function holding() {
  const path = await ordersParquet(10_000_000, 'orders-10m')
  const byHand = statementsByHand(
    normalised(`'${path}'`, { all: COLUMNS, texts: TEXTS, doubles: DOUBLES }),
    sentences40,
  )
  const works = Object.fromEntries(Object.entries(byHand).map(([name, sql]) => [name, () => onEngine(sql)]))
  const times = await inTurns({ assay: () => checked(pageOf(path, sentences40), { holds: 40 }), ...works }, 3)
  const ratio = ratioToFastest(times, 'assay')
  return [
    {
      what: '40 assumptions, all holding, 10 million rows × 12 columns of Parquet, against the fastest of three statements by hand',
      target: '≤ 1.15 ×',
      result: `${ratio.toFixed(2)} ×`,
      pass: ratio <= 1.15,
      detail: written(times),
    },
  ]
}
