import { afterEach, expect, it } from 'vitest'
import type { OverviewResponse } from './contract.ts'
import { serveFolder, type Served } from './served.fixture.ts'

let served: Served
afterEach(() => served.stop())

const PAGES = 24

it('nobody waits until many pages are read: what is wrong with them is told when it is known', async () => {
  const names = Array.from({ length: PAGES }, (_, i) => `page-${String(i)}`)
  const page = '---\nsource: rows.csv\n---\n# Rows\n\n- `id` must be present\n- `id` shud be\n'
  served = await serveFolder({
    'rows.csv': 'id\n1\n',
    ...Object.fromEntries(names.map((name) => [`${name}.md`, page])),
  })
  for (const name of names) await served.judged(name, 1)
  const until = await served.listen()
  const all = until((seen) => names.every((name) => seen.includes(`"kind":"page","dataset":"${name}"`)))
  const overview = async (): Promise<OverviewResponse> => (await served.get('/api/overview')).body
  const first = await overview()
  expect(first.datasets).toHaveLength(PAGES)
  expect(first.datasets.filter(({ state }) => state === 'unchecked').length).toBeLessThan(PAGES)
  await all
  expect((await overview()).datasets.map(({ says }) => says)).toEqual(names.map(() => '1 line is no sentence'))
})
