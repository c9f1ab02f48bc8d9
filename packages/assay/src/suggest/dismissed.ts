import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { grammarWith, readSentence } from '@assay/core'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { Failure } from '../failure.ts'
import type { Parts } from '../run/parts.ts'
import { about } from './about.ts'
import { subjectOf } from './subject.ts'

/** Beside the pages: what was suggested and is not wanted. */
export const DISMISSED = 'assay-dismissed.yaml'

const entry = z.strictObject({ sentence: z.string(), on: z.string(), why: z.string().optional() })
const schema = z.record(z.string(), z.array(entry))
type Dismissals = z.infer<typeof schema>

/** What is not suggested again of a dataset. */
export async function dismissedIn(folder: string, dataset: string): Promise<readonly string[]> {
  return (await dismissals(folder))[dataset]?.flatMap((each) => meant(each.sentence)) ?? []
}

/** Remembers that these sentences are not wanted, whatever their numbers may be next time. */
export async function dismiss(
  folder: string,
  dataset: string,
  sentences: readonly string[],
  on: string,
): Promise<readonly string[]> {
  const before = await dismissals(folder)
  const mine = before[dataset] ?? []
  const added = sentences.filter((each) => meant(each).length > 0 && !mine.some((known) => known.sentence === each))
  const all = { ...before, [dataset]: [...mine, ...added.map((sentence) => ({ sentence, on }))] }
  const head = '# Suggestions that are not wanted: `assay suggest` does not make them again.\n'
  await writeFile(join(folder, DISMISSED), head + stringify(all, { lineWidth: 0 }))
  return added
}

export interface DismissOptions {
  readonly source: string
  /** Folder of the pages. */
  readonly folder: string
  readonly sentences: readonly string[]
  readonly now?: Date
}

export async function dismissWith(
  parts: Parts,
  options: DismissOptions,
): Promise<{ readonly file: string; readonly added: number }> {
  const { page } = await subjectOf(parts, options.source, undefined)
  const on = (options.now ?? new Date()).toISOString().slice(0, 10)
  const added = await dismiss(options.folder, page.dataset, options.sentences, on)
  return { file: join(options.folder, DISMISSED), added: added.length }
}

function meant(sentence: string): readonly string[] {
  const read = readSentence(sentence.replace(/^\s*[-*]\s+/, ''), grammarWith())
  if (!read.ok)
    throw new Failure('bad-option', `"${sentence}" is no sentence, so it cannot be dismissed: ${read.mistake.message}`)
  return about(read.sentence.check)
}

async function dismissals(folder: string): Promise<Dismissals> {
  const path = join(folder, DISMISSED)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new Failure('bad-option', `${path} cannot be read: ${error.message}.`, { cause: error })
  })
  const found = schema.safeParse(text.trim() === '' ? {} : (parse(text) ?? {}))
  if (!found.success)
    throw new Failure(
      'bad-option',
      `${path} is not what \`assay suggest --dismiss\` writes: ${z.prettifyError(found.error)}`,
    )
  return found.data
}
