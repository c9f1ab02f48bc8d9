import { readFile, stat } from 'node:fs/promises'
import { readPage, type Page } from '@assay/core'
import { Failure } from '../failure.ts'

/** A page with the text that it was read from. */
export interface PageFile {
  readonly page: Page
  readonly text: string
}

interface Known extends PageFile {
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
export async function pageFile(path: string): Promise<PageFile> {
  try {
    const { size, ino: inode, mtimeMs: modified, ctimeMs: changed } = await stat(path)
    const before = known.get(path)
    const same =
      before?.size === size &&
      before.inode === inode &&
      before.modified === modified &&
      before.changed === changed &&
      before.at - Math.max(modified, changed) > UNSURE_MS
    if (same) return before
    const at = Date.now()
    const text = await readFile(path, 'utf8')
    const page = before?.text === text ? before.page : readPage(text, path)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(path, { page, text, size, inode, modified, changed, at })
    return { page, text }
  } catch (cause) {
    throw new Failure('no-page', `The page ${path} cannot be read.`, { cause })
  }
}
