import { amendPage, readPage, type Page, type Pair } from '@assay/core'
import type { MendResult, PageResult } from '../../report/contract.ts'
import type { Keep, PageRun } from '../check-page.ts'
import type { Parts } from '../parts.ts'
import { SUPPORT } from './diagnose.ts'
import { told } from './mends.ts'
import { samplePair } from './sample.ts'

/** The encodings that files are written in when they are not in the one that their page says. */
const ENCODINGS = ['utf-8', 'utf-16le', 'windows-1252']

/**
 * For a delivery whose bytes are not in the encoding that its page sets: the encoding in which its letters are those of the last
 * accepted delivery, or letters at all. Nearly every file can be read as Windows-1252; that alone says nothing.
 */
export async function encodingMend(
  run: PageRun,
  parts: Parts,
  judge: (page: Page, keep: Keep) => Promise<PageResult>,
): Promise<MendResult | null> {
  const { page } = run
  if (page.encoding === null || !run.earlier?.last || run.delivery.files?.length === 0) return null
  for (const encoding of ENCODINGS.filter((each) => each !== page.encoding?.toLowerCase())) {
    const amended = amendPage(page, [], { reset: { encoding } })
    let pair: Pair | null = null
    const keep: Keep = {
      folders: [],
      read: (engine, spec) => parts.readSource(engine, spec, run.progress),
      judged: async (engine, { measured }) => {
        pair = await samplePair(engine, measured.environment, [])
      },
    }
    const result = await judge(readPage(amended.text, page.path), keep)
    const support = pair === null ? null : lettersOf(pair)
    if (result.state === 'not-checked' || !support || support.passed < SUPPORT * support.counted) continue
    const cause = {
      code: 'encoding' as const,
      columns: [],
      changed: [],
      reset: { encoding },
      says: `the file is not in ${page.encoding} any more, but in ${encoding}`,
      support: {
        what: 'read so, values beyond ASCII are made of letters, and of signs that occurred before',
        ...support,
      },
      shown: { old: [page.encoding], new: [encoding] },
      not: null,
    }
    return told(
      page,
      cause,
      amended,
      page.sentences.map((_, at) => ({ at })),
    )
  }
  return null
}

/** How many of the values beyond ASCII are made of letters and of what occurred in the last accepted delivery; null where there are none. */
function lettersOf(pair: Pair): { readonly passed: number; readonly counted: number } | null {
  const known = new Set([...pair.was.values()].flatMap((seen) => seen.values.flatMap(({ value }) => beyond(value))))
  let [passed, counted] = [0, 0]
  for (const seen of pair.is.values())
    for (const { value, rows } of seen.values) {
      const signs = beyond(value)
      if (signs.length === 0) continue
      counted += rows
      if (signs.every((each) => known.has(each) || /\p{L}/u.test(each))) passed += rows
    }
  return counted === 0 ? null : { passed, counted }
}

const beyond = (text: string): readonly string[] => [...text].filter((each) => each > '\u007f')
