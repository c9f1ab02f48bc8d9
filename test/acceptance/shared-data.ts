import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))
/** Where the real data lies: `../shared/data` beside the repository, or where `ASSAY_SHARED_DATA` says. */
export const sharedData = process.env.ASSAY_SHARED_DATA ?? resolve(root, '../shared/data')

/** A folder of real data, or null, which is said. */
export function realData(name: string): string | null {
  const folder = join(sharedData, name)
  if (existsSync(folder)) return folder
  console.log(`skipped: there is no ${folder}`)
  return null
}
