import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { check, type Result } from '../packages/assay/src/index.ts'

const NAMES = ['airports', 'birdstrikes', 'flights', 'movies', 'zipcodes']
const STATES: { readonly [name: string]: string } = {
  airports: 'held',
  birdstrikes: 'set-aside',
  flights: 'held',
  movies: 'held',
  zipcodes: 'accepted',
}

let result: Result
beforeAll(async () => {
  result = await check({ pages: ['examples'], now: new Date('2026-01-01T00:00:00Z') })
}, 300_000)

/** One verdict in one line: its status, rows counted, rows failing and value, then the sentence. */
const told = (page: string): string => {
  const verdicts = result.pages.find((each) => each.dataset === page)?.verdicts ?? []
  return verdicts
    .map((v) => [v.status, v.counted ?? '-', v.failing ?? '-', v.value ?? '-', v.sentence].join('\t'))
    .join('\n')
}

const expected = (page: string): string =>
  readFileSync(new URL(`examples/${page}.tsv`, import.meta.url), 'utf8').trimEnd()

describe.each(NAMES)('the example %s', (name) => {
  test('has the verdicts that are written down', () => {
    expect(told(name)).toBe(expected(name))
  })

  test('is understood wholly', () => {
    const page = result.pages.find((each) => each.dataset === name)
    expect(page?.diagnostics.filter((each) => each.severity !== 'note')).toEqual([])
    expect(page?.state).toBe(STATES[name])
  })
})

test('no other page is among the examples', () => {
  expect(result.pages.map((page) => page.dataset)).toEqual(NAMES)
})
