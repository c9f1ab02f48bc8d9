import console from 'node:console'
import process from 'node:process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { shownCount, usual } from '../../packages/core/dist/index.js'
import { judgements, lived, noise, oracle, outside, points, dayOf, random, SERIES, threeSigma } from './simulation.mjs'

const TRIALS = Number(process.argv[2] ?? 10_000)
const COUNTS = [20, 30, 60, 120]
const KINDS = ['normal', 't10', 't5']
const SHIFTS = [1, 2, 3, 4, 5, 6, 7, 8, 10]

const percent = (share, digits) => `${(100 * share).toFixed(digits)}%`
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
const mean = (of) => of.reduce((sum, each) => sum + each, 0) / of.length
const learnt = (history, next) => usual(history, next).band

const cells = Object.keys(SERIES).flatMap((series, s) =>
  KINDS.map((kind, k) => {
    const of = { series, kind, counts: COUNTS, trials: TRIALS, seed: 1000 * s + k + 1 }
    const found = { series, kind, ours: judgements(learnt, of), plain: judgements(threeSigma, of) }
    console.error(series, kind, COUNTS.map((n) => percent(outside(found.ours.get(n)), 2)).join(' '))
    return found
  }),
)

function falseAlarms() {
  const each = (by) => COUNTS.map((n) => percent(outside(by.get(n)), 2))
  return table(
    ['Series', 'Noise', ...COUNTS.map((n) => `after ${n}`), ...COUNTS.map((n) => `3σ after ${n}`)],
    cells.map((cell) => [cell.series, cell.kind, ...each(cell.ours), ...each(cell.plain)]),
  )
}

function power() {
  const rows = KINDS.flatMap((kind) => {
    const knows = oracle(kind)
    const of = cells.filter((cell) => cell.kind === kind)
    const found = (series, by, n) =>
      SHIFTS.map((shift) =>
        percent(
          mean(of.filter((cell) => series.includes(cell.series)).map((cell) => outside(cell[by].get(n), shift))),
          0,
        ),
      )
    const [steady, weekly] = [
      ['stationary', 'trending'],
      ['weekend', 'days of the week', 'trend and week'],
    ]
    return [
      [kind, 'whoever knows the course and the noise', ...SHIFTS.map((shift) => percent(knows.found(shift), 0))],
      ...COUNTS.map((n) => [kind, `stationary and trending, after ${n}`, ...found(steady, 'ours', n)]),
      ...COUNTS.map((n) => [kind, `weekly, after ${n}`, ...found(weekly, 'ours', n)]),
      [kind, 'mean ± 3σ: stationary and trending, after 60', ...found(steady, 'plain', 60)],
      [kind, 'mean ± 3σ: weekly, after 60', ...found(weekly, 'plain', 60)],
    ]
  })
  return table(['Noise', 'Shift in robust deviations', ...SHIFTS.map(String)], rows)
}

/** A shift on the 61st day that stays: when it is found, and when it is a new level. */
function lasting() {
  const trials = Math.ceil(TRIALS / 50)
  const rows = KINDS.flatMap((kind) =>
    [3, 5, 8].map((size) => {
      const days = Array.from({ length: trials }, (_, trial) => {
        const draw = noise(kind, random(trial + 1))
        const said = lived(usual, { length: 90, value: (i) => draw() + (i >= 60 ? size : 0) }).filter(
          (each) => each.n >= 60,
        )
        const at = (is) => {
          const i = said.findIndex(is)
          return i < 0 ? Infinity : i + 1
        }
        return { found: at((each) => each.outside), level: at((each) => each.level) }
      })
      const within = (by, n) => percent(mean(days.map((each) => (each[by] <= n ? 1 : 0))), 0)
      return [
        kind,
        size,
        within('found', 1),
        within('found', 2),
        within('found', 5),
        within('level', 6),
        within('level', 10),
        within('level', 20),
      ]
    }),
  )
  return table(
    ['Noise', 'Shift', 'found by the 1st', '2nd', '5th', 'a new level said by the 6th', '10th', '20th'],
    rows,
  )
}

/** Series of which nothing is promised, a hundred days after the first band. */
function beyond() {
  const make = {
    'noise of t with 3 degrees of freedom': (uniform) => noise('t3', uniform),
    'each value 0.7 of the one before, and noise': (uniform) => {
      const draw = noise('normal', uniform)
      let x = 0
      return () => (x = 0.7 * x + draw())
    },
    'a random walk': (uniform) => {
      const draw = noise('normal', uniform)
      let x = 0
      return () => (x += draw())
    },
    '1 of 20 values 10 deviations away': (uniform) => {
      const draw = noise('normal', uniform)
      return () => draw() + (uniform() < 0.05 ? 10 : 0)
    },
    'growth of 1% a day, noise of 2%': (uniform) => {
      const draw = noise('normal', uniform)
      return (i) => 100 * (1.01 ** i * (1 + 0.02 * draw()) - 1)
    },
    'lognormal, from 0.3 to 3 times the middle': (uniform) => {
      const draw = noise('normal', uniform)
      return () => 100 * (Math.exp(0.5 * draw()) - 1)
    },
    'noise that doubles after the 60th': (uniform) => {
      const draw = noise('normal', uniform)
      return (i) => draw() * (i < 60 ? 1 : 2)
    },
  }
  const trials = Math.ceil(TRIALS / 100)
  return table(
    ['Series', 'outside', 'new levels said', 'learnt anew'],
    Object.entries(make).map(([name, of]) => {
      const all = Array.from({ length: trials }, (_, trial) =>
        lived(usual, { length: 120, value: of(random(trial + 1)) }),
      )
      const perSeries = (key) => mean(all.map((days) => new Set(days.flatMap((each) => each[key]?.since ?? [])).size))
      return [
        name,
        percent(mean(all.map((days) => mean(days.map((each) => (each.outside ? 1 : 0))))), 1),
        perSeries('level').toFixed(2),
        perSeries('anew').toFixed(2),
      ]
    }),
  )
}

function cost() {
  const draw = noise('t5', random(1))
  return [20, 100, 400]
    .map((n) => {
      const all = points(n, (i) => draw() - (i % 7 > 4 ? 5 : 0))
      const turn = () => {
        const start = process.cpuUsage().user
        for (let k = 0; k < 100; k++) usual(all, dayOf(n))
        return (process.cpuUsage().user - start) / 100_000
      }
      turn()
      return `${Math.min(...Array.from({ length: 10 }, turn)).toFixed(2)} ms for ${n} values`
    })
    .join(', ')
}

const worst = Math.max(...cells.flatMap((cell) => COUNTS.map((n) => outside(cell.ours.get(n)))))
const text = `# As usual

Written by \`npm run bench:usual\`: ${shownCount(TRIALS)} series for each line, all from fixed seeds. A robust deviation is 1.4826 times the median
distance of the noise from its middle; sizes, directions and days of the week are drawn anew for each series.

## False alarms

The share of new values outside the band, when nothing changed, after so many values. Promised from 20 on: at most 0.5%. Beside it
the band from the mean of all values and three standard deviations. The worst of ours is ${percent(worst, 2)} (chance explains ±${percent(2 * Math.sqrt(0.0045 / TRIALS), 2)}).

${falseAlarms()}

## What a shift is found by

The share of new values outside the band, when they are moved by so many robust deviations (their own noise added): found at once, by one
value. With 1 false alarm in 200, not even whoever knows the true course and the noise finds all shifts of five robust deviations: of
noise with the tails of t with 5 degrees of freedom, the first line of it. A band that is learnt must also allow for what it does not
know: after 20 values of seven different days of the week, three of each, that is much.

${power()}

## Lasting shifts

A shift after 60 values that stays: by which delivery it is found, and a new level said.

${lasting()}

## Beyond the promise

Series that no promise is made for: how often values lie outside, and how many changes are said in a hundred days.

${beyond()}

## Cost

${cost()} (processor time).
`
writeFileSync(fileURLToPath(new URL('../USUAL.md', import.meta.url)), text)
console.log(text)
