import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unpacked } from '../history/packed.ts'
import { kept } from '../main.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** Three deliveries with private columns, of which sentences of every kind speak. */
let folder: WatchedFolder
const PAGE = `---
source: in/*.csv
delivery: each file
private: [who, pay, born, fee]
key: [who]
quarantine: 60%
---
# People

- \`who\` must be present
- for each \`who\`, the number of rows must be at least 1
- for each \`who\`, the number of rows should not change by more than 50% since the last delivery
- for each \`who\`, the largest \`pay\` should be at most 5
- the smallest \`who\` must be "secret"
- the largest \`who\` should be unchanged since the last delivery
- the most common \`who\` should be unchanged since the last delivery
- the largest \`pay\` must be at most 10
- the largest \`pay\` should stay as usual
- the median of \`pay\` must be at most 10
- the 95th percentile of \`pay\` should not rise by more than 1% since the last delivery
- the smallest \`born\` must be after 2030-01-01
- the age of the newest \`born\` must be at most 1 day
- \`pay\` must be a number
- \`pay\` must be at most 10
- \`who\` must be one of "a", "b"
- the rows should be unique
- \`who\` must be unique
- \`who\` must determine \`pay\`
- \`who\` should be distributed as usual
- \`pay\` should be distributed as usual
- \`pay\` should be distributed as in the last delivery
- the format of \`pay\` must not change
- the format of \`who\` must not change
- the columns must not change
- the different values of \`who\` must be "x"
- the different values of \`who\` should not change
- \`who\` must be found in \`who\` of the last delivery
- where \`pay\` is more than 1, \`ok\` must be "yes"
- \`ok\` must be "yes"
`

/** The same, accepted: what comes later is compared with what was sealed. */
const ACCEPTED = `---
source: in/*.csv
delivery: each file
private: [who, fee]
---
# Fees

- the largest \`fee\` must be at most 80000000
- the largest \`fee\` should not rise since the last delivery
- the largest \`who\` should not change since the last delivery
- for each \`who\`, the number of rows should not change by more than 50% since the last delivery
`

/** Values that are found wherever they stand. */
const people = (n: number): readonly (readonly string[])[] =>
  Array.from({ length: 6 }, (_, i) => [
    `Quillfeather${String(n)}${String(i % 5)}`,
    i === 5 ? `about 9182736${String(n)}` : `7654321${String(n)}${String(i)}.5`,
    `1937-0${String(n)}-1${String(i)}`,
    i % 2 === 0 ? 'yes' : 'no',
    `5463728${String(n)}`,
  ])
/** As they were written, and as times and small numbers are kept. */
const SECRETS = [/quillfeather/i, /9182736/, /7654321/, /5463728/, /1937-0/, /-10[0-9]{8}\b/]

beforeAll(async () => {
  folder = await openWatched(
    "settle: 0 s\nalarms:\n  channels:\n    desk: { kind: webhook, url: 'http://127.0.0.1:9/', secret: 'a secret of sixteen or more' }\n",
  )
  await folder.write('people.md', PAGE)
  await folder.write('fees.md', ACCEPTED)
  for (const n of [1, 2, 3]) {
    const rows = people(n).map((row) => row.join(','))
    await folder.write(`in/${String(n)}.csv`, `who,pay,born,ok,fee\n${rows.join('\n')}\n`)
    await utimes(join(folder.path, `in/${String(n)}.csv`), n * 86_400, n * 86_400)
  }
  await folder.watch()
})
afterAll(() => folder.close())

async function filesIn(path: string): Promise<readonly string[]> {
  const found = await readdir(path, { withFileTypes: true, recursive: true })
  return found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
}

it('no value of a private column stands in a file of the state folder, other than the kept rows', async () => {
  const files = (await filesIn(folder.state)).filter((each) => !each.endsWith('.parquet'))
  expect(files.map((each) => each.slice(folder.state.length + 1))).toContain('history.db')
  for (const file of files) {
    // the history's journal goes when its last connection is collected, which may be now
    const bytes = await readFile(file, 'latin1').catch((cause: unknown) => {
      if (existsSync(file)) throw cause
      return ''
    })
    for (const secret of SECRETS) expect(around(bytes, secret), `${file} has ${String(secret)}`).toBeNull()
  }
})

it('nor in what is compressed there', async () => {
  const [results, statements, deliveries] = await folder.read(async (db) => [
    await db.selectFrom('result').select('json').execute(),
    await db.selectFrom('statement').select('sql').execute(),
    await db.selectFrom('delivery').select('outcome').execute(),
  ])
  expect([results.length, deliveries.length]).toEqual([6, 6])
  const texts = [...results.map((each) => each.json), ...statements.map((each) => each.sql)].map(unpacked)
  expect(texts.join('')).toContain('"verdicts"')
  for (const secret of SECRETS) expect(around(texts.join(' '), secret)).toBeNull()
})

it('the key lies beside the history, for its owner alone', async () => {
  expect((await stat(join(folder.state, 'seal.key'))).mode & 0o777).toBe(0o600)
})

it('what is sealed is compared with later deliveries, and judged by another bound where no row is kept', async () => {
  await rm(join(folder.state, 'deliveries/fees'), { recursive: true })
  await folder.write('fees.md', ACCEPTED.replace('80000000', '54637282'))
  const { deliveries } = await (await kept()).tryPage(join(folder.path, 'fees.md'), { threads: 1 })
  expect(deliveries.map((each) => each.verdicts.map(({ status }) => status))).toEqual([
    ['holds', 'idle', 'idle', 'idle'],
    ['holds', 'broken', 'broken', 'broken'],
    ['broken', 'broken', 'broken', 'broken'],
  ])
})

it('a value is forgotten in what is sealed too', async () => {
  const done = await (
    await kept()
  ).forget(
    { dataset: 'fees', keys: [{ column: 'who', value: 'Quillfeather31' }], by: 'Ada', reason: 'asked to' },
    { folder: folder.path, threads: 1 },
  )
  expect(done.history.measurements).toBe(1)
})

const around = (text: string, secret: RegExp): string | null => {
  const at = secret.exec(text)?.index
  return at === undefined ? null : text.slice(Math.max(0, at - 200), at + 60)
}
