import { expect, it, vi } from 'vitest'
import { Failure } from '../failure.ts'
import { productsResult } from '../report/sample-result.test-data.ts'
import { explainFailure, FORMATS, progressLine, render, type Streams } from './output.ts'

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

it('progress is one line that is written over, cleared at the end, and for people only', () => {
  vi.useFakeTimers()
  try {
    let shown = ''
    const terminal = { ...streams, terminal: true, width: 30, error: (text: string) => (shown += text) }
    const { say, clear } = progressLine(terminal)
    say('reading orders.csv')
    // what is done at once shows nothing
    expect(shown).toBe('')
    vi.advanceTimersByTime(1200)
    say('reading orders.csv')
    expect(shown).toBe('\r\u001b[2Kreading orders.csv … 1 s')
    shown = ''
    vi.advanceTimersByTime(120_000)
    say('measuring 1,000 sentences on 3 million rows')
    expect(shown).toBe('\r\u001b[2Kmeasuring 1,000 sent … 121 s')
    // it never breaks into a second line, which would not be written over
    expect(shown.slice('\r\u001b[2K'.length).length).toBeLessThan(30)
    shown = ''
    clear()
    expect(shown).toBe('\r\u001b[2K')
    const piped = progressLine({ ...terminal, terminal: false })
    piped.say('reading orders.csv')
    piped.clear()
    expect(shown).toBe('\r\u001b[2K')
  } finally {
    vi.useRealTimers()
  }
})
