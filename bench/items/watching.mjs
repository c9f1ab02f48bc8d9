import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTurns, processOf, ratioToFastest, written } from '../measure.mjs'
import { ordersCsv, ordersParquet, pageOf, sentences32 } from '../orders.mjs'
import { assay, dataFile } from '../paths.mjs'

/** A project with one page; whole processes of a check, and of a watcher for which the file is new. */
async function compared(name, path, target) {
  const folder = dataFile(`watching-${name.split(' ')[0]}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const page = join(folder, 'orders.md')
  writeFileSync(page, pageOf(path, sentences32))
  writeFileSync(join(folder, 'assay.yaml'), 'settle: 0 s\n')
  const forget = () => rmSync(join(folder, '.assay'), { recursive: true, force: true })
  const times = await inTurns(
    {
      watching: async () => {
        forget()
        await processOf([assay, 'watch', '--once', page])
      },
      check: async () => {
        forget()
        await processOf([assay, 'check', page])
      },
    },
    5,
  )
  forget()
  const ratio = ratioToFastest(times, 'watching')
  return {
    what: `\`assay watch --once\` of a new delivery, kept and accepted, against \`assay check\` of the same file: ${name}`,
    target: `≤ ${target} ×`,
    result: `${ratio.toFixed(2)} ×`,
    pass: ratio <= target,
    detail: written(times),
  }
}

export const watching = async () => [
  await compared('CSV of 1 million rows × 12 columns', await ordersCsv(1_000_000, 'orders-1m'), 1.5),
]

export const watchingParquet = async () => [
  await compared('Parquet of 10 million rows × 12 columns', await ordersParquet(10_000_000, 'orders-10m'), 1.2),
]
