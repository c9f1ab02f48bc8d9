import { readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { meantAsPage, type Diagnostic, type Page } from '@assay/core'
import { Failure } from '../failure.ts'
import { pageFile } from './page-file.ts'

/** The pages to check, with every other page that a sentence of them may refer to. */
export interface Pages {
  readonly checked: readonly Page[]
  /** By dataset; of pages that lie beside the checked ones too. */
  readonly byDataset: ReadonlyMap<string, Page>
  readonly mistakes: ReadonlyMap<string, readonly Diagnostic[]>
  /** What was named and is not there, beside others that are. */
  readonly absent: readonly { readonly path: string; readonly failure: Failure }[]
}

/** Reads pages; a folder stands for the pages in it, and not for those in folders inside of it. Throws `Failure` when none is there. */
export async function readPages(given: readonly string[]): Promise<Pages> {
  const found = await Promise.all(given.map(async (path) => ({ path, inside: await expanded(path).catch(failureOf) })))
  const paths = found.flatMap(({ inside }) => (inside instanceof Failure ? [] : inside))
  const absent = found.flatMap(({ path, inside }) => (inside instanceof Failure ? [{ path, failure: inside }] : []))
  if (paths.length === 0 && absent[0]) throw absent[0].failure
  const checked = await Promise.all(paths.map(pageFile))
  const named = new Set(paths.map((path) => resolve(path)))
  const folders = [...new Set([...named].map((path) => dirname(path)))]
  const beside = (await Promise.all(folders.map(pagesIn))).flat().filter((path) => !named.has(path))
  const others = await Promise.all(beside.map(pageFile))
  const byDataset = new Map(
    [...others.filter((page) => page.source !== null), ...checked].map((page) => [page.dataset, page]),
  )
  return { checked, byDataset, mistakes: sameNames(checked), absent }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error
  throw error
}

async function expanded(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found)
    throw new Failure('no-page', `There is no page ${path}.`, {
      next: 'Name a Markdown file, or a folder with Markdown files in it.',
    })
  if (!found.isDirectory()) return [path]
  const inside = (await readdir(path))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => join(path, name))
  const pages = await Promise.all(inside.map(pageFile))
  // a page whose settings are broken must not vanish from the run
  const meant = pages.filter(meantAsPage).map((page) => page.path)
  if (meant.length === 0)
    throw new Failure(
      'no-page',
      `The folder ${path} has no page: no Markdown file with \`source:\` in its front matter.`,
      { next: 'Folders inside of it are not entered; name them too.' },
    )
  return meant
}

async function pagesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name))
}

function sameNames(pages: readonly Page[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>()
  const named = new Map<string, Page[]>()
  for (const page of pages) named.set(page.dataset, [...(named.get(page.dataset) ?? []), page])
  for (const page of pages) {
    const twin = named.get(page.dataset)?.find((each) => each !== page)
    if (twin)
      found.set(page.path, [
        {
          code: 'same-dataset',
          severity: 'error',
          message: `${twin.path} describes a dataset \`${page.dataset}\` too; give one of them another name with \`dataset:\``,
          line: 1,
          column: 1,
        },
      ])
  }
  return found
}
