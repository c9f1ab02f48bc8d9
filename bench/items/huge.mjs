import { writeFileSync } from 'node:fs'
import { made } from '../engine.mjs'
import { peakOf } from '../measure.mjs'
import { dataFile } from '../paths.mjs'

const QUERY = `SELECT i AS id, printf('%016x', hash(i)) AS code, CAST(hash(i, 1) % 1000 AS DOUBLE) AS amount FROM generate_series(1, 100000000) t(i)`

export async function huge() {
  await made('huge.parquet', QUERY, 'FORMAT parquet')
  const page = dataFile('huge.md')
  writeFileSync(
    page,
    '---\ndataset: huge\nsource: huge.parquet\n---\n# Huge\n\n- `code` must be unique\n- `code` must be present\n- `amount` must be between 0 and 1,000\n- `id` must be at least 1\n',
  )
  const { peak, seconds, status } = await peakOf(['check', page])
  if (status !== 0) throw new Error(`the check ended with ${status}`)
  return [
    {
      what: '100 million rows of Parquet, uniqueness of a text column included: peak of resident memory',
      target: '< 2 GB',
      result: `${(peak / 1e9).toFixed(2)} GB`,
      pass: peak < 2e9,
      detail: `${seconds.toFixed(0)} s`,
    },
  ]
}
