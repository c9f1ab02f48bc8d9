import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { short } from './run.fixture.ts'
import { check } from '../main.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** What is said of the last delivery, over real deliveries that a watcher judged and kept. */
let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const page = (sentences: readonly string[], settings = ''): string =>
  `---\nsource: in/d-*.csv\ndelivery: each file\n${settings}---\n# D\n\n${sentences.map((each) => `- ${each}\n`).join('')}`

/** Delivers the earlier files, then judges the last one: its verdicts in short, by their sentences. */
async function judged(
  sentences: readonly string[],
  files: readonly string[],
  settings = '',
): Promise<readonly (readonly [string, string])[]> {
  await folder.write('d.md', page(sentences, settings))
  for (const [i, each] of files.slice(0, -1).entries()) {
    await folder.write(`in/d-${String(i + 1)}.csv`, each)
    await folder.watch()
  }
  await folder.write(`in/d-${String(files.length)}.csv`, files.at(-1) ?? '')
  const result = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
  return result.pages[0]?.verdicts.map((each) => [each.sentence, short(each)] as const) ?? []
}

/** Each sentence beside its verdict. */
async function expectVerdicts(
  expected: readonly (readonly [string, string])[],
  files: readonly string[],
  settings = '',
): Promise<void> {
  expect(
    await judged(
      expected.map(([sentence]) => sentence),
      files,
      settings,
    ),
  ).toEqual(expected)
}

const OLD = 'id,n,c,t\n1,10,DE,a\n2,20,FR,b\n3,30,FR,\n'
const NEW = 'id,n,c,t\n3,10,DE,a\n4,25,FR,x\n5.0,7,IT,b\n'

describe('rows', () => {
  it('are found in the last delivery or not, as numbers where both are', async () => {
    await expectVerdicts(
      [
        ['`id` should be found in the last delivery', 'broken 1/3'],
        ['`id` should not be found in the last delivery', 'broken 2/3'],
        ['`t` should be found in the last delivery', 'broken 2/3'],
        ['`c` and `t` together should be found in the last delivery', 'broken 1/3'],
        ['where `c` is "FR", `id` should not be found in the last delivery', 'holds 1/1'],
      ],
      [OLD, NEW],
    )
  })

  it('are compared with numbers of the last delivery, of their own group too', async () => {
    await expectVerdicts(
      [
        ['`n` should be at most the largest `n` in the last delivery', 'holds 3/3'],
        ['`n` should be at least the average of `n` in the last delivery', 'broken 1/3'],
        ['for each `c`, `n` should be at most the largest `n` in the last delivery', 'holds 2/2'],
        ['for each `c`, `n` should be at least the largest `n` in the last delivery', 'broken 1/2'],
      ],
      [OLD, NEW],
    )
  })
})

describe('numbers', () => {
  it('of the last delivery are taken of the same rows, group by group', async () => {
    await expectVerdicts(
      [
        ['the sum of `n` should be at least the sum of `n` in the last delivery', 'broken 42'],
        ['the sum of `n` should be at least 70% of the sum of `n` in the last delivery', 'holds 42'],
        ['where `c` is "FR", the sum of `n` should be at least 50% of the sum of `n` in the last delivery', 'holds 25'],
        ['the number of missing `t` should be the number of missing `t` in the last delivery', 'broken 0'],
        ['for each `c`, the number of rows should be at least the number of rows in the last delivery', 'broken 1'],
      ],
      [OLD, NEW],
    )
  })

  it('count a group that is gone as one of no rows', async () => {
    await folder.write('d.md', page([]))
    const found = await judged(
      [
        'for each `c`, the number of rows should be at least the number of rows in the last delivery',
        'for each `c`, the number of rows should be at least 1',
        'for each `c`, the number of rows should not fall by more than 10% since the last delivery',
      ],
      [OLD, 'id,n,c,t\n1,1,FR,a\n2,2,FR,b\n'],
    )
    expect(found.map(([, verdict]) => verdict)).toEqual(['broken 0', 'broken 0', 'broken 0'])
  })
})

describe('without an earlier delivery', () => {
  const SENTENCES = [
    '`id` must be found in the last delivery',
    'the sum of `n` must be at least the sum of `n` in the last delivery',
    '`n` must be at most the largest `n` in the last delivery',
    'the number of rows must not change since the last delivery',
  ]

  it('all is idle, and what the delivery itself lacks is said first', async () => {
    await expectVerdicts(
      [
        ...SENTENCES.map((each) => [each, 'idle no-baseline'] as const),
        ['`gone` must be found in the last delivery', 'unchecked no-column'],
      ],
      [OLD],
    )
  })

  it('so is what an earlier one did not have', async () => {
    await expectVerdicts(
      [
        ['`more` must be found in the last delivery', 'idle no-baseline'],
        ['the sum of `more` must be at least the sum of `more` in the last delivery', 'idle no-baseline'],
      ],
      [OLD, 'id,n,c,t,more\n1,1,DE,a,1\n'],
    )
  })

  it('a delivery that was held is none', async () => {
    const held = 'id,n,c,t\n7,-1,DE,a\n'
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['`id` should be found in the last delivery', 'broken 1/3'],
        ['the sum of `n` should be less than the sum of `n` in the last delivery', 'holds 42'],
        ['the number of rows should not change since the last delivery', 'holds 3'],
      ],
      [OLD, held, NEW],
    )
    folder = await reopened()
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['the number of rows must not change since the last delivery', 'idle no-baseline'],
      ],
      [held, NEW],
    )
  })

  it('rows that were set aside are not in it', async () => {
    const some = 'id,n,c,t\n1,10,DE,a\n2,20,FR,b\n3,-1,FR,b\n'
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['`id` should not be found in the last delivery', 'holds 3/3'],
        ['the number of rows should not change since the last delivery', 'broken 3'],
        ['the number of rows should be more than the number of rows in the last delivery', 'holds 3'],
      ],
      [some, NEW],
      'quarantine: 50%\n',
    )
  })
})

async function reopened(): Promise<WatchedFolder> {
  await folder.close()
  return openWatched()
}
