import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFolder, short, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const ROWS = 5000
const SENTENCES = [
  '`d` must be on or after 2024-01-05',
  '`d` must be at most 2024-01-20',
  '`d` must be after `e`',
  '`n` must be at most `m`',
  '`n` must be `m`',
  '`n` must be between 2 and 40',
  'the newest `d` must be after 2024-01-20',
  'where `d` is after 2024-01-10, `n` must be at least 5',
]

/** What the sentences come to when one row, the first or one far behind the first ones, is another than all others. */
async function verdicts(odd: { readonly [column: string]: string }, at: number): Promise<readonly string[]> {
  const row = (i: number) => ({
    d: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
    e: '2024-01-12',
    n: String(i % 50),
    m: '30.0',
  })
  const others = Array.from({ length: ROWS }, (_, i) => row(i))
  const rows = [...others.slice(0, at), { ...row(7), ...odd }, ...others.slice(at)]
  await folder.write('a.csv', `d,e,n,m\n${rows.map((each) => Object.values(each).join(',')).join('\n')}\n`)
  const page = await folder.page('source: a.csv', SENTENCES)
  return page.verdicts.map((each) => `${short(each)} ${each.reading}`)
}

it.each([
  {},
  { d: '2024-01-05 10:00:00' },
  { d: '2024-01-20T00:00:01' },
  { d: 'soon' },
  { d: '12' },
  { e: '2024-01-12 10:00:00' },
  { e: 'x' },
  { n: 'many' },
  { n: '2024-01-01' },
  { m: '' },
  { m: '1_000' },
  { d: ' 2024-01-07 ', n: ' 7 ' },
])('judges alike whether the odd row %j is the first or comes late', async (odd) => {
  expect(await verdicts(odd, 4000)).toEqual(await verdicts(odd, 0))
})

it('notices what the odd row changes', async () => {
  const [plain, timed, mixed] = [
    await verdicts({}, 4000),
    await verdicts({ d: '2024-01-20T10:00' }, 4000),
    await verdicts({ n: 'x' }, 4000),
  ]
  expect(timed[2]).not.toBe(plain[2])
  expect([plain[3], mixed[3]].map((each) => each?.split(' ', 1)[0])).toEqual(['broken', 'unchecked'])
})
