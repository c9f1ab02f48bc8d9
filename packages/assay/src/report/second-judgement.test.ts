import { afterAll, beforeAll, expect, test } from 'vitest'
import { stateOf } from '@assay/core'
import { openFolder, type Folder } from '../run/run.fixture.ts'
import type { Result } from './contract.ts'
import { renderHtml } from './html/html-report.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderPretty } from './terminal.ts'

let folder: Folder
let result: Result
beforeAll(async () => {
  folder = await openFolder()
  const rows = Array.from({ length: 100 }, (_, i) => (i < 2 ? '-1' : String(i)))
  await folder.write('x.csv', `x\n${rows.join('\n')}\n`)
  await folder.page('source: x.csv\nquarantine: 2%', [
    '`x` must be at least 0',
    'the number of rows must be at least 100',
  ])
  result = await folder.check({ pages: [`${folder.path}/page.md`] })
})
afterAll(() => folder.close())

test('a sentence that breaks only without the rows set aside is drawn as broken', () => {
  const [page] = result.pages
  expect(page).toMatchObject({ accepted: false, outcome: 'held: 1 of 2 sentences broken, without 2 rows' })
  expect(page?.verdicts.map((each) => [each.status, each.after?.status, stateOf(each)])).toEqual([
    ['broken', 'holds', 'broken'],
    ['holds', 'broken', 'broken'],
  ])
})

test.each([
  ['pretty', (of: Result) => renderPretty(of, { colour: false, width: 120 }), '▲ the number of rows'],
  ['markdown', renderMarkdown, '🔺 | the number of rows'],
  ['html', renderHtml, 'item broken'],
  ['junit', renderJunit, 'failures="1"'],
])('%s shows the second judgement of each', async (_, render, broken) => {
  const text = await render(result)
  expect(text).toContain(broken)
  expect(text.match(/without 2 rows: /g)?.length).toBeGreaterThanOrEqual(2)
  expect(text).toContain('without 2 rows: it is 98')
})
