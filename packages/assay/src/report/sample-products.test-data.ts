import type { DistributionResult, PageResult, VerdictResult } from './contract.ts'
import { samplePage, sampleVerdict } from './sample-verdict.test-data.ts'

const NEGATIVE = [18, 44, 110, 62, 26, 0]
const POSITIVE = [
  420, 610, 980, 1210, 1640, 1760, 1720, 1490, 1300, 1280, 1080, 890, 760, 720, 560, 430, 350, 260, 190, 130, 90, 60,
  50, 20, 14, 10, 9, 5, 3,
]

const prices: DistributionResult = {
  kind: 'numbers',
  column: 'price',
  bins: [...NEGATIVE, ...POSITIVE].map((rows, i) => {
    const low = -5000 + i * 1000
    return { low, high: low + 1000, rows, failing: i < NEGATIVE.length ? rows : 0 }
  }),
  marks: [1],
  times: false,
}

const conditions: DistributionResult = {
  kind: 'texts',
  column: 'condition',
  values: [
    { value: 'new', rows: 14210, failing: 0 },
    { value: 'refurbished', rows: 3120, failing: 0 },
    { value: 'NEW', rows: 801, failing: 801 },
    { value: 'used, like new', rows: 444, failing: 0 },
    { value: 'B-stock', rows: 210, failing: 210 },
    { value: 'neu', rows: 14, failing: 14 },
  ],
  others: { different: 21, rows: 607, failing: 40 },
}

const price = sampleVerdict({
  line: 18,
  sentence: '`price` must be between 1 and 5,000,000',
  reading:
    'Every present value of `price` is a number from 1 to 5,000,000, both included; missing values are not counted.',
  status: 'broken',
  why: 'out-of-bound',
  blocks: true,
  value: 0.98392,
  shown: '98.4%',
  failing: 312,
  reason: '312 of 19,406 are not between 1 and 5,000,000.',
  columns: ['price'],
  notes: [
    { label: 'Why', text: 'refunds beyond that need a manual approval.' },
    { label: 'Owner', text: 'pricing-team' },
    { label: null, text: 'Agreed with finance in May.' },
  ],
  evidence: {
    columns: ['file', 'row', 'id', 'supplier', 'price', 'title'],
    rows: [
      ['data/products-1.csv', 17, '3920564', 'Xerox', -4995, 'Toner cartridge Original Black 6 pc(s)'],
      ['data/products-1.csv', 212, '3920571', 'Xerox', -1220, 'Drum unit 60,000 pages'],
      ['data/products-2.csv', 840, '1102994', 'Brother', '0', 'Paper tray, 250 sheets'],
      ['data/products-2.csv', 901, null, 'Xerox', 'twelve', null],
    ],
    total: 312,
    blamed: ['price'],
    common: [
      { column: 'supplier', value: 'Xerox', failing: 298, rows: 1204 },
      { column: 'file', value: 'data/products-1.csv', failing: 250, rows: 9800 },
    ],
    distribution: prices,
  },
})

const PAST = [0.998, 0.997, 0.9985, 0.981, 0.9978, 0.9981]
const history: NonNullable<VerdictResult['history']> = PAST.map((value, i) => ({
  delivery: i + 1,
  status: value < 0.99 ? 'broken' : 'holds',
  value,
  low: 0.99,
  high: 1,
}))

const condition = sampleVerdict({
  line: 21,
  sentence: '`condition` should be one of "new", "refurbished" or "used, like new" in at least 99% of rows',
  severity: 'should',
  status: 'broken',
  why: 'out-of-bound',
  value: 0.94511,
  shown: '94.5%',
  bound: 'at least 99%',
  band: { low: 0.99, high: 1 },
  failing: 1065,
  reason: '1,065 of 19,406 are none of these; at least 99% should be.',
  history,
  columns: ['condition'],
  evidence: {
    columns: ['row', 'id', 'condition'],
    rows: [
      [4, '1102871', 'NEW'],
      [9, '1102876', 'B-stock'],
    ],
    total: 1065,
    blamed: ['condition'],
    common: [],
    distribution: conditions,
  },
})

const perCountry = sampleVerdict({
  line: 24,
  sentence: 'for each `country`, the number of rows must be at least 1,000',
  status: 'broken',
  why: 'out-of-bound',
  blocks: true,
  value: 12,
  shown: '12',
  bound: 'at least 1,000',
  band: { low: 1000, high: null },
  bandShown: { low: '1,000', high: null },
  counted: 12,
  failing: null,
  reason: '2 of 4 countries have fewer than 1,000 rows; the fewest are 12 for FR.',
  groupCount: { all: 4, broken: 2 },
  groups: [
    {
      group: { country: 'FR' },
      bound: 'at least 50',
      status: 'broken',
      value: 12,
      shown: '12',
      counted: 12,
      failing: null,
      reason: '12 is below 1,000.',
    },
    {
      group: { country: null },
      bound: 'at least 50',
      status: 'broken',
      value: 402,
      shown: '402',
      counted: 402,
      failing: null,
      reason: '402 is below 1,000.',
    },
    {
      group: { country: 'AT' },
      bound: 'at least 50',
      status: 'holds',
      value: 4201,
      shown: '4,201',
      counted: 4201,
      failing: null,
      reason: '4,201 is at least 1,000.',
    },
    {
      group: { country: 'DE' },
      bound: 'at least 50',
      status: 'holds',
      value: 14791,
      shown: '14,791',
      counted: 14791,
      failing: null,
      reason: '14,791 is at least 1,000.',
    },
  ],
})

const median = sampleVerdict({
  line: 19,
  sentence: 'the median of `price` should be between 1,010 and 1,290',
  severity: 'should',
  status: 'broken',
  why: 'out-of-bound',
  value: 1349,
  shown: '1,349',
  bound: 'between 1,010 and 1,290',
  band: { low: 1010, high: 1290 },
  bandShown: { low: '1,010', high: '1,290' },
  failing: null,
  reason: 'The median is 1,349; it should be between 1,010 and 1,290.',
  columns: ['price'],
})

const quiet: readonly VerdictResult[] = [
  sampleVerdict({
    line: 20,
    sentence: '`date_released` must be a date written as ISO',
    counted: 19398,
    reason: 'All 19,398 are.',
    columns: ['date_released'],
  }),
  sampleVerdict({ line: 28, sentence: '`id` must be unique' }),
  sampleVerdict({
    line: 29,
    sentence: '`ean` must be an EAN in at least 97% of rows',
    value: 0.98903,
    shown: '98.9%',
    bound: 'at least 97%',
    band: { low: 0.97, high: 1 },
    failing: 213,
    reason: '19,193 of 19,406 are.',
  }),
  sampleVerdict({
    line: 30,
    sentence: '`suplier` must be present',
    status: 'unchecked',
    why: 'no-column',
    blocks: true,
    value: null,
    shown: '',
    counted: null,
    failing: null,
    rows: null,
    reason: 'There is no column `suplier`; did you mean `supplier`?',
  }),
  sampleVerdict({
    line: 31,
    sentence: 'the number of rows should stay as usual',
    severity: 'should',
    status: 'idle',
    why: 'too-little-history',
    value: 19406,
    shown: '19,406',
    bound: 'as usual',
    band: null,
    failing: null,
    reason: '1 delivery so far; 8 are needed to know what is usual.',
  }),
]

const [released, unique, ean, supplier, usual] = quiet
const verdicts = [price, released, median, condition, perCountry, unique, ean, supplier, usual].filter(
  (v) => v !== undefined,
)

const EARLIER = ['accepted', 'set-aside', 'not-checked', 'held', 'same', 'released'] as const

export const products: PageResult = samplePage({
  earlier: EARLIER.map((state, i) => ({ number: i + 1, state, arrivedAt: `2026-11-${String(i + 10)}T05:41:00.000Z` })),
  page: 'pages/products.md',
  dataset: 'products',
  title: 'Product catalogue',
  owner: 'search-team',
  accepted: false,
  state: 'held',
  outcome: 'held: 2 of 9 sentences broken, 1 not checked',
  delivery: {
    source: 'data/products-*.csv',
    rows: 19409,
    fingerprint: 'c0ffee'.padEnd(64, '1'),
    bytes: 4_812_331,
    unreadable: 3,
    files: [
      {
        file: 'data/products-1.csv',
        bytes: 2_400_000,
        rows: 9801,
        unreadable: 1,
        format: 'CSV, comma, quote ", UTF-8, header',
      },
      {
        file: 'data/products-2.csv',
        bytes: 2_412_331,
        rows: 9608,
        unreadable: 2,
        format: 'CSV, semicolon, quote ", Windows-1252, header',
      },
    ],
    unreadableRows: [
      {
        file: 'data/products-1.csv',
        row: 88,
        why: '7 fields where the header has 6',
        text: '1102994,Brother,0,"Paper tray",250,sheets,',
      },
      { file: 'data/products-2.csv', row: 9607, why: 'the quote that opens here is never closed', text: '77,"Toner' },
    ],
  },
  diagnostics: [
    {
      code: 'not-a-sentence',
      severity: 'error',
      message: 'expected a claim such as "be present" after "must", found "bee"',
      line: 22,
      column: 15,
      length: 3,
      fix: '`title` must be present',
    },
    {
      code: 'never-fails',
      severity: 'warning',
      message: 'the share of missing `title` is never below 0%',
      line: 23,
      column: 3,
    },
    { code: 'reading', severity: 'note', message: 'data/products-2.csv was read as Windows-1252', line: 1, column: 1 },
  ],
  verdicts,
  document: [
    {
      kind: 'prose',
      line: 13,
      markdown:
        'Acme sends the *full catalogue* each night. The search index and the price alerts are built from it, so\na wrong price is seen by customers within the hour. See [the contract](https://example.com/contract).',
    },
    { kind: 'heading', level: 2, text: 'Prices and dates', line: 16 },
    ...[0, 1, 2, 3].map((verdict) => ({ kind: 'sentence' as const, verdict })),
    { kind: 'mistake', text: '`title` must bee present', line: 22 },
    { kind: 'sentence', verdict: 4 },
    { kind: 'heading', level: 2, text: 'Identity', line: 26 },
    ...[5, 6, 7, 8].map((verdict) => ({ kind: 'sentence' as const, verdict })),
  ],
})
