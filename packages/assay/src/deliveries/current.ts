import { mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { flush } from './disk.ts'
import { ACCEPTED, currentLink, deliveryFolder } from './folders.ts'

export const acceptedPath = (state: string, dataset: string, folder: string): string =>
  join(deliveryFolder(state, dataset, folder), ACCEPTED)

/**
 * Lets `current` name the accepted rows in this folder, or nothing. The link is replaced in one step: whoever opens it finds
 * the one or the other whole.
 */
export async function pointCurrent(state: string, dataset: string, folder: string | null): Promise<void> {
  const link = currentLink(state, dataset)
  if (folder === null) return rm(link, { force: true })
  const target = relative(dirname(link), acceptedPath(state, dataset, folder))
  if ((await readlink(link).catch(() => null)) === target) return
  await mkdir(dirname(link), { recursive: true })
  const made = `${link}.${String(process.pid)}`
  await rm(made, { force: true })
  await symlink(target, made)
  await rename(made, link)
  await flush(dirname(link))
}

/** Makes all links agree with what the history says, by dataset; others are removed. */
export async function repairCurrent(state: string, folders: ReadonlyMap<string, string>): Promise<void> {
  const known = new Set([...folders.keys()].map((dataset) => currentLink(state, dataset)))
  const inside = await readdir(join(state, 'current')).catch(() => [])
  for (const name of inside) {
    const path = join(state, 'current', name)
    if (!known.has(path)) await rm(path, { force: true })
  }
  for (const [dataset, folder] of folders) await pointCurrent(state, dataset, folder)
}
