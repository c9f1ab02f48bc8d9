import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../main.ts'
import type { VerdictResult } from '../report/contract.ts'
import { short } from './run.fixture.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** What is said of many earlier deliveries: a month of days, judged and kept by a watcher, with one that was held. */
let folder: WatchedFolder
const DAYS = 28
/** 06:00 UTC on a Wednesday, which is 08:00 in Berlin. */
const TODAY = Date.parse('2024-05-15T06:00:00Z')
const HELD = 3
const day = (ago: number): Date => new Date(TODAY - ago * 86_400_000)

const page = (sentences: readonly string[]): string =>
  `---\nsource: in/d-*.csv\ndelivery: each file\ntimezone: Europe/Berlin\n---\n# D\n\n- \`x\` must be at least 0\n${sentences.map((each) => `- ${each}\n`).join('')}`

const SENTENCES = [
  'the number of rows should stay as usual',
  'for each `c`, the number of rows should stay as usual',
  '`x` should be distributed as usual',
  '`c` should be distributed as usual',
  '`x` should be distributed as usual, population stability index at most 0.2',
  'the number of rows should not change by more than 5% since the last delivery',
  'the number of rows should not change by more than 5% since a week before',
  'the number of rows should not change by more than 5% since the average of the last 3 Mondays',
  'the number of rows should not change by more than 5% since the average of the last 7 days',
  'the share of rows where `x` is more than 80 should not rise by more than 5 points since the last delivery',
  'the largest `t` should stay as usual',
]

/** 200 rows and a few more from day to day; `c` is DE or FR in turn. */
function csv(of: {
  readonly ago: number
  readonly rows?: number
  readonly shift?: number
  readonly country?: string
}): string {
  const n = of.rows ?? 200 + ((of.ago * 7) % 5)
  const rows = Array.from({ length: n }, (_, i) => {
    const x = ((i * 37 + of.ago * 11) % 100) + (of.shift ?? 0)
    const c = of.country !== undefined && i % 2 === 1 ? of.country : i % 2 === 0 ? 'DE' : 'FR'
    return `${String(x)},${c},${day(of.ago).toISOString().slice(0, 10)}T0${String(i % 6)}:00:00`
  })
  return `x,c,t\n${rows.join('\n')}\n`
}

const name = (ago: number): string => `in/d-${String(DAYS - ago).padStart(2, '0')}.csv`

beforeAll(async () => {
  folder = await openWatched()
  await folder.write('d.md', page(SENTENCES))
  for (let ago = DAYS; ago > 0; ago--) {
    await folder.write(name(ago), ago === HELD ? `x,c,t\n-1,DE,2024-01-01\n` : csv({ ago }))
    await utimes(join(folder.path, name(ago)), day(ago), day(ago))
  }
  const { told } = await folder.watch()
  expect(told.filter((each) => each.includes('held'))).toHaveLength(1)
  expect(told).toHaveLength(DAYS)
})
afterAll(() => folder.close())

async function judged(content: string): Promise<ReadonlyMap<string, VerdictResult>> {
  await folder.write(name(0), content)
  const result = await check({ pages: [`${folder.path}/d.md`], threads: 1, now: new Date(TODAY) })
  return new Map(result.pages[0]?.verdicts.map((each) => [each.sentence, each]))
}
const shortly = (found: ReadonlyMap<string, VerdictResult>): readonly (readonly [string, string])[] =>
  SENTENCES.flatMap((each) => {
    const verdict = found.get(each)
    return verdict ? [[each, verdict.status] as const] : []
  })

describe('a delivery like those of a month', () => {
  it('holds throughout, with a band and what it was compared with', async () => {
    const found = await judged(csv({ ago: 0 }))
    expect(shortly(found).filter(([, status]) => status !== 'holds')).toEqual([])
    const usual = found.get('the number of rows should stay as usual')
    expect(usual?.reason).toMatch(
      /^it is 200, as usual: between 1\d\d\S* and 2\d\d\S*, learnt from 27 accepted deliveries$/,
    )
    expect(usual?.bandShown?.low).toMatch(/^1\d\d/)
    expect(found.get(SENTENCES[6] ?? '')?.reason).toBe(
      'it is 200, 1.96% less than 204 a week before (2024-05-08 08:00)',
    )
    expect(found.get(SENTENCES[7] ?? '')?.reason).toContain(
      'on the average of the last 3 Mondays (2024-04-29 to 2024-05-13)',
    )
    // the held delivery of that week is not in it
    expect(found.get(SENTENCES[8] ?? '')?.reason).toContain(
      'on the average of the last 7 days (2024-05-08 to 2024-05-14)',
    )
    expect(found.get(SENTENCES[2] ?? '')?.reason).toMatch(/to the mean of 27 accepted deliveries$/)
  })
})

describe('one unlike them', () => {
  it('with fewer rows', async () => {
    const found = await judged(csv({ ago: 0, rows: 100 }))
    expect(
      shortly(found)
        .filter(([, status]) => status === 'broken')
        .map(([sentence]) => sentence),
    ).toEqual([SENTENCES[0], SENTENCES[1], SENTENCES[5], SENTENCES[6], SENTENCES[7], SENTENCES[8]])
    expect(found.get(SENTENCES[1] ?? '')?.groups?.map((each) => each.status)).toEqual(['broken', 'broken'])
  })

  it('with other values', async () => {
    const found = await judged(csv({ ago: 0, shift: 50 }))
    expect(
      shortly(found)
        .filter(([, status]) => status === 'broken')
        .map(([sentence]) => sentence),
    ).toEqual([SENTENCES[2], SENTENCES[4], SENTENCES[9]])
    expect(short(found.get(SENTENCES[2] ?? '') as VerdictResult)).toMatch(/^broken 0\.5/)
  })

  it('with another group instead of one', async () => {
    const found = await judged(csv({ ago: 0, country: 'US' }))
    expect(short(found.get('`c` should be distributed as usual') as VerdictResult)).toBe('broken 0.5')
    const groups = found.get('for each `c`, the number of rows should stay as usual')?.groups
    expect(groups?.map((each) => [each.group.c, each.status, each.value])).toEqual([
      ['FR', 'broken', 0],
      ['DE', 'holds', 100],
      ['US', 'idle', 100],
    ])
  })

  it('with late times', async () => {
    const found = await judged(csv({ ago: 2 }))
    const verdict = found.get('the largest `t` should stay as usual')
    expect(verdict?.status).toBe('broken')
    expect(verdict?.reason).toMatch(/^it is 2024-05-13 03:00:00, which is not as usual: about 2024-05-15 03:00:00 is/)
  })
})
