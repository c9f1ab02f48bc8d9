import console from 'node:console'
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { onEngine } from '../engine.mjs'
import { DATASETS, DAYS, filled, historyPart, state } from '../items/history.mjs'
import { processOf } from '../measure.mjs'
import { COLUMNS, ordersQuery, sentences40 } from '../orders.mjs'
import { assay, dataFile } from '../paths.mjs'

const project = dataFile('board')
/** So many rows of the newest delivery fail. */
const FAILING = 10_000
const NEWEST_ROWS = 3 * FAILING

const SENTENCES = [
  ...sentences40.map(({ sentence }) => sentence),
  ...COLUMNS.slice(0, 10).map((column) => `\`${column}\` should be present in at least 95% of rows`),
  ...Array.from({ length: 20 }, (_, i) => `\`price\` must be at most ${2001 + i}`),
  ...Array.from({ length: 10 }, (_, i) => `the average of \`quantity\` should be between ${i} and ${12 + i}`),
  ...Array.from({ length: 10 }, (_, i) => `where \`country\` is "DE", \`quantity\` must be at most ${21 + i}`),
  ...Array.from({ length: 10 }, (_, i) => `\`email\` should be at most ${50 + i} characters long`),
]

const PAGE = `---
source: in/*.csv
delivery: each file
key: [id]
quarantine: 25%
owner: billing
labels: [money]
---
# Orders

${SENTENCES.map((each) => `- ${each}\n`).join('')}`

/** What the others of the year say too, so that the overview has pages to read, owners, and alarms of those that are held. */
const FILL = [
  `UPDATE dataset SET title = 'Dataset ' || id, owner = 'team ' || (id % 40), labels = '["label ' || (id % 12) || '"]' WHERE id <= ${DATASETS}`,
  `INSERT INTO page_version (dataset_id, hash, text, at, by)
   SELECT s.id, p.hash, p.text, p.at, p.by FROM dataset s CROSS JOIN page_version p
   WHERE s.id <= ${DATASETS} AND p.dataset_id > ${DATASETS}`,
  `INSERT INTO alarm (dataset_id, cause, severity, title, state, opened_at, changed_at, first_delivery_id, last_delivery_id, body)
   SELECT d.dataset_id, a.cause, a.severity, a.title, 'open', d.arrived_at, d.arrived_at, d.id, d.id, a.body
   FROM delivery d CROSS JOIN (SELECT * FROM alarm LIMIT 1) a
   WHERE d.dataset_id <= ${DATASETS} AND d.number = ${DAYS} AND d.state = 'held'`,
  'ANALYZE',
]

/** Deliveries of some thousand orders; of the last but one some rows are set aside, and the last is held. */
async function writeDeliveries() {
  mkdirSync(join(project, 'in'), { recursive: true })
  const copies = Array.from({ length: DAYS }, (_, i) => {
    const day = i + 1
    const [rows, bad] =
      day === DAYS ? [NEWEST_ROWS, 'i % 3 = 0'] : [1000 + day, day === DAYS - 1 ? 'i % 5 = 0' : 'false']
    return `COPY (${ordersQuery(rows, bad)}) TO '${join(project, 'in', `${String(day).padStart(3, '0')}.csv`)}' (FORMAT csv, HEADER)`
  })
  await onEngine(...copies)
}

/**
 * A project in whose history are the synthetic datasets and one real: its deliveries were watched, each with its sentences, so that
 * everything can be looked at.
 */
export async function boardProject() {
  const kept = join(project, 'state')
  const whole = join(kept, 'whole')
  if (existsSync(whole)) return project
  const store = await historyPart()
  await filled(store)
  rmSync(project, { recursive: true, force: true })
  mkdirSync(kept, { recursive: true })
  copyFileSync(store.historyFile(state), store.historyFile(kept))
  writeFileSync(join(project, 'orders.md'), PAGE)
  writeFileSync(join(project, 'assay.yaml'), 'state: state\nsettle: 0 s\n')
  await writeDeliveries()
  console.error(`watching ${DAYS} deliveries`)
  await processOf([assay, 'watch', '--once', join(project, 'orders.md')], [0, 1])
  const db = new Database(store.historyFile(kept))
  for (const statement of FILL) db.exec(statement)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  mkdirSync(whole)
  return project
}

/** A project of one page where nobody is let in without a token. */
export async function lockedProject() {
  const folder = dataFile('board-locked')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'assay.yaml'), 'settle: 0 s\n')
  writeFileSync(join(folder, 'orders.md'), PAGE)
  await processOf([assay, 'token', 'add', 'someone', '--role', 'viewer', '--by', 'bench', '--project', folder])
  return folder
}
