import { normalised, oneByOne, statementsByHand } from '../by-hand.mjs'
import { checked } from '../checked.mjs'
import { made, onEngine } from '../engine.mjs'
import { inTurns, median, ratioToFastest, seconds, written } from '../measure.mjs'

const NUMBERS = Array.from({ length: 60 }, (_, i) => `n${i}`)
const TEXTS = Array.from({ length: 20 }, (_, i) => `t${i}`)
const WORDS = ['red', 'green', 'blue']
/** Every so many sentences of those that are run one by one on CSV are run; the time is multiplied. */
const SAMPLE = 15

const number = (i) => `CAST(hash(i, ${i}) % 1000 AS ${i < 30 ? 'DOUBLE' : 'INTEGER'}) AS n${i}`
const QUERY = `SELECT ${[...NUMBERS.map((_, i) => number(i)), ...TEXTS.map((each, i) => `['red', 'green', 'blue'][1 + CAST(hash(i, ${100 + i}) % 3 AS BIGINT)] AS ${each}`)].join(', ')} FROM generate_series(1, 1000000) t(i)`

const said = (sentence, column, passes) => ({ sentence: `- ${sentence}`, column, passes })
/** 226: three of each number, two of each text, six more. `as` says how a number is taken from its column. */
const sentences = (as) => [
  ...NUMBERS.flatMap((x) => [
    said(`\`${x}\` must be present`, null, `${x} IS NOT NULL`),
    said(`\`${x}\` must be at least 0`, x, `${as(x)} >= 0`),
    said(`\`${x}\` must be at most 999`, x, `${as(x)} <= 999`),
  ]),
  ...TEXTS.flatMap((x) => [
    said(`\`${x}\` must be present`, null, `${x} IS NOT NULL`),
    said(
      `\`${x}\` must be one of ${WORDS.map((each) => `"${each}"`).join(', ')}`,
      x,
      `${x} IN ('red', 'green', 'blue')`,
    ),
  ]),
  ...NUMBERS.slice(0, 6).map((x) => said(`\`${x}\` must be less than 1,000`, x, `${as(x)} < 1000`)),
]
const pageOf = (path, all) =>
  `---\ndataset: wide\nsource: ${path}\n---\n# Wide\n\n${all.map((each) => each.sentence).join('\n')}\n`
const shape = { all: [...NUMBERS, ...TEXTS], texts: TEXTS, doubles: NUMBERS.slice(0, 30) }

export async function wide() {
  const path = await made('wide.parquet', QUERY, 'FORMAT parquet')
  const all = sentences((x) => x)
  const from = normalised(`'${path}'`, shape)
  const works = Object.fromEntries(
    Object.entries(statementsByHand(from, all)).map(([name, sql]) => [name, () => onEngine(sql)]),
  )
  const times = await inTurns({ assay: () => checked(pageOf(path, all), { holds: 226 }), ...works }, 3)
  const ratio = ratioToFastest(times, 'assay')
  const apart = await inTurns(
    { assay: () => checked(pageOf(path, all), { holds: 226 }), 'one by one': () => onEngine(...oneByOne(from, all)) },
    3,
  )
  const faster = median(apart['one by one'].map((taken, turn) => taken / apart.assay[turn]))
  return [
    {
      what: '226 assumptions on 1 million rows × 80 columns of Parquet, against the fastest of three statements by hand',
      target: '≤ 1.3 ×',
      result: `${ratio.toFixed(2)} ×`,
      pass: ratio <= 1.3,
      detail: written(times),
    },
    {
      what: 'The same against one statement for each assumption',
      target: '≥ 1.3 × faster',
      result: `${faster.toFixed(2)} × faster`,
      pass: faster >= 1.3,
      detail: written(apart),
    },
  ]
}

export async function wideCsv() {
  const path = await made('wide.csv', QUERY, 'FORMAT csv, HEADER')
  const all = sentences((x) => `TRY_CAST(${x} AS DOUBLE)`)
  const some = all.filter((_, i) => i % SAMPLE === 0)
  const statements = oneByOne(`read_csv('${path}', all_varchar = true)`, some)
  const faster = []
  const details = []
  for (let turn = 0; turn < 2; turn++) {
    const mine = await seconds(() => checked(pageOf(path, all), { holds: 226 }))
    const apart = ((await seconds(() => onEngine(...statements))) * all.length) / some.length
    faster.push(apart / mine)
    details.push(`assay ${mine.toFixed(1)} s, one by one ${apart.toFixed(0)} s`)
  }
  const times = median(faster)
  return [
    {
      what: `226 assumptions on 1 million rows × 80 columns of CSV, against one statement for each assumption (${some.length} of them run, their time multiplied)`,
      target: '≥ 8 × faster',
      result: `${times.toFixed(1)} × faster`,
      pass: times >= 8,
      detail: details.join('; '),
    },
  ]
}
