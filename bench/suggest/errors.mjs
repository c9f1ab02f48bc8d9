import { randomBy } from './random.mjs'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** One wrong text for a right one, or null where this kind of error makes no sense. */
const KINDS = {
  /** A letter exchanged, left out, put in or swapped with its neighbour. */
  typo(value, { random }) {
    if (value.length < 2) return null
    const at = random.below(value.length)
    const letter = random.of(LETTERS)
    switch (random.below(4)) {
      case 0:
        return value.slice(0, at) + letter + value.slice(at + 1)
      case 1:
        return value.slice(0, at) + value.slice(at + 1)
      case 2:
        return value.slice(0, at) + letter + value.slice(at)
      default:
        return at + 1 < value.length ? value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2) : null
    }
  },
  /** One character, wherever it stands in the text, became another. */
  smudge(value, { random }) {
    const char = random.of(value)
    return value.replaceAll(char, random.of('xq#'))
  },
  /** The value of another row. */
  swap(value, { random, column, rows }) {
    return random.of(rows)[column]
  },
  missing: () => '',
  /** Capital letters, a blank, a unit, another mark between digits. */
  format(value, { random }) {
    const isNumber = /^-?\d+(\.\d+)?$/.test(value)
    if (isNumber) return random.of([`${value} `, `${value} units`, `~${value}`, value.replace('.', ',')])
    return random.of([value.toUpperCase(), value.toLowerCase(), ` ${value}`, `${value}.`, value.replaceAll(' ', '_')])
  },
  /** A number with its point or its sign in the wrong place, or that means nothing. */
  outlier(value, { random }) {
    const n = Number(value)
    if (value === '' || !Number.isFinite(n) || n === 0) return null
    return String(random.of([n * 100, n * 1000, -n * 10, 99999999]))
  },
}

/** What goes wrong, how often as a share of the cells, and in which columns: all when it is not said. */
export const MIXES = {
  typos: [
    { kind: 'typo', share: 0.015 },
    { kind: 'smudge', share: 0.015 },
  ],
  violations: [{ kind: 'swap', share: 0.03, of: 'determined' }],
  formats: [{ kind: 'format', share: 0.03 }],
  outliers: [{ kind: 'outlier', share: 0.02, of: 'numbers' }],
  mixed: [
    { kind: 'typo', share: 0.012 },
    { kind: 'swap', share: 0.008, of: 'determined' },
    { kind: 'missing', share: 0.004, of: 'complete' },
    { kind: 'format', share: 0.006 },
    { kind: 'outlier', share: 0.004, of: 'numbers' },
  ],
}

/**
 * A table with errors in it. The same seed gives the same errors.
 * @param table `columns` and `rows` of texts, and names of columns that others determine
 */
export function dirtied({ columns, rows, determined }, mix, seed) {
  const random = randomBy(seed)
  const dirty = rows.map((row) => [...row])
  const groups = { determined, complete: complete({ columns, rows }), numbers: numeric({ columns, rows }) }
  for (const { kind, share, of } of MIXES[mix]) {
    const mine = (of ? groups[of] : columns).map((name) => columns.indexOf(name))
    if (mine.length === 0) continue
    let left = Math.round(share * rows.length * mine.length)
    for (let tries = 0; left > 0 && tries < 50 * rows.length; tries++) {
      const [row, column] = [random.below(rows.length), random.of(mine)]
      const right = rows[row][column]
      if (right === '' || dirty[row][column] !== right) continue
      const wrong = KINDS[kind](right, { random, column, rows })
      if (wrong === null || wrong === right || wrong === undefined) continue
      dirty[row][column] = wrong
      left--
    }
  }
  return dirty
}

const complete = ({ columns, rows }) => columns.filter((_, i) => rows.every((row) => row[i] !== ''))
const numeric = ({ columns, rows }) =>
  columns.filter((_, i) => rows.every((row) => row[i] === '' || /^-?\d+(\.\d+)?$/.test(row[i])))
