import { basename, dirname, relative, resolve } from 'node:path'
import { readPage, type Delivery, type Page } from '@assay/core'
import { Failure } from '../failure.ts'
import { deliveriesOf, type DeliverySource } from '../run/deliveries.ts'
import { pageText } from '../run/page-file.ts'
import type { Parts } from '../run/parts.ts'

/** What is looked at: a source, or the source of a page with what the page says of it already. */
export interface Subject {
  readonly page: Page
  /** Null of a source that has no page yet. */
  readonly written: string | null
  readonly source: string
  readonly base: string
  readonly delivery: Delivery
  /** The deliveries that are looked at, oldest first. */
  readonly deliveries: readonly DeliverySource[]
}

/** So many deliveries at most are looked at, the newest. */
const MOST_DELIVERIES = 5

/** A file, a glob or a folder, or the path of a page; each is relative to the working directory. */
export async function subjectOf(parts: Parts, given: string, said: Delivery | undefined): Promise<Subject> {
  const written = /\.(?:md|markdown)$/i.test(given) ? await pageText(given) : null
  const page = written === null ? null : readPage(written, resolve(given))
  if (page?.source === null)
    throw new Failure('no-source', `The page ${given} does not say where its data is.`, {
      next: 'Add `source: FILE` to its front matter.',
    })
  const source = page?.source ?? given
  const base = page ? dirname(resolve(given)) : process.cwd()
  const delivery = said ?? page?.delivery ?? (await deliveryOf(parts, source, base))
  const deliveries = await deliveriesOf({ delivery }, source, base, parts.findFiles)
  if (deliveries.length === 0) throw new Failure('no-file', `${source} names no file.`)
  return {
    page: page ?? readPage(`---\ndataset: ${JSON.stringify(datasetName(source))}\n---\n`, resolve('page.md')),
    written,
    source,
    base,
    delivery,
    deliveries: deliveries.slice(-MOST_DELIVERIES),
  }
}

/** Several files of one source are deliveries, unless folders say so. */
async function deliveryOf(parts: Parts, source: string, base: string): Promise<Delivery> {
  const files = await parts.findFiles(source, base)
  const partition = files
    .map((each) => /(?:^|\/)([^/=]+)=[^/]*\//.exec(each.shown)?.[1])
    .find((each) => each !== undefined)
  if (partition !== undefined) return { eachPartitionOf: partition }
  return files.length > 1 ? 'each file' : 'all files'
}

/** The name of a file without numbers at its end and endings; of a folder, its name. */
export function datasetName(source: string): string {
  const name = basename(source.replace(/[\\/]+$/, '').replace(/[\\/][*?[][^\\/]*$/, ''))
  const bare = name
    .replace(/(?:\.(?:csv|tsv|txt|json|ndjson|jsonl|parquet|xlsx|gz|zst))+$/i, '')
    .replace(/[-_. ]*[\d*?[\]-]*$/, '')
  return bare === '' ? 'data' : bare
}

/** The source as a page in that folder names it. */
export const sourceFrom = (folder: string, source: string, base: string): string => {
  const path = relative(folder, resolve(base, source))
  return path === '' ? '.' : path.split('\\').join('/')
}
