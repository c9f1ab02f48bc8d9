import { readPage, type Page, type PageSentence } from '@assay/core'
import { Failure } from '../failure.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { Opening } from './open-deliveries.ts'
import { pageText } from './page-file.ts'

/** Pages that were read lately, by their text: whoever types asks for the same one again and again. */
const read = new Map<string, Page>()
const MOST_READ = 20

function pageOf(text: string, path: string): Page {
  const key = `${path}\0${text}`
  const page = read.get(key) ?? readPage(text, path)
  read.delete(key)
  read.set(key, page)
  for (const [oldest] of read) if (read.size > MOST_READ) read.delete(oldest)
  return page
}

/** The page of a dataset as it is now. */
export async function pageNow(dataset: DatasetRecord): Promise<Page> {
  return pageOf(await pageText(dataset.page), dataset.page)
}

/**
 * The page that a delivery was judged by. What is private now is not shown, whatever it was then; and what was private then
 * stays so.
 */
export async function pageThen(
  { store, history }: Opening,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
): Promise<Page> {
  const now = await pageNow(dataset)
  const then =
    delivery.pageVersion === null ? null : await store.pageVersion(history.db, dataset.id, delivery.pageVersion)
  if (then === null) return now
  const page = pageOf(then.text, dataset.page)
  const more = now.private.filter((each) => !page.private.includes(each))
  return more.length === 0 ? page : { ...page, private: [...page.private, ...more] }
}

/** A sentence of a page by its canonical form, by the page as it was when the delivery was judged, or as it is now. */
export async function sentenceOn(
  opening: Opening,
  dataset: DatasetRecord,
  delivery: DeliveryRecord,
  canonical: string,
): Promise<{ readonly page: Page; readonly sentence: PageSentence }> {
  for (const page of [await pageThen(opening, dataset, delivery), await pageNow(dataset)]) {
    const sentence = page.sentences.find((each) => each.canonical === canonical)
    if (sentence) return { page, sentence }
  }
  throw new Failure('no-sentence', `The page of ${dataset.name} does not say: ${canonical}`)
}
