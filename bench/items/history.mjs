import process from 'node:process'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, URL } from 'node:url'
import Database from 'libsql'
import { build } from 'rolldown'
import { inTurns, median, processOf, seconds } from '../measure.mjs'
import { assay, dataFile } from '../paths.mjs'
import { served } from '../served.mjs'

const { fetch } = globalThis

export const DATASETS = 1000
const SENTENCES = 100
export const DAYS = 365
/** The folder with the history of a year of all datasets. */
export const state = dataFile('history')

/** The part of the package that keeps the history, as the package itself is built. */
export async function historyPart() {
  const file = dataFile('history-part.mjs')
  await build({
    input: fileURLToPath(new URL('../../packages/assay/src/history/index.ts', import.meta.url)),
    cwd: fileURLToPath(new URL('../../packages/assay', import.meta.url)),
    platform: 'node',
    external: ['libsql'],
    resolve: { conditionNames: ['source', 'import', 'node', 'default'] },
    output: { file },
  })
  return import(`${file}?${statSync(file).mtimeMs}`)
}

/** A year of daily deliveries: one in fifty sentences is broken now and then, one delivery in forty held. */
const FILL = [
  `INSERT INTO dataset (id, name, page, labels, alarms, first_seen_at)
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${DATASETS})
   SELECT i, 'dataset ' || i, '/pages/' || i || '.md', '[]', '[]', '2023-01-01T00:00:00.000Z' FROM n`,
  `INSERT INTO delivery (dataset_id, number, state, source, mark, arrived_at, judged_at, fingerprint, bytes, rows, set_aside,
     holds, broken, warnings, unchecked, idle, outcome, seconds)
   WITH RECURSIVE d(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM d WHERE i < ${DAYS})
   SELECT s.id, d.i, CASE WHEN (s.id + d.i) % 40 = 0 THEN 'held' ELSE 'accepted' END, 'file-' || d.i || '.csv', hex(randomblob(32)),
     strftime('%Y-%m-%dT%H:%M:%fZ', '2023-01-01', '+' || d.i || ' days'), strftime('%Y-%m-%dT%H:%M:%fZ', '2023-01-01', '+' || d.i || ' days'),
     hex(randomblob(32)), 1000000, 10000, 0, 98, (s.id + d.i) % 40 = 0, 1, 0, 0, 'accepted', 1.5
   FROM d CROSS JOIN dataset s`,
  `INSERT INTO measure (id, hash, definition)
   WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${DATASETS * SENTENCES})
   SELECT i, lower(hex(randomblob(32))), '{"measure":' || i || ',"missing":[],"zone":"UTC"}' FROM n`,
  `INSERT INTO sentence (id, dataset_id, canonical, measure_id, text, reading, severity, bound, line, unit, first_delivery_id, last_delivery_id)
   SELECT m.id, (m.id - 1) / ${SENTENCES} + 1, 'column ' || m.id || ' must be at least 0', m.id, 'column must be at least 0',
     'Every present value is a number of at least 0; missing values are not counted.', 'must', '100%', m.id % ${SENTENCES}, 'share',
     (SELECT id FROM delivery WHERE dataset_id = (m.id - 1) / ${SENTENCES} + 1 AND number = 1),
     (SELECT id FROM delivery WHERE dataset_id = (m.id - 1) / ${SENTENCES} + 1 AND number = ${DAYS})
   FROM measure m`,
  `INSERT INTO verdict SELECT t.id, d.id, 0, (t.id + d.number) % 50 = 0, 1 - ((t.id * 7 + d.number) % 100) / 1000.0, 10000,
     (t.id + d.number) % 50, 0.95, 1, (t.id + d.number) % 50 = 0, CASE WHEN (t.id + d.number) % 50 = 0 THEN 'out-of-bound' END,
     CASE WHEN (t.id + d.number) % 50 = 0 THEN '17 of 10,000 counted rows do not satisfy it' END
   FROM sentence t CROSS JOIN delivery d ON d.dataset_id = t.dataset_id`,
  `INSERT INTO measurement SELECT t.measure_id, d.id, 0, 1 - ((t.id * 7 + d.number) % 100) / 1000.0, 10000, 10000, (t.id + d.number) % 50, NULL, 0.12
   FROM sentence t CROSS JOIN delivery d ON d.dataset_id = t.dataset_id`,
  'ANALYZE',
]

/** An alarm for each delivery that was held, as large as real ones are; every second dataset's last one is still open. */
const ALARM = JSON.stringify({
  problems: ['`column` must be at least 0'],
  columns: ['column'],
  failing: 0.02,
  message: {
    event: 'opened',
    alarm: '',
    severity: 'must',
    dataset: 'dataset',
    headline: 'A dataset is held: `column` must be at least 0',
    delivery: { number: 1, source: 'file-1.csv', arrivedAt: '2023-01-01T00:00:00.000Z' },
    sentences: [
      {
        sentence: '`column` must be at least 0',
        shown: '98%',
        bound: '100%',
        reason: '200 of 10,000 counted rows do not satisfy it',
        why: null,
        history: Array.from({ length: 30 }, (_, i) => (i === 29 ? 0.98 : 1)),
        band: { low: 1, high: 1 },
      },
    ],
    more: 0,
    common: null,
    rows: { columns: ['row', 'column'], cells: Array.from({ length: 5 }, (_, i) => [String(i), '-1']) },
    owner: 'somebody',
    since: '2023-01-01T00:00:00.000Z',
    at: '2023-01-01T00:00:00.000Z',
    cure: null,
    note: null,
    links: [],
  },
})
const ALARMS = `INSERT INTO alarm (dataset_id, cause, severity, title, state, opened_at, changed_at, closed_at, first_delivery_id, last_delivery_id, body)
  SELECT dataset_id, 'column', 'must', 'dataset ' || dataset_id || ' is held: \`column\` must be at least 0',
    CASE WHEN newest AND dataset_id % 2 = 0 THEN 'open' ELSE 'closed' END, judged_at, judged_at,
    CASE WHEN newest AND dataset_id % 2 = 0 THEN NULL ELSE judged_at END, id, id, ?
  FROM (SELECT *, number = max(number) OVER (PARTITION BY dataset_id) AS newest FROM delivery WHERE state = 'held')`

/** Seconds from the start of `assay serve` to its first answers. */
async function serveStart(folder) {
  const begun = performance.now()
  const { url, stop } = await served(folder)
  try {
    await (await fetch(`${url}/health`)).text()
    const healthy = performance.now() - begun
    const overview = await fetch(`${url}/api/overview`)
    await overview.text()
    if (!overview.ok) throw new Error(`the overview says ${overview.status}`)
    return { healthy: healthy / 1000, overview: (performance.now() - begun) / 1000 }
  } finally {
    await stop()
  }
}

/** Makes that history when it is not there yet. */
export async function filled(store) {
  const whole = `${state}/whole`
  if (existsSync(whole)) return
  rmSync(state, { recursive: true, force: true })
  mkdirSync(state, { recursive: true })
  await (await store.openHistory(state)).close()
  const db = new Database(store.historyFile(state))
  db.exec('PRAGMA synchronous = OFF')
  db.exec('PRAGMA cache_size = -1000000')
  for (const statement of FILL) db.exec(statement)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  mkdirSync(whole)
}

/** What is asked of a history, each time of another dataset. */
const queries = (store, db, open) => ({
  'all datasets with their last 30 deliveries': () => store.overview(db, 30),
  'a page’s 100 sentences over 365 deliveries': (i) => store.seriesOf(db, { datasetId: i, last: 365 }),
  'a page’s 100 sentences over 30 deliveries': (i) => store.seriesOf(db, { datasetId: i, last: 30 }),
  'the verdicts of one delivery, broken since when': async (i) => {
    const delivery = await store.deliveryNumbered(db, i, 300)
    return store.verdictsOf(db, { datasetId: i, deliveryId: delivery.id })
  },
  'the last 100 deliveries of a dataset': (i) => store.deliveriesOf(db, i, { limit: 100 }),
  'a measure’s history for judging': async (i) => {
    const { definition } = await db
      .selectFrom('measure')
      .select('definition')
      .where('id', '=', i * 100)
      .executeTakeFirst()
    return store.pastOf(db, definition, { datasetId: i, before: 366 })
  },
  [`the ${open} open alarms`]: () => store.openAlarms(db),
  'the current delivery of every dataset': () => store.currents(db),
})

const TURNS = 25

export async function history() {
  const store = await historyPart()
  await filled(store)
  // what was filled by an earlier version is brought up to date
  await (await store.openHistory(state)).close()
  const db = new Database(store.historyFile(state))
  if (db.prepare('SELECT count(*) AS n FROM alarm').get().n === 0) db.prepare(ALARMS).run(ALARM)
  const { n: open } = db.prepare("SELECT count(*) AS n FROM alarm WHERE state <> 'closed'").get()
  db.close()
  const opened = await store.readHistory(state)
  const results = []
  for (const [what, query] of Object.entries(queries(store, opened.db, open))) {
    const times = []
    const work = []
    for (let turn = 0; turn <= TURNS; turn++) {
      const dataset = 1 + ((turn * 37) % DATASETS)
      const before = process.cpuUsage()
      const taken = await seconds(() => query(dataset))
      const { user, system } = process.cpuUsage(before)
      if (turn === 0) continue
      times.push(taken)
      work.push((user + system) / 1000)
    }
    const middle = median(times) * 1000
    results.push({
      what: `History of ${DATASETS} datasets × ${SENTENCES} sentences × ${DAYS} deliveries: ${what}`,
      target: '< 100 ms',
      result: `${middle.toFixed(1)} ms`,
      pass: middle < 100,
      detail: `slowest of ${TURNS}: ${(Math.max(...times) * 1000).toFixed(0)} ms; ${median(work).toFixed(1)} ms of work of the processor`,
    })
  }
  await opened.close()
  const pages = dataFile('history-pages')
  mkdirSync(pages, { recursive: true })
  writeFileSync(`${pages}/assay.yaml`, 'state: ../history\n')
  const { start } = await inTurns({ start: () => processOf([assay, 'history', '--project', pages], [0]) }, 5)
  results.push({
    what: 'The same history: whole process of `assay history`, which shows all datasets',
    target: '< 2 s',
    result: `${median(start).toFixed(2)} s`,
    pass: median(start) < 2,
    detail: `${(statSync(store.historyFile(state)).size / 1e9).toFixed(1)} GB`,
  })
  const starts = []
  for (let turn = 0; turn <= 5; turn++) starts.push(await serveStart(pages))
  const healthy = median(starts.slice(1).map((each) => each.healthy))
  const overview = median(starts.slice(1).map((each) => each.overview))
  results.push({
    what: 'The same history: from the start of `assay serve` to its first answer',
    target: '< 2 s',
    result: `${healthy.toFixed(2)} s`,
    pass: healthy < 2,
    detail: `to the answer with all datasets ${overview.toFixed(2)} s`,
  })
  return results
}
