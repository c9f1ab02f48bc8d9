import { CONDITIONS, readPage } from '@assay/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import { openFolder, pageText, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

/** The examples of all claims about a row in which a missing value is not counted. */
const SENTENCES = Object.values(CONDITIONS)
  .filter((word) => !word.countsMissing)
  .flatMap((word) => word.examples.map(([sentence]) => sentence))
  .flatMap((sentence) => [sentence, sentence.replace(' must ', ' must not ')])
  .filter((sentence) => {
    const { diagnostics, sentences } = readPage(pageText('source: a.csv', [sentence]), 'a.md')
    const [read] = sentences
    return read && 'share' in read.check.measure && diagnostics.every((each) => each.severity !== 'error')
  })
const COLUMNS = [
  ...new Set(SENTENCES.flatMap((each) => [...each.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))),
]

async function check(source: string) {
  const failing = join(folder.path, 'failing.parquet')
  const page = await folder.page(`source: ${source}`, SENTENCES, { failing })
  const engine = await openDuckdb({ threads: 1 })
  const listed = await engine.query(`SELECT DISTINCT sentence FROM '${failing}'`)
  await engine.close()
  const counted = page.verdicts.flatMap((each) => (each.counted ? [each.sentence] : []))
  const judged = page.verdicts.filter((each) => each.status === 'holds' || each.status === 'broken')
  return { counted, listed: listed.map((each) => each.sentence), judged: judged.map((each) => each.sentence) }
}

const NOTHING = { counted: [], listed: [], judged: [] }

it('says nothing of a missing value in a text, whatever is claimed', async () => {
  expect(SENTENCES.length).toBeGreaterThan(80)
  await folder.write(
    'a.csv',
    `${['other', ...COLUMNS].join(',')}\n1${','.repeat(COLUMNS.length)}\n2${','.repeat(COLUMNS.length)}\n`,
  )
  expect(await check('a.csv')).toEqual(NOTHING)
})

it.each(['DOUBLE', 'INTEGER', 'DECIMAL(10, 2)', 'TIMESTAMP', 'DATE', 'BOOLEAN'])(
  'says nothing of a missing value of type %s',
  async (type) => {
    await folder.parquet(
      'a.parquet',
      `SELECT 1 AS other, ${COLUMNS.map((each) => `NULL::${type} AS "${each}"`).join(', ')}`,
    )
    expect(await check('a.parquet')).toEqual(NOTHING)
  },
)
