import { readFile, stat } from 'node:fs/promises'
import { readPage, type Page } from '@assay/core'
import { Failure } from '../failure.ts'

interface Known {
  readonly page: Page
  readonly size: number
  readonly inode: number
  readonly modified: number
  readonly changed: number
  /** When it was read. */
  readonly at: number
}

/** Pages as they were read last: whoever watches a thousand of them looks every few seconds, and they hardly ever change. */
const known = new Map<string, Known>()
const MOST_KNOWN = 10_000

/** What is written so shortly after it was read may bear the same times. */
const UNSURE_MS = 2000

/** A page by its path. Where size and times of the file are as before it is not read again; where its text is, not parsed. */
export async function pageFile(path: string): Promise<Page> {
  const { size, ino: inode, mtimeMs: modified, ctimeMs: changed } = await stat(path).catch(noPage(path))
  const before = known.get(path)
  const same =
    before?.size === size &&
    before.inode === inode &&
    before.modified === modified &&
    before.changed === changed &&
    before.at - Math.max(modified, changed) > UNSURE_MS
  if (same) return before.page
  const at = Date.now()
  const text = await pageText(path)
  const page = before?.page.text === text ? before.page : readPage(text, path)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(path, { page, size, inode, modified, changed, at })
  return page
}

/** The text of a page as it is now. */
export const pageText = (path: string): Promise<string> => readFile(path, 'utf8').catch(noPage(path))

/** What is thrown where the file of a page is not there, or may not be read. */
export const noPage =
  (path: string) =>
  (cause: unknown): never => {
    throw new Failure('no-page', `There is no page ${path} that can be read.`, { cause })
  }
