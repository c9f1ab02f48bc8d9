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
