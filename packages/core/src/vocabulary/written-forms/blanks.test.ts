import { expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { name } from '../../sql/sql.ts'
import { missingToNull } from './blanks.ts'
import { evaluated } from './evaluated.test-data.ts'

const after = (texts: readonly (string | null)[], missing: readonly string[]) =>
  evaluated(missingToNull(name('x'), missing, duckdb), texts)

it('makes NULL of blank texts of any script, and of characters without width', async () => {
  const blank = [
    '',
    ' ',
    '\t\r\n',
    '\v\f',
    '\u00a0',
    '\u2003\u202f',
    '\u3000',
    '\u200b',
    '\ufeff',
    ' \u2060 ',
    '\u0085',
  ]
  expect(await after([null, ...blank], [])).toEqual([null, ...blank.map(() => null)])
})

it('keeps every other text as it is, blanks included', async () => {
  const texts = [' a', 'a ', '\u00a0b', '~', '!', '0', 'é', 'я', '名', '😀', '\u0001', 'null', "it's", 'a\u0000b']
  expect(await after(texts, [])).toEqual(texts)
})

it('makes NULL of the listed texts, compared exactly', async () => {
  expect(await after(['NA', 'na', ' NA', 'N/A', '-', '--', "'", ''], ['NA', '-', "'"])).toEqual([
    null,
    'na',
    ' NA',
    'N/A',
    null,
    '--',
    null,
    null,
  ])
})
