import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFolder, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
  await folder.write('x.csv', 'id,c\n1,secretA\n2,secretB\n')
})
afterAll(() => folder.close())

test.each([
  'the different values of `c` must be "x"',
  'the different values of `c` must include "x"',
  '`c` must be about 90% "x" and 10% "y", give or take 1 point',
])('%s quotes no private value', async (sentence) => {
  await folder.page('source: x.csv\nprivate: [c]', [sentence])
  const result = await folder.check({ pages: [`${folder.path}/page.md`] })
  expect(result.pages[0]?.verdicts[0]?.status).toBe('broken')
  expect(JSON.stringify(result)).not.toContain('secret')
})

test.each([
  [
    'home',
    [
      '`home.city` must be "x"',
      '`home.zip` must be a number',
      '`id` must be 9',
      'for each `home.city`, `id` must be 9',
    ],
  ],
  [
    'home.city',
    ['`home.city` must be "x"', '`home.city` must be a number', '`home` must be missing', '`id` must be 9'],
  ],
])('what is private: %s, is so with its fields and within what it is a field of', async (column, sentences) => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    id: i,
    home: { city: `secret${String(i % 3)}`, zip: column === 'home' ? 'secretZ' : '1' },
  }))
  await folder.write('nested.ndjson', rows.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const failing = `${folder.path}/failing.csv`
  const page = await folder.page(`source: nested.ndjson\nkey: [home.city]\nprivate: [${column}]`, sentences, {
    failing,
  })
  expect(page.verdicts.filter((each) => each.status === 'broken').length).toBeGreaterThanOrEqual(3)
  expect(JSON.stringify(page.verdicts)).not.toContain('secret')
  const listed = await readFile(failing, 'utf8')
  expect(listed.split('\n').length).toBeGreaterThan(60)
  expect(listed).not.toContain('secret')
})
