import { utimes } from 'node:fs/promises'
import { measureKey, readPage } from '@assay/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectOf } from '../config.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import * as store from '../history/index.ts'
import * as deliveries from '../deliveries/index.ts'
import { readPageExpression } from '../engines/page-expression.ts'
import { check } from '../main.ts'
import { findFiles, readSource } from '../reading/index.ts'
import { measureAnew } from './measure-anew.ts'
import { openWatching } from './open-watching.ts'
import type { Parts } from './parts.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'
import { watchedPages } from './watched-pages.ts'

let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const page = (...sentences: readonly string[]): string =>
  `---\ndataset: d\nsource: in/*.csv\ndelivery: each file\nquarantine: 50%\n---\n# D\n\n${sentences.map((each) => `- ${each}\n`).join('')}`

/** Delivery i has the numbers 1 … i + 1, and those given. */
const rows = (i: number, ...more: readonly number[]): string =>
  `n\n${[...Array.from({ length: i + 1 }, (_, k) => k + 1), ...more].join('\n')}\n`

async function delivered(...contents: readonly string[]): Promise<void> {
  for (const [i, each] of contents.entries()) await folder.write(`in/${String(i + 1).padStart(3, '0')}.csv`, each)
  await folder.watch()
}

/** What is known of a sentence of the page: the number of the delivery, and its measurement. */
const known = async (text: string, sentence: number, all = true) => {
  const read = readPage(text, 'd.md')
  const key = measureKey(read.sentences[sentence]!.check, read)
  return folder.read(async (db) => {
    const dataset = await store.datasetNamed(db, 'd')
    const past = await store.pastOf(db, key, { datasetId: dataset!.id, ...(all ? { all: true as const } : {}) })
    return past.map((each) => [each.number, each.measurement] as const)
  })
}
const passed = (n: number, counted: number, is: number) => [
  n,
  { kind: 'rows', groups: [{ keys: [], rows: counted, counted, passed: is }] },
]

const OLD = page('`n` must be at least 0')
const NEW = page('`n` must be at least 0', '`n` should be at most 2')

describe('a sentence that is new', () => {
  it('is measured on all deliveries that are kept, once', async () => {
    await folder.write('d.md', OLD)
    await delivered(rows(1), rows(2), rows(3))
    expect(await known(NEW, 1)).toEqual([])
    await folder.write('d.md', NEW)
    const { said } = await folder.watch()
    expect(said.map((each) => each.text)).toEqual(['d: measured 1 new sentence on 3 kept deliveries'])
    expect(await known(NEW, 1)).toEqual([passed(1, 2, 2), passed(2, 3, 2), passed(3, 4, 2)])
    expect((await folder.watch()).said).toEqual([])
    // a bound is judged from what is there
    await folder.write('d.md', NEW.replace('at most 2', 'at most 2 in at least 40% of rows'))
    expect((await folder.watch()).said).toEqual([])
  })

  it('has its line with the next delivery, and a gap where the rows are gone', async () => {
    await folder.write('assay.yaml', 'settle: 0 s\nretention: { deliveries: 2, days: 0 }\n')
    await folder.write('d.md', OLD)
    await delivered(rows(1), rows(2), rows(3))
    await folder.write('d.md', NEW)
    await folder.watch()
    expect((await known(NEW, 1)).map(([number]) => number)).toEqual([2, 3])
    await folder.write('in/004.csv', rows(4))
    await folder.watch()
    const series = await folder.read(async (db) => {
      const dataset = await store.datasetNamed(db, 'd')
      return store.seriesOf(db, { datasetId: dataset!.id, last: 10 })
    })
    const line = series.find((each) => each.canonical.includes('at most 2'))
    expect(line?.points.map(({ delivery, status, value }) => [delivery, status, value])).toEqual([
      [2, null, 2 / 3],
      [3, null, 2 / 4],
      [4, 'broken', 2 / 5],
    ])
  })

  it('is compared with what was accepted: without the rows set aside, and never with what was held', async () => {
    await folder.write('d.md', OLD)
    await delivered(rows(3), rows(3, -1), rows(1, -1, -2, -3, -4))
    await folder.write('d.md', NEW)
    await folder.watch()
    expect(await known(NEW, 1, false)).toEqual([passed(1, 4, 2), passed(2, 4, 2)])
    expect((await known(NEW, 1)).map(([number]) => number)).toEqual([1, 2, 3])
  })

  it('that says what is usual knows it at once', async () => {
    await folder.write('d.md', OLD)
    for (let i = 0; i < 24; i++) {
      await folder.write(`in/${String(i + 1).padStart(3, '0')}.csv`, rows(10 + (i % 3), i / 1000))
      const at = new Date(Date.now() - (24 - i) * 86_400_000)
      await utimes(`${folder.path}/in/${String(i + 1).padStart(3, '0')}.csv`, at, at)
    }
    await folder.watch()
    await folder.write('d.md', page('the number of rows must stay as usual', 'the average of `n` must stay as usual'))
    await folder.watch()
    await folder.write('in/025.csv', rows(90))
    const result = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
    expect(result.pages[0]?.verdicts.map((each) => each.status)).toEqual(['broken', 'broken'])
  }, 60_000)
})

it('what is left when it is told to stop is found again, and a delivery is never half measured', async () => {
  await folder.write('d.md', OLD)
  await delivered(rows(1), rows(2), rows(3))
  const both = page('`n` should be at most 2', 'the largest `n` should be at most 3')
  await folder.write('d.md', both)
  const watching = await openWatching(parts, await projectOf(folder.path), { threads: 1 })
  try {
    const { watched } = await watchedPages(watching, [folder.path])
    let asked = 0
    const signal = {
      get aborted() {
        return ++asked > 2
      },
    } as AbortSignal
    await measureAnew(watching, watched, signal)
    for (const sentence of [0, 1]) expect((await known(both, sentence)).map(([number]) => number)).toEqual([3])
    await measureAnew(watching, watched)
    for (const sentence of [0, 1]) expect((await known(both, sentence)).map(([number]) => number)).toEqual([1, 2, 3])
  } finally {
    await watching.close()
  }
})

const parts: Parts = {
  openEngine: openDuckdb,
  readSource,
  findFiles,
  readPageExpression,
  history: () => Promise.resolve(store),
  deliveries: () => Promise.resolve(deliveries),
  alarms: () => import('../alarms/index.ts'),
}
