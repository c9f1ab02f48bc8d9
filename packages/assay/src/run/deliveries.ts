import type { Page } from '@assay/core'
import type { FoundFile, Parts } from './parts.ts'

/** One delivery of a page: what to read, and how it is called. */
export interface DeliverySource {
  readonly source: string
  /** Its files, as they were found. */
  readonly found: readonly FoundFile[]
  /** Paths of them, when they are not simply all that the source names. */
  readonly files?: readonly string[]
  /** Its one file was fetched, and lies elsewhere than the page says. */
  readonly fetched?: true
}

/** The deliveries that a source holds now, oldest first: by name, since the times of files do not survive a copy. */
export async function deliveriesOf(
  page: Pick<Page, 'delivery'>,
  source: string,
  base: string,
  findFiles: Parts['findFiles'],
): Promise<readonly DeliverySource[]> {
  const found = await findFiles(source, base)
  if (page.delivery === 'all files') return [{ source, found }]
  const sorted = [...found].sort((a, b) => a.shown.localeCompare(b.shown, 'en', { numeric: true }))
  if (page.delivery === 'each file')
    return sorted.map((each) => ({ source: each.shown, found: [each], files: [each.path] }))
  const column = page.delivery.eachPartitionOf
  const groups = new Map<string, FoundFile[]>()
  for (const each of sorted) {
    const part = each.shown.split('/').find((piece) => piece.startsWith(`${column}=`)) ?? `${column}=`
    groups.set(part, [...(groups.get(part) ?? []), each])
  }
  return [...groups].map(([part, files]) => ({
    source: `${source} (${part})`,
    found: files,
    files: files.map((each) => each.path),
  }))
}
