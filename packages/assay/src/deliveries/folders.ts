import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the files of deliveries lie in a state folder. */

/** A dataset's name as the name of a folder: readable where it can be, and never another folder. */
export const folderName = (dataset: string): string => encodeURIComponent(dataset).replace(/^\./, '%2E')

export const datasetFolder = (state: string, dataset: string): string => join(state, 'deliveries', folderName(dataset))
export const deliveryFolder = (state: string, dataset: string, folder: string): string =>
  join(datasetFolder(state, dataset), folder)
export const currentLink = (state: string, dataset: string): string =>
  join(state, 'current', `${folderName(dataset)}.parquet`)

export const SNAPSHOT = 'snapshot.parquet'
export const ACCEPTED = 'accepted.parquet'
export const SET_ASIDE = 'set-aside.parquet'

/** A folder that is being filled; it gets its name when it is whole. */
const UNFINISHED = '.part'
export const unfinishedFolder = (state: string, dataset: string, name: string): string =>
  `${deliveryFolder(state, dataset, name)}${UNFINISHED}`

/** Removes what an interrupted run left: unfinished folders, and folders that the history does not know. */
export async function sweep(state: string, dataset: string, known: ReadonlySet<string>): Promise<readonly string[]> {
  const folder = datasetFolder(state, dataset)
  const inside = await readdir(folder).catch(() => [])
  const left = inside.filter((name) => !known.has(name))
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true })
  return left
}
