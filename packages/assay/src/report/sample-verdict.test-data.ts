import type { PageResult, VerdictResult } from './contract.ts'

type Needed = Pick<VerdictResult, 'line' | 'sentence'>

/** A row-wise *must* that holds for all of 19,406 rows, unless said otherwise. */
export function sampleVerdict(said: Needed & Partial<VerdictResult>): VerdictResult {
  return {
    column: 3,
    canonical: said.sentence,
    reading: `Exactly this: ${said.sentence}; missing values are not counted.`,
    severity: 'must',
    status: 'holds',
    why: null,
    blocks: false,
    value: 1,
    shown: '100%',
    bound: '100%',
    band: { low: 1, high: 1 },
    counted: 19406,
    failing: 0,
    rows: 19406,
    reason: 'All 19,406 rows satisfy it.',
    columns: [],
    notes: [],
    ...said,
  }
}

/** A page of one plain CSV file that is accepted, unless said otherwise. */
export function samplePage(said: Pick<PageResult, 'page' | 'dataset'> & Partial<PageResult>): PageResult {
  const source = `data/${said.dataset}.csv`
  return {
    title: null,
    owner: null,
    delivery: {
      source,
      rows: 19406,
      fingerprint: '9f2b1c'.padEnd(64, '0'),
      bytes: 4_812_331,
      unreadable: 0,
      files: [
        { file: source, bytes: 4_812_331, rows: 19406, unreadable: 0, format: 'CSV, comma, quote ", UTF-8, header' },
      ],
      unreadableRows: [],
    },
    accepted: true,
    setAside: 0,
    quarantine: null,
    state: 'accepted',
    outcome: 'accepted: all sentences hold',
    diagnostics: [],
    verdicts: [],
    document: [],
    seconds: 0.42,
    ...said,
  }
}
