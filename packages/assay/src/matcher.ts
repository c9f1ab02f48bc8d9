import type {} from 'vitest'
import { counted, type Page } from '@assay/core'
import { check } from './main.ts'
import type { PageResult, Result, VerdictResult } from './report/contract.ts'

/** Settings of a page that a test can give too, as they are written in its front matter. */
export interface MatcherOptions {
  readonly missing?: readonly string[]
  readonly key?: readonly string[]
  readonly time?: string
  readonly timezone?: string
  readonly private?: readonly string[]
  readonly numbers?: NonNullable<Page['numbers']>
  readonly sheet?: string
  readonly delimiter?: string
  readonly encoding?: string
  /** The instant that `now` means; the current one when absent. */
  readonly now?: Date
}

/** What `toSatisfy` takes: sentences about the file of the path, or a function as vitest's own matcher does. */
export interface ToSatisfy<R> {
  (matcher: (value: never) => boolean, message?: string): R
  (sentences: string | readonly string[], options?: MatcherOptions): Promise<void>
}

declare module 'vitest' {
  // the parameter has to be the one that vitest declares
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any
  interface Assertion<T = any> {
    toSatisfy: ToSatisfy<void>
  }
}

declare global {
  // jest looks for its matchers there
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    interface Matchers<R> {
      toSatisfy: ToSatisfy<R>
    }
  }
}

interface Matched {
  readonly pass: boolean
  readonly message: () => string
}

const ROWS_SHOWN = 5

/**
 * Matchers for `expect.extend` of vitest and jest. `toSatisfy` judges sentences about the file that a path names, or,
 * given a function, calls it with the value as vitest's own matcher of that name does. Sentences are one text, with
 * one sentence a line, or a list. A sentence that is not understood or could not be checked passes neither way: the
 * matcher throws an error that says why. A broken *should* fails the test too.
 */
export const assayMatchers = { toSatisfy }

function toSatisfy(received: unknown, expected: unknown, options?: unknown): Matched | Promise<Matched> {
  if (typeof expected === 'function') return predicate(received, expected as (value: unknown) => unknown, options)
  if (typeof received !== 'string') throw new TypeError('toSatisfy with sentences expects the path of a file')
  return sentences(received, sentencesOf(expected), (options ?? {}) as MatcherOptions)
}

function predicate(received: unknown, holds: (value: unknown) => unknown, message: unknown): Matched {
  const said = typeof message === 'string' ? `${message}: ` : ''
  const pass = Boolean(holds(received))
  return {
    pass,
    message: () =>
      `${said}expected ${JSON.stringify(received)} ${pass ? 'not ' : ''}to satisfy ${holds.name || 'the function'}`,
  }
}

function sentencesOf(expected: unknown): readonly string[] {
  const given: readonly unknown[] = Array.isArray(expected) ? expected : [expected]
  if (!given.every((each) => typeof each === 'string'))
    throw new TypeError('toSatisfy expects a sentence, a list of sentences or a function')
  const lines = given
    .flatMap((each) => each.split('\n'))
    .map((each) => each.trim().replace(/^[-*] /, ''))
    .filter((each) => each !== '')
  if (lines.length === 0) throw new TypeError('toSatisfy was given no sentence')
  return lines
}

async function sentences(
  path: string,
  lines: readonly string[],
  { now, ...settings }: MatcherOptions,
): Promise<Matched> {
  const front = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
  const text = `---\ndataset: data\n${front.join('')}---\n${lines.map((line) => `- ${line}\n`).join('')}`
  const result = await check({ text, source: path, ...(now ? { now } : {}) })
  const page = readable(result, lines.length)
  const broken = page.verdicts.filter((each) => each.status !== 'holds')
  return { pass: broken.length === 0, message: () => told(path, broken.length > 0 ? broken : page.verdicts) }
}

/** The page of the result, when every sentence was judged; denial must not turn a mistake into a pass. */
function readable(result: Result, sentencesGiven: number): PageResult {
  const [page] = result.pages
  if (!page) throw new Error('nothing was checked')
  const mistakes = page.diagnostics
    .filter((each) => each.severity === 'error')
    .map((each) => (each.fix === undefined ? each.message : `${each.message}; did you mean: ${each.fix}`))
  const unjudged = page.verdicts
    .filter((each) => each.status === 'unchecked' || each.status === 'idle')
    .map((each) => `${each.sentence}: ${each.reason}`)
  const unread =
    page.delivery.unreadable > 0 ? [`${counted(page.delivery.unreadable, 'row')} of the file could not be read`] : []
  const wrong = mistakes.length > 0 ? mistakes : [...unjudged, ...unread]
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  if (page.verdicts.length !== sentencesGiven)
    throw new Error(
      `${String(sentencesGiven)} sentences were given and ${String(page.verdicts.length)} were understood`,
    )
  return page
}

const told = (path: string, verdicts: readonly VerdictResult[]): string => [path, ...verdicts.map(toldOne)].join('\n\n')

function toldOne(verdict: VerdictResult): string {
  const { sentence, status, shown, bound, reason, reading, evidence } = verdict
  const head = [`${sentence}: ${status}`, `  ${shown}; it must be ${bound}`, `  ${reason}`, `  ${reading}`]
  if (!evidence) return head.join('\n')
  const rows = evidence.rows
    .slice(0, ROWS_SHOWN)
    .map((row) => `  ${row.map((cell) => JSON.stringify(cell)).join(', ')}`)
  return [...head, `  ${evidence.columns.join(', ')}`, ...rows, `  ${counted(evidence.total, 'failing row')}`].join(
    '\n',
  )
}
