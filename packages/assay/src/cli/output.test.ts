import { expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { productsResult } from '../report/sample-result.test-data.ts'
import { explainFailure, FORMATS, render, type Streams } from './output.ts'

let said = ''
const streams: Streams = {
  out: () => undefined,
  error: (text) => (said += text),
  terminal: false,
  colour: false,
  width: 100,
  assay: 'npx assay',
}

const next = 'If it is meant to stay so, `assay mend` amends the page.'
const mend = {
  code: 'written' as const,
  says: '`price` is written otherwise',
  columns: ['price'],
  old: ['1'],
  new: ['1,0'],
  support: { what: 'they are numbers', passed: 1, counted: 1 },
  lines: [18],
  amendments: [],
  patch: null,
  next,
}
const result = {
  ...productsResult,
  pages: productsResult.pages.map((page) => ({
    ...page,
    mends: [mend],
    verdicts: page.verdicts.map((v) => (v.line === 18 ? { ...v, mend: 0 } : v)),
  })),
}

it.each(FORMATS.filter((format) => !['json', 'sarif'].includes(format)))(
  'commands are said as this one was called: %s',
  async (format) => {
    const text = (await render(result, format, streams, false)).replaceAll(/\s+/g, ' ')
    expect(text).toContain('npx assay check')
    expect(text).not.toMatch(/(?<!npx )assay (check|mend)/)
  },
)

it('the JSON is what was found, whatever the command was', async () => {
  expect(JSON.parse(await render(result, 'json', streams, false))).toEqual(result)
})

it('so is what to do next after a failure', () => {
  explainFailure(new Failure('no-page', 'No page was named.', { next: 'Say which: `assay check PAGE.md`.' }), streams)
  expect(said).toBe('assay: No page was named.\nSay which: `npx assay check PAGE.md`.\n')
})
