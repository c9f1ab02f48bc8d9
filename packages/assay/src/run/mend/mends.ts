import { amendPage, columnsIn, isPrivate, readPage, type AmendedPage, type Page, type Pair } from '@assay/core'
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { Engine } from '../../engines/engine.ts'
import type { MendResult } from '../../report/contract.ts'
import type { Judged, PageRun } from '../check-page.ts'
import type { Parts } from '../parts.ts'
import { hiddenText } from '../private.ts'
import { isAbout, type Cause } from './cause.ts'
import { causesOf, type Problem } from './causes.ts'
import { isBad, judgedAgain, worse, type Outcome, type ReadAgain, type Rechecked } from './recheck.ts'
import { samplePair } from './sample.ts'
import { releaseText, sinceLastCause } from './since-last.ts'

/** What would mend a delivery: one for each cause, and which of them mends which sentence. */
export interface Mends {
  readonly mends: readonly MendResult[]
  readonly of: ReadonlyMap<number, number>
}

const NO_MENDS: Mends = { mends: [], of: new Map() }

/** A share of failing rows from which on it may be more than a few bad ones. */
const MORE_THAN_SOME = 0.01
/** So many rows may still fail of a sentence that is mended: bad rows beside. */
const BAD_ROWS = 0.05
/** A cause explains what so much of the rows fails of, though the page says nothing that could be amended. */
const EXPLAINS = 0.2

/**
 * Looks for what is delivered otherwise than in the last accepted delivery where sentences came out badly, and for the page that
 * would take it. A cause is only told with the check that supports it; a page is only offered when it was tried: sentences that
 * came out badly come out well, and none that held does not.
 */
export async function mendsOf(engine: Engine, judged: Judged, parts: Parts, readAgain: ReadAgain): Promise<Mends> {
  const problems = problemsOf(judged)
  const { environment } = judged.measured
  if (!environment.last || problems.length === 0) return NO_MENDS
  const { page } = judged.run
  const pair = await samplePair(engine, environment, [...new Set(problems.flatMap(({ check }) => columnsIn(check)))])
  if (!pair) return NO_MENDS
  const causes = await causesOf(engine, environment, page, pair, problems)
  const tried = await triedPages({ engine, judged, parts, readAgain }, causes, problems)
  return assembled(judged.run, causes, tried, problems, pair)
}

function problemsOf({ run, first }: Judged): readonly Problem[] {
  return run.page.sentences.flatMap(({ check }, at): Problem[] => {
    const verdict = first.verdicts[at]
    if (!verdict || !isBad(verdict)) return []
    const { failing, counted } = verdict
    const few =
      verdict.status === 'broken' && failing !== null && counted !== null && failing < MORE_THAN_SOME * counted
    return few ? [] : [{ at, check, verdict }]
  })
}

const isGood = (v: Outcome): boolean =>
  !isBad(v) || (v.status === 'broken' && v.failing !== null && v.counted !== null && v.failing <= BAD_ROWS * v.counted)

/** The amended page of a cause, and the verdicts that it would have had. */
interface Tried {
  readonly page: AmendedPage
  readonly verdicts: Rechecked
}

/** What pages are tried on. */
interface Trial {
  readonly engine: Engine
  readonly judged: Judged
  readonly parts: Parts
  readonly readAgain: ReadAgain
}

/** Tries what all causes amend together; where that does not do, each alone. */
async function triedPages(
  trial: Trial,
  causes: readonly Cause[],
  problems: readonly Problem[],
): Promise<ReadonlyMap<Cause, Tried>> {
  const { page } = trial.judged.run
  const broken = problems.map(({ at }) => page.sentences[at]?.line ?? 0)
  const amended = causes.flatMap((cause) => {
    const made = cause.not === null ? amendPage(page, cause.changed, { reset: cause.reset, broken }) : null
    return made && made.amendments.length > 0 ? [{ cause, page: made }] : []
  })
  const measured = amended.filter(({ cause }) => !isReset(cause))
  if (measured.length > 1) {
    const reset = measured.reduce((all, { cause }) => ({ ...all, ...cause.reset }), {})
    const all = amendPage(
      page,
      measured.flatMap(({ cause }) => cause.changed),
      { reset, broken },
    )
    const verdicts = await triedOn(trial, all, false)
    if (verdicts) return new Map(measured.map(({ cause, page: made }) => [cause, { page: made, verdicts }]))
  }
  const found = new Map<Cause, Tried>()
  for (const { cause, page: made } of amended) {
    const verdicts = await triedOn(trial, made, isReset(cause))
    if (verdicts) found.set(cause, { page: made, verdicts })
  }
  return found
}

/** The bytes themselves are read otherwise. */
const isReset = ({ reset }: Cause): boolean => reset.delimiter !== undefined || reset.encoding !== undefined

/** How the sentences come out by another page; null where one that held would not any more. */
async function triedOn(
  { engine, judged, parts, readAgain }: Trial,
  made: AmendedPage,
  reread: boolean,
): Promise<Rechecked | null> {
  const page = readPage(made.text, judged.run.page.path)
  const verdicts = await judgedAgain(engine, judged, parts, page, reread ? readAgain : null)
  return verdicts && !worse(judged.first.verdicts, verdicts) ? verdicts : null
}

function assembled(
  { page, number }: Pick<PageRun, 'page' | 'number'>,
  causes: readonly Cause[],
  tried: ReadonlyMap<Cause, Tried>,
  problems: readonly Problem[],
  pair: Pair,
): Mends {
  const mends: MendResult[] = []
  const of = new Map<number, number>()
  const owners = problems.map((each) => ownerOf(page, each, causes, tried))
  for (const cause of causes) {
    const own = problems.filter((_, i) => owners[i] === cause)
    if (own.length === 0) continue
    const found = tried.get(cause)
    for (const { at } of own) of.set(at, mends.length)
    const taken = found && own.some((each) => isMended(each, found)) ? found.page : null
    mends.push(
      told(
        page,
        cause,
        taken,
        own,
        releaseText(
          page,
          own.filter((each) => !taken || !isMended(each, found)),
          number,
        ),
      ),
    )
  }
  // the page says what is delivered now: what is left is that it is not what was accepted last
  for (const [i, each] of problems.entries()) {
    const cause = owners[i] ? null : sinceLastCause(each, pair)
    if (!cause) continue
    of.set(each.at, mends.length)
    mends.push(told(page, cause, null, [each], releaseText(page, [each], number)))
  }
  return { mends, of }
}

/** The cause of a sentence: the one by which it is amended, else the first that mends it, else the first that explains it. */
function ownerOf(
  page: Page,
  problem: Problem,
  causes: readonly Cause[],
  tried: ReadonlyMap<Cause, Tried>,
): Cause | undefined {
  const about = causes.filter((cause) => isAbout(problem.check, cause))
  const mending = about.filter((cause) => isMended(problem, tried.get(cause)))
  const line = page.sentences[problem.at]?.line
  const amending = mending.find((cause) => tried.get(cause)?.page.amendments.some((each) => each.line === line))
  return amending ?? mending[0] ?? (isExplained(problem) ? about[0] : undefined)
}

function isMended({ at }: Problem, tried: Tried | undefined): boolean {
  const outcome = tried?.verdicts[at]
  return outcome !== undefined && isGood(outcome)
}

/** Nearly nothing of it is as it was: that is no matter of some rows. */
function isExplained({ verdict }: Problem): boolean {
  const { status, failing, counted } = verdict
  return status === 'unchecked' || failing === null || counted === null || failing >= EXPLAINS * counted
}

/** A cause as it stands in the result; `explained` are the sentences that it mends. */
export function told(
  page: Page,
  cause: Cause,
  amended: AmendedPage | null,
  explained: readonly Pick<Problem, 'at'>[],
  release: string | null = null,
): MendResult {
  const secret = cause.columns.some((each) => isPrivate(each, page.private))
  const shown = (values: readonly string[]) => values.map((each) => (secret ? hiddenText(each) : each))
  return {
    code: cause.code,
    says: cause.says,
    columns: [...cause.columns],
    old: shown(cause.shown.old),
    new: shown(cause.shown.new),
    support: { ...cause.support },
    lines: explained.map(({ at }) => page.sentences[at]?.line ?? 0),
    amendments: amended?.amendments.map((each) => ({ ...each })) ?? [],
    patch: amended ? patchOf(page, amended.text) : null,
    next: nextOf(cause, amended, release),
    ...(release === null ? {} : { release }),
  }
}

const patchOf = (page: Pick<Page, 'path' | 'text'>, text: string): string =>
  createTwoFilesPatch(page.path, page.path, page.text, text, undefined, undefined, {
    context: 2,
    headerOptions: FILE_HEADERS_ONLY,
  })

function nextOf(cause: Cause, amended: AmendedPage | null, release: string | null): string {
  if (amended) {
    const amends =
      'If it is meant to stay so, `assay mend` amends the page; if not, it is to be mended where the data comes from.'
    return release === null ? amends : `${amends} ${release}`
  }
  if (cause.not === 'ambiguous') return 'The page must say which of them it is: the data does not tell.'
  if (cause.not === 'source') return 'It is to be mended where the data comes from.'
  if (release !== null) return `If it is not meant to stay so, it is to be mended where the data comes from. ${release}`
  return 'No sentence of the page can be amended for it: `assay release` takes the delivery as it is, or it is mended where the data comes from.'
}
