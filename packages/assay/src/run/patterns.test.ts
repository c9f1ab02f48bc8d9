import { readPage } from '@assay/core'
import { expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { wrongPatterns } from './patterns.ts'

/** The mistakes of a page with these patterns, and how often the engine was asked. */
async function mistakesOf(patterns: readonly string[]) {
  const engine = await openDuckdb({ threads: 1 })
  try {
    let asked = 0
    const counting: typeof engine = { ...engine, query: (text) => (asked++, engine.query(text)) }
    const page = readPage(patterns.map((each) => `- \`a\` must match /${each}/\n`).join(''), 'p.md')
    const found = await wrongPatterns(counting, page)
    return { asked, found: found.map(({ line, column, message }) => [line, column, message.split(':')[0]]) }
  } finally {
    await engine.close()
  }
}

it('patterns that the engine cannot read are told where they stand, whatever stands beside them', async () => {
  const { found } = await mistakesOf(['^a+$', '(?=a)', '[0-9]{3}', '(b'])
  expect(found).toEqual([
    [2, 18, '/(?=a)/ is no pattern'],
    [4, 18, '/(b/ is no pattern'],
  ])
})

it('many good ones are asked about once', async () => {
  const good = Array.from({ length: 40 }, (_, i) => `^x{${String(i + 1)}}$`)
  expect(await mistakesOf(good)).toEqual({ asked: 1, found: [] })
  expect(await mistakesOf([])).toEqual({ asked: 0, found: [] })
})
