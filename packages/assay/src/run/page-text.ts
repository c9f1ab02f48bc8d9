import { constants } from 'node:fs'
import { access, readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readPage, type Page } from '@assay/core'
import { Failure } from '../failure.ts'
import type { DatasetRecord, PageVersionRecord } from '../record.ts'
import { commitFile, committedWhere, type Committed } from './git-commit.ts'
import { noPage } from './page-file.ts'
import { replaceFile } from './replace-file.ts'
import type { Watching } from './watching.ts'

/** What reading and saving the text of a page needs. */
export type PageStore = Pick<Watching, 'store' | 'history' | 'clock'>

/** The text of a page as it is now, and its newest version. */
export interface PageText {
  readonly text: string
  readonly version: number
  /** Whether the file may be written to. */
  readonly writable: boolean
  /** What saving it does beside keeping a version. */
  readonly repository: Awaited<ReturnType<typeof committedWhere>>
}

/** The page file as it is now; what was written into it outside becomes a version. */
export async function readPageText(of: PageStore, dataset: DatasetRecord): Promise<PageText> {
  const text = await fileText(dataset.page)
  const path = await realpath(dataset.page)
  const writable = await Promise.all([path, dirname(path)].map((each) => access(each, constants.W_OK))).then(
    () => true,
    () => false,
  )
  const version = await found(of, dataset, text)
  return { text, version, writable, repository: await committedWhere(path) }
}

async function found({ store, history, clock }: PageStore, dataset: DatasetRecord, text: string): Promise<number> {
  const [newest] = await store.pageVersions(history.db, dataset.id, 1)
  const known = newest && (await store.pageVersion(history.db, dataset.id, newest.id))
  if (known?.text === text) return known.id
  const at = clock().toISOString()
  return history.write((tx) => store.putPage(tx, { datasetId: dataset.id, text, at, by: 'file' }))
}

async function fileText(path: string): Promise<string> {
  const bytes = await readFile(path).catch(noPage(path))
  try {
    // what is not UTF-8 would come back as something else when it is saved
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Failure('no-page', `${path} is not UTF-8, so it cannot be shown or saved here.`, { cause })
  }
}

export interface SavePage {
  readonly dataset: DatasetRecord
  readonly text: string
  /** The version that was edited. */
  readonly basedOn: number
  readonly by: string
  readonly message: string | null
  /** Whether they may say where the data comes from and what is private. */
  readonly settings: boolean
}

export type SavedPage =
  | { readonly kind: 'saved'; readonly version: PageVersionRecord; readonly page: Page; readonly commit: Committed }
  | { readonly kind: 'conflict'; readonly now: PageVersionRecord & { readonly text: string } }

/**
 * Writes the page file, unless it was written by somebody else since; then commits it where it lies in a repository. The
 * version and the file are kept together; a commit that fails leaves the file saved.
 */
export async function savePage(of: PageStore, save: SavePage): Promise<SavedPage> {
  const { store, history, clock } = of
  const { dataset, by, message } = save
  const path = await realpath(dataset.page)
  const written = await history.write(async (tx) => {
    const now = await fileText(path)
    // what has no UTF-8 form would be another text in the file
    const text = endedLike(now, Buffer.from(save.text).toString())
    const at = clock().toISOString()
    const version = await store.putPage(tx, { datasetId: dataset.id, text: now, at, by: 'file' })
    if (version !== save.basedOn && now !== text) return { conflict: await versionOf(store, tx, dataset, version) }
    if (!save.settings) refuseSettings(now, text, path)
    if (now !== text) await replaceFile(path, text)
    const made = await store.putPage(tx, { datasetId: dataset.id, text, at, by, message })
    return { changed: now !== text, text, made: await versionOf(store, tx, dataset, made) }
  })
  if ('conflict' in written) return { kind: 'conflict', now: written.conflict }
  const { made: version, text } = written
  const commit = written.changed
    ? await commitFile(path, { by, message: message ?? `${dataset.title ?? dataset.name}: edited on the board` })
    : { kind: 'none' as const }
  return { kind: 'saved', version, page: readPage(text, dataset.page), commit }
}

async function versionOf(
  store: PageStore['store'],
  tx: Parameters<PageStore['store']['pageVersion']>[0],
  dataset: DatasetRecord,
  version: number,
): Promise<PageVersionRecord & { readonly text: string }> {
  const found = await store.pageVersion(tx, dataset.id, version)
  if (!found) throw new Error('a version that was just kept')
  return found
}

/** The lines end as they did, whatever an editor in a browser makes of them. */
function endedLike(before: string, text: string): string {
  const all = before.split('\n').length - 1
  const windows = before.split('\r\n').length - 1
  return all > 0 && windows === all ? text.replace(/\r?\n/g, '\r\n') : text
}

/**
 * What the server reads, and what of it nobody is shown, is no matter of wording: whoever may change it could have any file of this
 * machine shown to them.
 */
function refuseSettings(before: string, after: string, path: string): void {
  const [was, is] = [readPage(before, path), readPage(after, path)]
  const shown = was.private.filter((each) => !is.private.includes(each))
  const changed = [
    ...(was.source === is.source ? [] : ['source']),
    ...(was.dataset === is.dataset ? [] : ['dataset']),
    ...(shown.length === 0 ? [] : ['private']),
  ]
  if (changed.length === 0) return
  throw new Failure('settings', `\`${changed.join('`, `')}\` of a page can be changed by an admin only.`, {
    next: 'Leave it as it was, or ask for it; an engineer can change it in the file.',
  })
}
