import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the files of deliveries lie in a state folder. */

/** A dataset's name as the name of a folder: readable where it can be, and never another folder. */
const folderName = (dataset: string): string => encodeURIComponent(dataset).replace(/^\./, '%2E')

export const datasetFolder = (state: string, dataset: string): string => join(state, 'deliveries', folderName(dataset))
export const deliveryFolder = (state: string, dataset: string, folder: string): string =>
  join(datasetFolder(state, dataset), folder)
export const currentLink = (state: string, dataset: string): string =>
  join(state, 'current', `${folderName(dataset)}.parquet`)

/** What was fetched and is not judged yet. */
export const incomingFolder = (state: string, dataset: string): string => join(state, 'incoming', folderName(dataset))

export const SNAPSHOT = 'snapshot.parquet'
export const ACCEPTED = 'accepted.parquet'
export const SET_ASIDE = 'set-aside.parquet'

/** A folder that is being filled; it gets its name when it is whole. */
const UNFINISHED = '.part'
export const unfinishedFolder = (state: string, dataset: string, name: string): string =>
  `${deliveryFolder(state, dataset, name)}${UNFINISHED}`

/** A delivery's folder is its number; judged again, its files are in `17-2`, `17-3` …, and the earlier ones stay as they are. */
const parts = (folder: string): { readonly number: number; readonly version: number } | null => {
  const [, number, version = '1'] = /^(\d+)(?:-(\d+))?$/.exec(folder) ?? []
  return number === undefined ? null : { number: Number(number), version: Number(version) }
}

export function nextVersion(folder: string): string {
  const of = parts(folder)
  if (!of) throw new Error(`${folder} is no folder of a delivery`)
  return `${String(of.number)}-${String(of.version + 1)}`
}

/** The folders of a delivery, of all its versions up to this one. */
export function versionsOf(folder: string): readonly string[] {
  const { number = 0, version = 0 } = parts(folder) ?? {}
  return Array.from({ length: version }, (_, i) => (i === 0 ? String(number) : `${String(number)}-${String(i + 1)}`))
}

/** Removes what an interrupted run left: unfinished folders, and those that the history does not know. `known` are the folders of deliveries. */
export async function sweep(state: string, dataset: string, known: readonly string[]): Promise<readonly string[]> {
  const folder = datasetFolder(state, dataset)
  const inside = await readdir(folder).catch(() => [])
  const kept = new Set(known.flatMap(versionsOf))
  const left = inside.filter((name) => !kept.has(name))
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true })
  return left
}

/** Removes the files of a delivery. */
export async function removeDelivery(state: string, dataset: string, folder: string): Promise<void> {
  for (const name of versionsOf(folder))
    await rm(deliveryFolder(state, dataset, name), { recursive: true, force: true })
}
