import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { Failure } from '../failure.ts'
import type { Pages } from './pages.ts'
import type { Parts } from './parts.ts'

interface Reads {
  readonly pages: Pages
  /** Another source than the pages' own, relative to the working directory. */
  readonly source: string | undefined
  readonly findFiles: Parts['findFiles']
}

/** Throws a `Failure` when a file that is going to be written is a page or data of one, by whatever path, is named twice, or has no folder. */
export async function refuseOverInputs(outputs: readonly string[], reads: Reads): Promise<void> {
  if (outputs.length === 0) return
  const inputs = new Set((await Promise.all((await inputsOf(reads)).map(identities))).flat())
  const before = new Set<string>()
  for (const output of outputs) {
    await refuseNoFolder(output)
    const same = await identities(output)
    if (same.some((each) => inputs.has(each)))
      throw new Failure('bad-option', `${output} is read by this check and is not written over.`, {
        next: 'Name another file to write to.',
      })
    if (same.some((each) => before.has(each)))
      throw new Failure('bad-option', `${output} would be written twice.`, { next: 'Name a file for each.' })
    for (const each of same) before.add(each)
  }
}

async function refuseNoFolder(output: string): Promise<void> {
  const folder = dirname(resolve(output))
  const there = await stat(folder).catch(() => undefined)
  if (!there?.isDirectory())
    throw new Failure('bad-option', `${output} cannot be written: there is no folder ${folder}.`, {
      next: 'Make the folder first, or name another file.',
    })
}

async function inputsOf({ pages, source, findFiles }: Reads): Promise<readonly string[]> {
  const all = [...new Set([...pages.checked, ...pages.byDataset.values()])]
  // what cannot be found is said where it is read
  const found = (of: string, base: string) => findFiles(of, base).catch(() => [])
  const data = await Promise.all([
    ...(source === undefined ? [] : [found(source, process.cwd())]),
    ...all.map((page) => (page.source === null ? [] : found(page.source, dirname(resolve(page.path))))),
  ])
  return [...all.map((page) => page.path), ...data.flat().map((file) => file.path)]
}

/** What a file is known by: its path without links, and its place on the disk when it is there already. */
async function identities(path: string): Promise<readonly string[]> {
  const folder = await realpath(dirname(resolve(path))).catch(() => dirname(resolve(path)))
  const real = await realpath(path).catch(() => resolve(folder, basename(path)))
  const there = await stat(path, { bigint: true }).catch(() => undefined)
  return there ? [real, `${String(there.dev)}:${String(there.ino)}`] : [real]
}
