import type { PageResult, Result } from './contract.ts'
import { hostile } from './sample-hostile.test-data.ts'
import { products } from './sample-products.test-data.ts'
import { samplePage, sampleVerdict } from './sample-verdict.test-data.ts'

const clicks = samplePage({
  page: 'pages/clicks.md',
  dataset: 'clicks',
  title: 'Clicks',
  owner: 'relevance',
  state: 'set-aside',
  setAside: 93,
  quarantine: 0.02,
  outcome: 'accepted without 93 rows (0.5%; up to 2% may be set aside)',
  verdicts: [
    sampleVerdict({
      line: 9,
      sentence: '`position` must be at least 1',
      status: 'broken',
      why: 'out-of-bound',
      value: 0.99521,
      shown: '99.5%',
      failing: 93,
      reason: '93 of 19,406 are below 1.',
      after: {
        status: 'holds',
        why: null,
        value: 1,
        shown: '100%',
        bound: '100%',
        counted: 19313,
        failing: 0,
        reason: 'All 19,313 are.',
      },
      evidence: {
        columns: ['row', 'position'],
        rows: [
          [3, 0],
          [8, -1],
        ],
        total: 93,
        blamed: ['position'],
        common: [],
      },
    }),
    sampleVerdict({ line: 10, sentence: '`session` must be present' }),
  ],
  document: [
    { kind: 'sentence', verdict: 0 },
    { kind: 'sentence', verdict: 1 },
  ],
})

const stock = samplePage({
  page: 'pages/stock.md',
  dataset: 'stock',
  verdicts: [
    sampleVerdict({ line: 6, sentence: '`sku` must be unique' }),
    sampleVerdict({
      line: 7,
      sentence: 'the number of rows must be at least 10,000',
      value: 19406,
      shown: '19,406',
      bound: 'at least 10,000',
      band: { low: 10000, high: null },
      failing: null,
    }),
  ],
  outcome: 'accepted: 2 of 2 sentences hold',
  document: [
    { kind: 'sentence', verdict: 0 },
    { kind: 'sentence', verdict: 1 },
  ],
})

const empty = samplePage({
  page: 'pages/returns.md',
  dataset: 'returns',
  title: 'Returns',
  accepted: false,
  state: 'held',
  outcome: 'held: the delivery has no rows',
  delivery: {
    source: 'data/returns.csv',
    rows: 0,
    fingerprint: ''.padEnd(64, 'e'),
    bytes: 0,
    unreadable: 0,
    files: [],
    unreadableRows: [],
  },
  verdicts: [
    sampleVerdict({
      line: 5,
      sentence: '`reason` must be present',
      status: 'idle',
      why: 'nothing-in-scope',
      value: null,
      shown: '',
      counted: 0,
      rows: 0,
      reason: 'No row is in scope.',
    }),
  ],
  document: [{ kind: 'sentence', verdict: 0 }],
})

const unread = samplePage({
  page: 'pages/labels.md',
  dataset: 'labels',
  accepted: false,
  state: 'not-checked',
  outcome: 'not checked: the page has an error',
  delivery: { source: '', rows: 0, fingerprint: '', bytes: 0, unreadable: 0, files: [], unreadableRows: [] },
  diagnostics: [
    { code: 'front-matter', severity: 'error', message: 'the front matter has no `source`', line: 2, column: 1 },
  ],
})

const pages: readonly PageResult[] = [products, clicks, stock, hostile, empty, unread]

export const sampleResult: Result = {
  version: 1,
  now: '2026-11-23T05:41:00.000Z',
  summary: { holds: 7, broken: 4, warnings: 2, unchecked: 1, idle: 2 },
  exitStatus: 2,
  pages: [...pages],
}

/** A run in which nothing needs anyone. */
export const calmResult: Result = {
  version: 1,
  now: '2026-11-23T05:41:00.000Z',
  summary: { holds: 2, broken: 0, warnings: 0, unchecked: 0, idle: 0 },
  exitStatus: 0,
  pages: [stock],
}

/** A run of one page that needs someone, without anything hostile in it. */
export const productsResult: Result = {
  version: 1,
  now: '2026-11-23T05:41:00.000Z',
  summary: { holds: 3, broken: 2, warnings: 2, unchecked: 1, idle: 1 },
  exitStatus: 2,
  pages: [products],
}

/** A run without any page. */
export const nothingResult: Result = {
  version: 1,
  now: '2026-11-23T05:41:00.000Z',
  summary: { holds: 0, broken: 0, warnings: 0, unchecked: 0, idle: 0 },
  exitStatus: 2,
  pages: [],
}
