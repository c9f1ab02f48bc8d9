import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolder, verdictsOf, type Folder } from './run.fixture.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder.close())

const short = async (settings: string, sentences: readonly string[]) =>
  verdictsOf(await folder.page(settings, sentences)).map(([, verdict]) => verdict)

describe('one cell that cannot be read', () => {
  const TIMES = 't,x\n2024-01-05T10:00:00,1\n2024-01-06T10:00:00,2\n2024-01-07T10:00:00,3\n'
  const SENTENCES = [
    'the share of rows where `t` is before 2024-01-07 must be at most 10%',
    'the number of rows where `t` is after 2024-01-06 must be 0',
    'where `t` is before 2024-01-07, `x` must be 99',
    '`t` must be before 2024-01-07',
    '`t` must be on or before 2024-01-06',
    '`t` must be between 2024-01-05 and 2024-01-06',
    '`t` must be 2024-01-05',
    '`t` must be a weekday',
    '`t` must be in the past',
    '`t` must be in the year 2024',
    '`t` must be in the last 30 years',
    'the year of `t` must be 2024',
    '`t` minus 2024-01-05 must be at most 1 day',
    '`t` must be at most 3 days after 2024-01-05',
  ]

  it('does not change what the others of a column of timestamps mean', async () => {
    await folder.write('good.csv', TIMES)
    expect(await short('source: good.csv', SENTENCES)).toEqual([
      'broken 0.666667',
      'broken 1',
      'broken 0/2',
      'broken 2/3',
      'broken 2/3',
      'broken 2/3',
      'broken 1/3',
      'broken 1/3',
      'holds 3/3',
      'holds 3/3',
      'holds 3/3',
      'holds 3/3',
      'broken 1/3',
      'holds 3/3',
    ])
    await folder.write('bad.csv', `${TIMES}n/a,4\n`)
    expect(await short('source: bad.csv', SENTENCES)).toEqual([
      'broken 0.5',
      'broken 1',
      'broken 0/2',
      'broken 2/4',
      'broken 2/4',
      'broken 2/4',
      'broken 1/4',
      'broken 1/4',
      'broken 3/4',
      'broken 3/4',
      'broken 3/4',
      'broken 3/4',
      'broken 1/4',
      'broken 3/4',
    ])
  })

  it('does not hide what a later part of the sentence compares', async () => {
    await folder.write('a.csv', 't,u,a,b\n2024-01-05,2024-01-04,9,10\n2024-01-06,2024-01-05,9,10\n')
    // as texts 9 would come after 10
    const where = 'where `t` minus `u` is at most 1 day and `a` is at most `b`'
    expect(await short('source: a.csv', [`${where}, \`t\` must be present`])).toEqual(['holds 2/2'])
  })
})
