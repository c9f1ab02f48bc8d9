import process from 'node:process'
import console from 'node:console'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { cpus, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, URL } from 'node:url'
import { check, suggest } from '../packages/assay/dist/index.js'
import { dataFile } from './paths.mjs'
import { dirtied, MIXES } from './suggest/errors.mjs'
import { found, parsed, wrongCells } from './suggest/score.mjs'
import { cleanTable, csv, QUIET, shared, TABLES } from './suggest/tables.mjs'

// npm run bench:suggest: how many of the wrong cells of dirty tables a suggested page finds, and how quiet it is on clean ones.
// npm run bench:suggest -- DIRTY.csv CLEAN.csv: the same on one table of your own; CLEAN is the whole table, or `tid,attribute,correct_val`.

mkdirSync(dataFile('suggest'), { recursive: true })
const file = (name) => dataFile(`suggest/${name}`)
const percent = (share) => share.toFixed(3)

/** Suggests a page of a dirty table and compares the cells that its sentences blame with the truth. */
async function scored(name, use, dirty, truth) {
  const start = performance.now()
  const { page, sentences, alarms } = await suggest({ source: dirty })
  const seconds = (performance.now() - start) / 1000
  const failing = file(`${name}-failing.csv`)
  await check({ text: page, failing })
  const wrong = wrongCells(parsed(readFileSync(dirty, 'utf8')), parsed(readFileSync(truth, 'utf8')))
  const score = found(parsed(readFileSync(failing, 'utf8')), wrong)
  const line = [
    name,
    use,
    wrong.size,
    sentences.length,
    percent(score.precision),
    percent(score.recall),
    percent(score.f1),
    alarms.toFixed(2),
    `${seconds.toFixed(1)} s`,
  ]
  console.log(line.join('  '))
  return `| ${line.join(' | ')} |`
}

async function dirtyTables() {
  const lines = []
  for (const [i, table] of TABLES.entries()) {
    const clean = await cleanTable(table)
    const truth = file(`${table.name}-clean.csv`)
    writeFileSync(truth, csv(clean))
    for (const mix of Object.keys(MIXES)) {
      const rows = dirtied(clean, mix, 1000 + i)
      const dirty = file(`${table.name}-${mix}.csv`)
      writeFileSync(dirty, csv({ ...clean, rows }))
      if (readFileSync(dirty, 'utf8') !== readFileSync(truth, 'utf8'))
        lines.push(await scored(`${table.name}, ${mix}`, table.use, dirty, truth))
    }
  }
  return lines
}

/** A page learnt on one random half of a clean table, checked on the other. */
async function quiet() {
  const lines = []
  const total = { sentences: 0, broken: 0, alarms: 0 }
  for (const [i, table] of QUIET.entries()) {
    const { columns, rows } = await cleanTable(table)
    const halves = [[], []]
    for (const [row, cells] of rows.entries())
      halves[((row + 1) * (2654435761 + 2 * i)) % 4294967296 < 2147483648 ? 0 : 1].push(cells)
    const [mine, theirs] = [0, 1].map((half) => file(`${table.name}-half-${half}.csv`))
    writeFileSync(mine, csv({ columns, rows: halves[0] }))
    writeFileSync(theirs, csv({ columns, rows: halves[1] }))
    const { page, sentences, alarms } = await suggest({ source: mine })
    const result = await check({ text: page, source: theirs })
    const broken = result.pages[0].verdicts.filter((each) => each.status !== 'holds')
    total.sentences += sentences.length
    total.broken += broken.length
    total.alarms += alarms
    const line = [
      table.name,
      rows.length,
      sentences.length,
      broken.length,
      alarms.toFixed(2),
      broken
        .map((each) => each.sentence)
        .join('; ')
        .replaceAll('|', '\\|'),
    ]
    console.log(line.join('  '))
    lines.push(`| ${line.join(' | ')} |`)
  }
  lines.push(
    `| all | | ${total.sentences} | ${total.broken} | ${total.alarms.toFixed(2)} | ${((50 * total.broken) / total.sentences).toFixed(2)} of 50 |`,
  )
  return lines
}

const [dirty, truth] = process.argv.slice(2)
if (dirty !== undefined) {
  await scored(basename(dirty, '.csv'), 'given', dirty, truth)
} else {
  const hospital = existsSync(shared('hospital/hospital.csv'))
    ? [await scored('hospital', 'target', shared('hospital/hospital.csv'), shared('hospital/hospital_clean.csv'))]
    : []
  const text = [
    '# What suggested pages find',
    '',
    'Written by `npm run bench:suggest`. A page is suggested from a table with wrong cells, and the cells that its sentences blame (`--failing`) are compared with the truth. Into clean tables errors are put with fixed seeds: *typos* are wrong letters, *violations* values of other rows in columns that others determine, *formats* other capitals, blanks, units and marks, *outliers* numbers with point or sign in the wrong place, *mixed* all kinds. Tables that were looked at while the rules were made say `develop`.',
    '',
    `Times are those of a machine of ${cpus().length} cores with a load of ${loadavg()[1].toFixed(1)}; above its number of cores they say little about speed.`,
    '',
    '| Table | | Wrong cells | Sentences | Precision | Recall | F1 | Alarms expected | Time |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...hospital,
    ...(await dirtyTables()),
    '',
    '## Quiet on clean rows',
    '',
    'A page is learnt on one random half of the rows and checked on the other; at most one false alarm for 50 sentences is the target.',
    '',
    '| Table | Rows | Sentences | Broken | Expected | Which |',
    '| --- | --- | --- | --- | --- | --- |',
    ...(await quiet()),
    '',
  ].join('\n')
  writeFileSync(fileURLToPath(new URL('SUGGEST.md', import.meta.url)), text)
}
