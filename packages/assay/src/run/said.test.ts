import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderPretty } from '../report/terminal.ts'
import { Failure } from '../failure.ts'
import { openFolder, type Folder } from './run.fixture.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder.close())

const pretty = async () =>
  renderPretty(await folder.check({ pages: [`${folder.path}/page.md`] }), { colour: false, width: 160 })

it('says of sentences that hold how many values were not counted, left out or not readable', async () => {
  await folder.write('a.csv', 'x,n,d\n1,5,2024-01-01\n,kg,2024-01-02\n3,6,soon\n')
  await folder.page('source: a.csv', [
    '`x` must be at least 1',
    '`x` must be 1 in at least 50% of rows',
    'the average of `n` must be at least 1',
    'where `d` is after 2023-12-31, `n` must be present',
  ])
  const text = await pretty()
  expect(text).toMatch(/`x` must be at least 1 +100% +2 of 2, 1 not counted/)
  expect(text).toMatch(/`x` must be 1 in .* 50% +at least 50%; 1 of 2, 1 not counted/)
  expect(text).toMatch(/the average of `n` .* 5.5 +at least 1, 1 left out/)
  expect(text).toMatch(/`n` must be present +100% +2 of 2, 1 not readable/)
})

it('says once why data could not be read, above its sentences', async () => {
  await folder.page('source: nofile.csv', ['`a` must be present', '`b` must be present'])
  const text = await pretty()
  expect(text.match(/There is no file nofile\.csv/g)).toHaveLength(1)
  expect(text.indexOf('There is no file')).toBeLessThan(text.indexOf('`a` must be present'))
  expect(text).toMatch(/`b` must be present +not checked +the data could not be read/)
})

it('names what is wrong with a sentence before its mistake without saying "found" twice', async () => {
  await folder.write('a.csv', 'a\n1\n')
  await folder.page('source: a.csv', ['`a` must be betwen 1 and 5'])
  expect(await pretty()).not.toMatch(/found +found/)
})

describe('a word of the page', () => {
  it.each([
    ['5', 'a value of the type INTEGER'],
    ['a', 'a text'],
  ])('that is no condition, as `%s`, is a mistake at its SQL', async (sql, is) => {
    await folder.write('a.csv', 'a,n\nx,5\n')
    const page = await folder.page(`source: a.csv\nwords:\n  fine: "${sql}"`, ['where it is fine, `n` must be 5'])
    const [found] = page.diagnostics
    expect(found).toMatchObject({ code: 'page-word', severity: 'error', line: 4, column: 9 })
    expect(found?.message).toBe(
      `"fine": a word is true or false of each row, as \`price > 5\` is, and this SQL gives ${is}`,
    )
  })

  it('may be a column that is true or false', async () => {
    await folder.parquet('a.parquet', 'SELECT true AS a, 5 AS n')
    const page = await folder.page('source: a.parquet\nwords:\n  fine: a', ['where it is fine, `n` must be 5'])
    expect(page).toMatchObject({ accepted: true, diagnostics: [] })
  })
})

describe('day and month that could be exchanged', () => {
  const sentence = '`d` must be a date written as DD.MM.YYYY'
  it('are a warning where every day is below 13', async () => {
    await folder.write('a.csv', 'd\n01.02.2024\n12.12.2024\n\n')
    const page = await folder.page('source: a.csv', ['the number of rows must be at least 1', sentence])
    expect(page.diagnostics).toHaveLength(1)
    expect(page.diagnostics[0]).toMatchObject({ code: 'surprise', severity: 'warning', line: 7, column: 3 })
    expect(page.diagnostics[0]?.message).toMatch(/^every day of `d` is below 13/)
  })

  it('are not where the only day above 12 stands far behind', async () => {
    await folder.write('a.csv', `d\n${'01.02.2024\n'.repeat(10_001)}30.12.2024\n`)
    expect((await folder.page('source: a.csv', [sentence])).diagnostics).toEqual([])
  })

  it.each([
    ['a day above 12', 'd\n01.02.2024\n30.12.2024\n'],
    ['nothing that can be read', 'd\nsoon\n'],
  ])('are not with %s', async (_, content) => {
    await folder.write('a.csv', content)
    expect((await folder.page('source: a.csv', [sentence])).diagnostics).toEqual([])
  })
})

it('a file is not written where there is no folder', async () => {
  await folder.write('a.csv', 'a\n1\n')
  const failing = `${folder.path}/nosuch/f.csv`
  await expect(folder.page('source: a.csv', ['`a` must be 1'], { failing })).rejects.toThrow(Failure)
  await expect(folder.page('source: a.csv', ['`a` must be 1'], { failing })).rejects.toThrow(/there is no folder/)
})

it('a delivery without columns is said to have none', async () => {
  await folder.write('a.json', '[]')
  const page = await folder.page('source: a.json', ['`b` must be present'])
  expect(page.verdicts[0]?.reason).toBe('page has no column `b`; it has no columns at all')
})

it.each(['xx', Number.NaN, new Date('xx')])('a `now` that is no date (%s) is said to be none', async (now) => {
  await folder.write('a.csv', 'a\n1\n')
  const given = folder.page('source: a.csv', ['`a` must be 1'], { now: now as Date })
  await expect(given).rejects.toThrow(/`now` is .* no valid Date/)
})
