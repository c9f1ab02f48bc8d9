import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../cli/run.ts'
import { check } from '../main.ts'
import type { VerdictResult } from '../report/contract.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** Three weeks of days of about 100 rows, and then one of 200. */
let folder: WatchedFolder
const DAYS = 22
const ROWS = 'the number of rows should stay as usual'
const day = (n: number): Date => new Date(Date.parse('2024-05-01T06:00:00Z') + n * 86_400_000)
const file = (n: number): string => `in/${String(n).padStart(2, '0')}.csv`

async function delivery(n: number, rows: number): Promise<void> {
  await folder.write(file(n), `x\n${Array.from({ length: rows }, (_, i) => `${String(n)}${String(i)}\n`).join('')}`)
  await utimes(join(folder.path, file(n)), day(n), day(n))
}

beforeAll(async () => {
  folder = await openWatched()
  await folder.write(
    'd.md',
    `---\nsource: in/*.csv\ndelivery: each file\n---\n# D\n\n- \`x\` must be present\n- ${ROWS}\n`,
  )
  for (let n = 1; n < DAYS; n++) await delivery(n, 100 + ((n * 7) % 5))
  await delivery(DAYS, 200)
  await folder.watch()
})
afterAll(() => folder.close())

/** What is said of so many rows the day after. */
async function next(rows: number): Promise<VerdictResult | undefined> {
  await delivery(DAYS + 1, rows)
  const result = await check({ pages: [join(folder.path, 'd.md')], threads: 1, now: day(DAYS + 1) })
  await folder.remove(file(DAYS + 1))
  return result.pages[0]?.verdicts.find((each) => each.sentence === ROWS)
}

async function command(...args: readonly string[]): Promise<{ readonly status: number; readonly out: string }> {
  let out = ''
  const write = (text: string) => {
    out += text
  }
  const streams = { out: write, error: write, colour: false, width: 100, terminal: false }
  return { status: await run([...args, '--project', folder.path], streams), out }
}

describe('what a person says of a verdict', () => {
  it('is not asked for: a value outside of what is usual teaches nothing', async () => {
    expect((await next(200))?.status).toBe('broken')
    expect((await next(100))?.reason).toContain('learnt from 21 accepted deliveries')
  })

  it('"this should have alarmed" leaves a value out of what is learnt, until something else is said of it', async () => {
    const said = await command('missed', 'd', '21', 'number of rows', '--by', 'Ada', '--reason', 'a shop was closed')
    expect(said).toEqual({ status: 0, out: `d 21, ${ROWS}: nothing usual is learnt from it\n` })
    expect((await next(100))?.reason).toContain('learnt from 20 accepted deliveries')
    await command('expected', 'd', '21', ROWS, '--by', 'Ada', '--reason', 'it was not')
    expect((await next(100))?.reason).toContain('learnt from 21 accepted deliveries')
  })

  it('"this is expected" makes the next like it usual, and those before it still are', async () => {
    const said = await command('expected', 'd', String(DAYS), ROWS, '--by', 'Ada', '--reason', 'two shops more')
    expect(said.out).toBe(`d 22, ${ROWS}: what is usual is learnt from it too\n`)
    expect((await next(201))?.status).toBe('holds')
    expect((await next(100))?.status).toBe('holds')
    expect((await next(400))?.status).toBe('broken')
  })

  it('stands in the history, below its delivery', async () => {
    expect((await command('history', 'd')).out).toContain(`${ROWS}: expected by Ada: two shops more`)
  })

  it('must name one sentence that was judged', async () => {
    const of = ['--by', 'Ada', '--reason', 'why']
    expect((await command('expected', 'd', '3', 'the sum', ...of)).out).toContain('No sentence that was judged on d 3')
    expect((await command('expected', 'd', '3', 'must', ...of)).status).toBe(0)
    expect((await command('expected', 'd', '3', 's', ...of)).out).toContain('2 sentences of d have "s" in them')
  })
})
