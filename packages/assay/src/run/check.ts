import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { types } from 'node:util'
import { readPage, type Diagnostic, type Page } from '@assay/core'
import type { PageResult, Result } from '../report/contract.ts'
import { Failure } from '../failure.ts'
import { checkPage, type Judged } from './check-page.ts'
import { deliveriesOf } from './deliveries.ts'
import { fetchedOnce, placeOf } from './fetched-once.ts'
import { writeFailingFile } from './failing-file.ts'
import { knownOf } from './known.ts'
import { refuseOverInputs } from './outputs.ts'
import { readPages, type Pages } from './pages.ts'
import type { EngineLimits, Parts } from './parts.ts'
import { withPast } from './past-drawn.ts'
import { unreadResult } from './result.ts'

export interface CheckOptions extends EngineLimits {
  /** Paths of pages, or of folders with pages in them. */
  readonly pages?: readonly string[]
  /** The text of a page, instead of paths; its source is relative to the working directory. */
  readonly text?: string
  /** Another source than the page's own, relative to the working directory. */
  readonly source?: string
  /** Every delivery that the source holds, not only the newest. */
  readonly all?: boolean
  /** The instant that `now` means; the current one when absent. */
  readonly now?: Date
  /** File to write every failing value to: csv, ndjson or parquet by its ending. */
  readonly failing?: string
  /** Other files that the result is going to be written to: none of them may be what is read. */
  readonly writes?: readonly string[]
  /** Told what is being done, for long work. */
  readonly progress?: (text: string) => void
}

/**
 * Checks pages on their data and gives the verdicts. A mistake on a page or data that cannot be read is part of the
 * result; a page that is not there throws a `Failure`.
 */
export async function checkWith(
  parts: Parts,
  options: CheckOptions,
  observe?: (judged: Judged) => void,
): Promise<Result> {
  const now = instantOf(options.now ?? new Date())
  const pages = options.text === undefined ? await readPages(options.pages ?? []) : ofText(options.text)
  if (pages.checked.length === 0)
    throw new Failure('no-page', 'No page was named.', { next: 'Say which: `assay check PAGE.md`.' })
  const outputs = [...(options.failing === undefined ? [] : [options.failing]), ...(options.writes ?? [])]
  await refuseOverInputs(outputs, { pages, source: options.source, findFiles: parts.findFiles })
  const scratch = options.failing === undefined ? null : await mkdtemp(join(tmpdir(), 'assay-failing-'))
  try {
    const results: PageResult[] = []
    const written: string[] = []
    for (const page of pages.checked)
      results.push(
        ...(await checkDeliveries(page, {
          pages,
          parts,
          options,
          now,
          scratch,
          written,
          ...(observe ? { observe } : {}),
        })),
      )
    results.push(...pages.absent.map(absentPage))
    if (options.failing !== undefined) await writeFailingFile(parts, written, options.failing)
    return summarised(results, now)
  } finally {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true })
  }
}

/** A date as ISO 8601; from JavaScript anything can be given. */
function instantOf(now: unknown): string {
  // a date of another realm is no `instanceof Date` here
  const time = types.isDate(now) ? now.getTime() : Number.NaN
  if (Number.isNaN(time))
    throw new Failure('bad-option', `\`now\` is ${String(now)}, which is no valid Date.`, {
      next: "Give a Date, as in { now: new Date('2024-05-15T12:00:00Z') }.",
    })
  return new Date(time).toISOString()
}

/** A page that was named and is not there stands among the results, so that the others are checked all the same. */
function absentPage({ path, failure }: Pages['absent'][number]): PageResult {
  const { message, next } = failure
  const said = { code: failure.code, severity: 'error' as const, message: next ? `${message} ${next}` : message }
  const page = readPage('', path)
  const run = { page, base: '', source: '', others: new Map(), now: '', limits: {}, progress: () => undefined }
  return {
    ...unreadResult({ ...run, earlier: null, delivery: { source: '', found: [] } }, failure, 0),
    diagnostics: [{ ...said, line: 1, column: 1 }],
    outcome: 'not checked: there is no such page',
  }
}

function ofText(text: string): Pages {
  const page = readPage(text, resolve('page.md'))
  return { checked: [page], byDataset: new Map([[page.dataset, page]]), mistakes: new Map(), absent: [] }
}

/** What all pages of one run share. */
interface Whole {
  readonly pages: Pages
  readonly parts: Parts
  readonly options: CheckOptions
  readonly now: string
  /** Folder for failing values, and the files in it so far. */
  readonly scratch: string | null
  readonly written: string[]
  readonly observe?: (judged: Judged) => void
}

async function checkDeliveries(page: Page, whole: Whole): Promise<readonly PageResult[]> {
  const { pages, parts, options, now, scratch, written, observe } = whole
  const base = options.source === undefined ? dirname(resolve(page.path)) : process.cwd()
  const source = options.source ?? page.source
  const others = new Map([...pages.byDataset].filter(([, each]) => each.path !== page.path))
  const shared = {
    ...(observe ? { observe } : {}),
    page,
    base,
    source: source ?? '',
    others,
    now,
    limits: options,
    progress: (text: string) => options.progress?.(`${page.dataset}: ${text}`),
  }
  const extra = pages.mistakes.get(page.path) ?? []
  const fail = (failure: Failure) => [
    withDiagnostics(
      unreadResult({ ...shared, earlier: null, delivery: { source: source ?? '', found: [] } }, failure, 0),
      extra,
    ),
  ]
  if (source === null)
    return fail(
      new Failure('no-source', 'The page does not say where its data is.', {
        next: 'Add `source: FILE` to its front matter, or give --source.',
      }),
    )
  const known = await knownOf(parts, page, now)
  let fetchedInto: string | null = null
  const fetching = async () => (fetchedInto = await mkdtemp(join(tmpdir(), 'assay-fetched-')))
  try {
    const deliveries = /^https?:\/\//i.test(source)
      ? [await fetchedOnce(parts, source, await fetching())]
      : await deliveriesOf(page, source, base, parts.findFiles)
    const chosen = options.all ? deliveries : deliveries.slice(-1)
    const results: PageResult[] = []
    for (const delivery of chosen) {
      const failing = scratch === null ? null : join(scratch, `${String(written.length)}.parquet`)
      const { earlier = null, watched = null, past = null } = (await known?.before(delivery)) ?? {}
      const at = options.now === undefined ? (watched?.arrivedAt ?? now) : now
      const run = {
        ...shared,
        ...placeOf(delivery),
        now: at,
        delivery,
        earlier,
        ...(watched === null ? {} : { number: watched.number }),
        ...(failing === null ? {} : { failing }),
      }
      const result = withPast(await checkPage(run, parts), past)
      if (failing !== null && result.state !== 'not-checked') written.push(failing)
      results.push(withDiagnostics(result, extra))
    }
    return results
  } catch (error) {
    if (error instanceof Failure) return fail(error)
    throw error
  } finally {
    await known?.close()
    if (fetchedInto !== null) await rm(fetchedInto, { recursive: true, force: true })
  }
}

const withDiagnostics = (result: PageResult, extra: readonly Diagnostic[]): PageResult => ({
  ...result,
  diagnostics: [...extra.map((each) => ({ ...each })), ...result.diagnostics],
})

/** The status that the command exits with: 0 accepted, 1 not, 2 a page is wrong (whatever could be checked still counts). */
function exitStatus(pages: readonly PageResult[]): 0 | 1 | 2 {
  const wrong = pages.some((page) =>
    page.diagnostics.some((each) => each.severity === 'error' && each.code !== 'reading'),
  )
  return wrong ? 2 : pages.every((page) => page.accepted) ? 0 : 1
}

function summarised(pages: readonly PageResult[], now: string): Result {
  const all = pages.flatMap((page) => page.verdicts)
  const count = (of: (verdict: (typeof all)[number]) => boolean) => all.filter(of).length
  return {
    version: 1,
    summary: {
      holds: count((v) => v.status === 'holds'),
      broken: count((v) => v.status === 'broken' && v.severity === 'must'),
      warnings: count((v) => v.status === 'broken' && v.severity === 'should'),
      unchecked: count((v) => v.status === 'unchecked'),
      idle: count((v) => v.status === 'idle'),
    },
    pages: [...pages],
    now,
    exitStatus: exitStatus(pages),
  }
}
