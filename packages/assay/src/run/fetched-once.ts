import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Failure } from '../failure.ts'
import type { DeliverySource } from './deliveries.ts'
import type { Parts } from './parts.ts'

/** What a URL has now, fetched into a folder: one delivery. */
export async function fetchedOnce(parts: Parts, url: string, folder: string): Promise<DeliverySource> {
  const { fetchUrl, shownUrl } = await parts.deliveries()
  const fetched = await fetchUrl(url, null, folder)
  if (fetched.kind === 'unchanged')
    throw new Failure('fetch', `${shownUrl(url)} said that nothing has changed, and was not asked.`)
  const { size, mtimeMs } = await stat(fetched.path)
  const source = shownUrl(url)
  const file = { path: fetched.path, shown: source, bytes: size, modified: mtimeMs, partitions: [] }
  return { source, found: [file], files: [fetched.path], fetched: true }
}

/** Where a delivery is read that does not lie where its page says. */
export function placeOf({ fetched, found: [file] }: DeliverySource): { source?: string; base?: string } {
  return fetched && file ? { source: basename(file.path), base: dirname(file.path) } : {}
}
