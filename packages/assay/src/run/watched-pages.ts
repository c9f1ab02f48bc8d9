import { resolve } from 'node:path'
import { readPages } from './pages.ts'
import type { WatchedPage, Watching } from './watching.ts'

/** The pages as they are now, with their datasets in the history. A page that is not the only one of its dataset is left out. */
export async function watchedPages(
  watching: Watching,
  given: readonly string[],
): Promise<{ readonly watched: readonly WatchedPage[]; readonly wrong: boolean }> {
  const { store, history, clock } = watching
  const pages = await readPages(given)
  if (pages.absent[0]) throw pages.absent[0].failure
  const errors = pages.checked.flatMap((page) =>
    [...(pages.mistakes.get(page.path) ?? []), ...page.diagnostics].filter((each) => each.severity === 'error'),
  )
  const watched: WatchedPage[] = []
  for (const page of pages.checked) {
    if (pages.mistakes.has(page.path)) continue
    const said = {
      name: page.dataset,
      page: resolve(page.path),
      title: page.title,
      owner: page.owner,
      source: page.source,
      labels: page.labels,
      alarms: page.alarms,
    }
    const known = await store.datasetNamed(history.db, page.dataset)
    const same =
      known !== null &&
      Object.entries(said).every(
        ([key, each]) => JSON.stringify(known[key as keyof typeof said]) === JSON.stringify(each),
      )
    const dataset = same ? known : await history.write((tx) => store.putDataset(tx, said, clock().toISOString()))
    watched.push({ page, dataset, pages })
  }
  return { watched, wrong: errors.length > 0 }
}
