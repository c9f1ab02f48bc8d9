import { CONDITIONS, grammarWith, MEASURES, readSentence, VALUES } from '@assay/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageResult } from '../report/contract.ts'
import { openFolder, verdictsOf, type Folder } from './run.fixture.ts'

type Expected = readonly (readonly [sentence: string, verdict: string])[]

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

async function expectVerdicts(settings: string, expected: Expected): Promise<PageResult> {
  const page = await folder.page(
    settings,
    expected.map(([sentence]) => sentence),
  )
  expect(page.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
  expect(verdictsOf(page)).toEqual(expected)
  return page
}

const ROWS = `id,n,w,t,d,ts,clock,b,net,tax,total
1,1,6,abc,2024-01-31,2024-01-31T10:00:00,09:00,true,10,2,12
2,5.5,12,ABC,2024-02-29,2024-02-29T23:59:59,17:30,no,20,4,24.01
3,-3,7," x y",2024-05-15,2024-05-15T11:00:00,18:00,1,30,6,40
4,,,,,,,,,,
5,22 kg,1.25,émile9,2024-06-01,2024-06-01T00:00:00,8,maybe,5,,5
`

// Of the four present values of `n`, "22 kg" is no number: it is counted and fails, whatever is said.
const COMPARISONS: Expected = [
  ['`n` must be between 1 and 5.5', 'broken 2/4'],
  ['`n` must not be between 1 and 5', 'broken 2/4'],
  ['`n` must be strictly between 1 and 6', 'broken 1/4'],
  ['`n` must be at least 1', 'broken 2/4'],
  ['`n` must be at most 1', 'broken 2/4'],
  ['`n` must be more than 1', 'broken 1/4'],
  ['`n` must be less than 1', 'broken 1/4'],
  ['`n` must be 1', 'broken 1/4'],
  ['`n` must not be 1', 'broken 2/4'],
  ['`n` must be one of 1, 5.5 or -3', 'broken 3/4'],
  ['`n` must not be one of 1 or 2', 'broken 2/4'],
  ['`n` must be one of 1 or "22 kg"', 'broken 2/4'],
  ['`n` must not be one of 1 or "22 kg"', 'broken 2/4'],
  ['`n` must be 5 give or take 1', 'broken 1/4'],
  ['`n` must be 2 give or take 50%', 'broken 1/4'],
  ['`n` must be at least 1 in at least 50% of rows', 'holds 2/4'],
  ['`n` must be at least 1 in at least 50.1% of rows', 'broken 2/4'],
  ['`n` must be at least 1 with at most 2 exceptions', 'holds 2/4'],
  ['`n` must be at least 1 with at most 1 exception', 'broken 2/4'],
  ['`n` must be at least 0 and at most 5', 'broken 1/4'],
  ['`n` must be less than 0 or more than 5', 'broken 2/4'],
]

const COMPUTED: Expected = [
  ['`total` must be `net` plus `tax`', 'broken 1/3'],
  ['`total` must be `net` plus `tax`, give or take 0.01', 'broken 2/3'],
  ['`total` must be `net` plus `tax`, give or take 20%', 'holds 3/3'],
  ['`net` must be `total` minus `tax`', 'broken 1/3'],
  ['`net` must be `tax` times 5', 'holds 3/3'],
  ['`total` divided by `tax` must be 6', 'broken 1/3'],
  ['`tax` must be 20% of `net`', 'holds 3/3'],
  ['the year of `d` must be 2024', 'holds 4/4'],
  ['the length of `t` must be at most 3', 'broken 2/4'],
  ['`d` must be after 90 days before now', 'broken 3/4'],
  ['`d` must be on or before 5 days after `ts`', 'holds 4/4'],
  ['`net` must be at least the average of `net`', 'broken 2/4'],
  ['`net` must be less than the sum of `tax`', 'broken 2/4'],
  ['the absolute value of `n` must be at least 3', 'broken 2/4'],
  ['the number of days between `d` and `ts` must be 0', 'holds 4/4'],
  ['the number of months between `d` and today must be at least 3', 'broken 1/4'],
  ['the number of years from 2000-02-29 to `d` must be 24', 'broken 3/4'],
  ['`n`, `w` and `net` together must be different from each other', 'holds 4/4'],
  ['`net`, `tax` and `id` together must be the same in each row', 'broken 0/3'],
  ['(`w` minus the average of `w`) divided by the standard deviation of `w` must be at most 1', 'broken 3/4'],
]

const TEXTS: Expected = [
  ['`t` must be present', 'broken 4/5'],
  ['`t` must be missing', 'broken 1/5'],
  ['`t` must not be missing', 'broken 4/5'],
  ['`t` must be "abc"', 'broken 1/4'],
  ['`t` must be "abc" ignoring case', 'broken 2/4'],
  ['`t` must not be "abc"', 'broken 3/4'],
  ['`t` must be one of "abc" or "xyz"', 'broken 1/4'],
  ['`t` must be one of "abc" or "xyz" ignoring case', 'broken 2/4'],
  ['`t` must start with "a"', 'broken 1/4'],
  ['`t` must start with "a" ignoring case', 'broken 2/4'],
  ['`t` must end with "c"', 'broken 1/4'],
  ['`t` must contain one of "b" or "m"', 'broken 2/4'],
  ['`t` must match /^[a-z]+$/', 'broken 1/4'],
  ['`t` must match /^[a-z]+$/i', 'broken 2/4'],
  ['`t` must match /\\p{Lu}/', 'broken 1/4'],
  ['`t` must match /[\\p{L}\\p{Nd}]$/', 'holds 4/4'],
  ['in file order, `id` must be the `id` before plus 1', 'holds 4/4'],
  ['`t` must not match /^[a-z]+$/', 'broken 3/4'],
  ['`t` must match /^[a-z]+$/ or /^[A-Z]+$/', 'broken 2/4'],
  ['`t` must match one of /^b/ or /C$/i', 'broken 2/4'],
  ['`t` must be like "%b%"', 'broken 1/4'],
  ['`t` must be like "_b_"', 'broken 1/4'],
  ['`t` must be like "a%"', 'broken 1/4'],
  ['`t` must not be like "%_%"', 'broken 0/4'],
  ['`t` must be at most 3 characters long', 'broken 2/4'],
  ['`t` must be between 4 and 6 characters long', 'broken 2/4'],
  ['`t` must be 3 characters long', 'broken 2/4'],
  ['`t` must be at most 1 word long', 'broken 3/4'],
  ['`t` must be spelt consistently', 'holds 4/4'],
  ['`t` must be in capital letters', 'broken 1/4'],
  ['`t` must begin with a capital letter', 'broken 1/4'],
  ['`t` must be in small letters', 'broken 3/4'],
  ['`t` must be without blanks at its ends', 'broken 3/4'],
  ['`t` must be without blanks', 'broken 3/4'],
  ['`t` must be in ASCII', 'broken 3/4'],
  ['`t` must have only letters', 'broken 2/4'],
  ['`t` must have only letters and digits', 'broken 3/4'],
  ['`id` must have only digits', 'holds 5/5'],
  ['`id` must be unique', 'holds 5/5'],
  ['`t` must be written in one way ignoring case', 'broken 2/4'],
]

const KINDS: Expected = [
  ['`w` must be a multiple of 6', 'broken 2/4'],
  ['`w` must be a multiple of 0.25', 'holds 4/4'],
  ['`w` must be even', 'broken 2/4'],
  ['`w` must be finite', 'holds 4/4'],
  ['`w` must have at most 1 decimals', 'broken 3/4'],
  ['`w` must be a whole number', 'broken 3/4'],
  ['`w` must be of type integer or date', 'broken 3/4'],
  ['`n` must be a number', 'broken 3/4'],
  ['`n` must not be a number', 'broken 1/4'],
  ['`n` must be a whole number', 'broken 2/4'],
  ['`b` must be true or false', 'broken 3/4'],
  ['`b` must be true', 'broken 2/4'],
  ['`b` must not be true', 'broken 1/4'],
  ['`clock` must be a time', 'broken 3/4'],
  ['`d` must be a date', 'holds 4/4'],
  ['`ts` must be a timestamp', 'holds 4/4'],
  ['`t` must be a text', 'holds 4/4'],
]

/** How a text is written, which typed values do not keep. */
const WRITTEN: Expected = [
  ['`w` must have exactly 2 decimals', 'broken 1/4'],
  ['`w` must have exactly 0 decimals', 'broken 3/4'],
  ['`clock` must be a time written as HH:mm', 'broken 3/4'],
  ['`clock` must be a time written as H:mm or H', 'holds 4/4'],
  ['`clock` must be a time written as HH:mm:ss', 'broken 0/4'],
]

const CALENDAR: Expected = [
  ['`d` must be in the past', 'broken 2/4'],
  ['`d` must be in the future', 'broken 1/4'],
  ['`d` must be before today', 'broken 2/4'],
  ['`d` must be between today and 31 days after today', 'broken 2/4'],
  ['`d` must be on or after (3 days after today)', 'broken 1/4'],
  ['`d` must be a weekday', 'broken 3/4'],
  ['`d` must be on a weekend', 'broken 1/4'],
  ['`d` must be a Wednesday', 'broken 2/4'],
  ['`d` must be the first day of a week', 'broken 0/4'],
  ['`d` must be the last day of a month', 'broken 2/4'],
  ['`d` must be the first day of a month', 'broken 1/4'],
  ['`d` must be the first day of a quarter', 'broken 0/4'],
  ['`d` must be the last day of a quarter', 'broken 0/4'],
  ['`d` must be the first day of a year', 'broken 0/4'],
  ['`d` must be the last day of a year', 'broken 0/4'],
  ['`d` must be in the year 2024', 'holds 4/4'],
  ['`d` must be in the last 90 days', 'broken 2/4'],
  ['`d` must be before 2024-05-15', 'broken 2/4'],
  ['`d` must be on or before 2024-05-15', 'broken 3/4'],
  ['`d` must be after 2024-01-31', 'broken 3/4'],
  ['`d` must be on or after 2024-01-31', 'holds 4/4'],
  ['`ts` must be before 2024-02-29', 'broken 1/4'],
  ['`ts` must be on or before 2024-02-29', 'broken 2/4'],
  ['`ts` must be after 2024-02-29', 'broken 2/4'],
  ['`ts` must be 2024-02-29', 'broken 1/4'],
  ['`ts` must be between 2024-01-31 and 2024-02-29', 'broken 2/4'],
  ['`ts` must be between 2024-01-31T10:00 and 2024-02-29T23:59:58', 'broken 1/4'],
  ['`ts` must be before now', 'broken 3/4'],
  ['`ts` must be in the past', 'broken 3/4'],
  ['`ts` must be between 09:00 and 17:30', 'broken 2/4'],
  ['`clock` must be between 09:00 and 17:30', 'broken 2/4'],
  ['`clock` must be after 17:30', 'broken 1/4'],
]

const SUBJECTS: Expected = [
  ['`n`, `t` and `d` must be present', 'broken 4/5'],
  ['at least one of `n` or `tax` must be present', 'broken 4/5'],
  ['exactly one of `n` or `tax` must be present', 'broken 1/5'],
  ['all or none of `n` and `tax` must be present', 'broken 4/5'],
  ['every column must be present', 'broken 3/5'],
  ['every row must be present', 'holds 5/5'],
  ['`n` must be present in more than 80% of rows', 'broken 4/5'],
  ['`n` must be present in more than 79% of rows', 'holds 4/5'],
  ['`t` must not contain "a" with less than 26% exceptions', 'holds 3/4'],
  ['`t` must not contain "a" with less than 25% exceptions', 'broken 3/4'],
  ['where `n` is at least 1, `t` must be present', 'holds 2/2'],
  ['where `n` is not at least 1, `t` must be present', 'holds 1/1'],
  ['where `t` is missing, `n` must be at least 1', 'idle nothing-in-scope'],
]

describe('rows', () => {
  const groups = { COMPARISONS, COMPUTED, TEXTS, KINDS, CALENDAR, SUBJECTS }
  it.each(Object.entries({ ...groups, WRITTEN }))('judges every one of %s', async (_, expected) => {
    await folder.write('rows.csv', ROWS)
    await expectVerdicts('source: rows.csv', expected)
  })

  it('judges typed columns as it judges texts', async () => {
    await folder.write('clean.csv', ROWS.replace('22 kg', '22').replace(',8,maybe,', ',08:00,yes,'))
    const typed = [
      'id BIGINT',
      'n DOUBLE',
      'w DOUBLE',
      't VARCHAR',
      'd DATE',
      'ts TIMESTAMP',
      'clock TIME',
      'b BOOLEAN',
      'net BIGINT',
      'tax BIGINT',
      'total DECIMAL(10,2)',
    ]
    const columns = typed
      .map((each) => each.split(' '))
      .map(([name, type]) => `CAST(${String(name)} AS ${String(type)}) AS ${String(name)}`)
    await folder.parquet(
      'clean.parquet',
      `SELECT ${columns.join(', ')} FROM read_csv('${folder.path}/clean.csv', all_varchar = true)`,
    )
    const sentences = Object.values(groups)
      .flat()
      .map(([sentence]) => sentence)
      .filter((each) => !each.includes('22 kg'))
    const texts = await folder.page('source: clean.csv', sentences)
    const values = await folder.page('source: clean.parquet', sentences)
    expect(verdictsOf(values)).toEqual(verdictsOf(texts))
  })
})

const NUMBERS = `g,x,y,when
a,1,2,2024-05-10
a,2,4,2024-05-14
b,3,6,2024-05-15
b,4,8,2024-05-15
b,,9,2024-04-01
c,ten,0,2024-05-15
`

const MEASURED: Expected = [
  ['the number of rows must be 6', 'holds 6'],
  ['the number of rows must be more than 6', 'broken 6'],
  ['the number of columns must be 4', 'holds 4'],
  ['the number of different `g` must be 3', 'holds 3'],
  ['the share of different `g` must be 50%', 'holds 0.5'],
  ['the number of missing `x` must be 1', 'holds 1'],
  ['the share of missing values in all columns must be less than 5%', 'holds 0.0416667'],
  ['the share of missing `x` must be less than 16%', 'broken 0.166667'],
  ['the share of rows where `x` is at least 2 must be at least 50%', 'holds 0.5'],
  // one row cannot be placed
  ['the share of rows where `x` is at least 2 must be 50%', 'unchecked incomparable'],
  ['the average of `x` must be 2.5', 'holds 2.5'],
  ['the average of `x` must be 2 give or take 0.5', 'holds 2.5'],
  ['the average of `x` must be 2 give or take 24%', 'broken 2.5'],
  ['the average of `x` must be 2 give or take 25%', 'holds 2.5'],
  ['the share of rows where `x` is at least 2 must be 55% give or take 12 points', 'holds 0.5'],
  ['the share of rows where `x` is at least 2 must be 45% give or take 4 points', 'broken 0.5'],
  ['the median of `x` must be 2.5', 'holds 2.5'],
  ['the sum of `x` must be 10', 'holds 10'],
  ['the standard deviation of `x` must be 1.29 give or take 0.01', 'holds 1.29099'],
  ['the variance of `x` must be between 1.6 and 1.7', 'holds 1.66667'],
  ['the skewness of `y` must be at most 0', 'holds -0.216'],
  ['the kurtosis of `y` must be at most 0', 'holds -1.45266'],
  ['the entropy of `g` must be at least 1.4', 'holds 1.45915'],
  ['the 99.9th percentile of `x` must be at most 3.997', 'holds 3.997'],
  ['the absolute value of the smallest `y` must be 0', 'holds 0'],
  ['the 50th percentile of `x` must be 2.5', 'holds 2.5'],
  ['the 95th percentile of `x` must be at most 3.85', 'holds 3.85'],
  ['the smallest `y` must be 0', 'holds 0'],
  ['the largest `y` must be 9', 'holds 9'],
  ['the largest `when` must be 2024-05-15', 'holds 1715730000'],
  ['the average length of `g` must be 1', 'holds 1'],
  ['the smallest length of `x` must be 1', 'holds 1'],
  ['the largest length of `x` must be 3', 'holds 3'],
  ['the most common `g` must be "b"', 'holds b'],
  ['the most common `g` must be one of "a" or "c"', 'broken b'],
  ['the correlation between `x` and `y` must be at least 0.999', 'holds 1'],
  ['the age of the newest `when` must be at most 12 hours', 'holds 43200'],
  ['the age of the newest `when` must be less than 12 hours', 'broken 43200'],
  ['the age of the newest `when` must be 11 hours give or take 1 hour', 'holds 43200'],
  ['the age of the oldest `when` must be at most 40 days', 'broken 3844800'],
  ['the number of rows where `g` is "a" must be 2', 'holds 2'],
  ['the sum of `x` must be less than the sum of `y`', 'holds 10'],
  ['the sum of `y` must be the sum of `amount` in `ledger`', 'holds 29'],
  ['for each `g`, the sum of `y` must be the sum of `amount` in `ledger`', 'broken 0'],
  ['over the last 7 days, the number of rows must be 5', 'holds 5'],
  ['over the last 7 days, `x` must be present', 'holds 5/5'],
  ['for each `g`, the number of rows must be at least 2', 'broken 1'],
  ['for each `g`, `x` must be at least 2', 'broken 3/5'],
  ['for each `g`, the share of all rows must be at most 50%', 'holds 0.5'],
  ['for each day of `when`, the number of rows must be at most 2', 'broken 3'],
  ['for each `g`, groups with at least 2 rows, the number of rows must be at least 2', 'holds 2'],
  ['for each `g`, the number of rows must be at least 2 in at least 66% of groups', 'holds 1'],
  ['for each `g`, the number of rows must be at least 2 in at least 67% of groups', 'broken 1'],
  ['for each `g`, `y` must be at most the average of `y`', 'broken 3/6'],
  ['`y` must be at most the average of `amount` in `ledger`', 'broken 3/6'],
  ['for each `g`, `y` must be at most the average of `amount` in `ledger`', 'holds 6/6'],
  ['for each `g`, `y` must be at least (the average of `amount` in `ledger` where `g` is not "c")', 'broken 0/5'],
  ['for each `g`, `y` must be at most (the average of `y` where `x` is at least 2)', 'broken 3/5'],
  ['for each `g`, `y` must be at most 2 times (the number of rows where `x` is present)', 'broken 3/6'],
  ['for each `g`, `y` must be at most (the share of rows where `x` is present) times 8', 'broken 3/6'],
  ['`y` must be at most (the average of `y` where `x` is at least 2)', 'broken 4/6'],
  ['`y` must be at most (the average of `y` where `x` is at least 200)', 'idle nothing-in-scope'],
  ['the number of rows must stay as usual', 'idle too-little-history'],
  ['the number of rows must not change by more than 10% since the last delivery', 'idle no-baseline'],
  ['the number of rows must not rise by more than 10% since the last delivery', 'idle no-baseline'],
  ['the number of rows must not fall by more than 10% since the last delivery', 'idle no-baseline'],
  ['the number of rows must be at least the number of rows in the last delivery', 'idle no-baseline'],
  ['`x` must be found in the last delivery', 'idle no-baseline'],
]

const WHOLE: Expected = [
  ['`g` must be about 50% "b" and 33% "a", give or take 1 points', 'holds 0.333333'],
  ['`y` should be distributed normally', 'holds 0.1154'],
  ['`y` should be distributed as in `ledger`', 'holds 0'],
  ['`y` should be distributed as `amount` in `ledger`', 'holds 0.3333'],
  ['`y` should be distributed as in `ledger`, population stability index at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, Kullback–Leibler divergence at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, Jensen–Shannon divergence at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, Jensen–Shannon distance at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, L-infinity distance at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, total variation distance at most 0.2', 'holds 0'],
  ['`y` should be distributed as in `ledger`, Wasserstein distance at most 0.2', 'holds 0'],
  ['`g` should be distributed as in `ledger`, L-infinity distance at most 0.1', 'holds 0.1667'],
  ['`g` should be distributed as in `ledger`, Wasserstein distance at most 0.2', 'idle nothing-in-scope'],
  ["`y` should be distributed by Benford's law", 'holds 0.5631'],
  ['the columns must be `when`, `g`, `x` and `y`', 'holds 4'],
  ['the columns must be `when`, `g`, `x` and `y` in this order', 'broken 4'],
  ['the columns must include `g`', 'holds 4'],
  ['the columns must include `z`', 'broken 4'],
  ['the columns must not include `x`', 'broken 4'],
  ['the columns must be among `g`, `x`, `y`, `when` and `z`', 'holds 4'],
  ['the columns must be among `g` and `x`', 'broken 4'],
  ['the columns must match /^[a-z]+$/', 'holds 4/4'],
  ['the columns must match /^[a-w]+$/', 'broken 2/4'],
  ['the columns must not match /^x/', 'broken 3/4'],
  ['the columns must match /(/', 'unchecked engine: /(/ is no valid pattern'],
  ['the columns must not be empty', 'holds 4/4'],
  ['the columns must not be constant', 'holds 4/4'],
  ['the different values of `g` must be "a", "b" and "c"', 'holds 3'],
  ['the different values of `g` must be "a", "b", "c" and "d"', 'broken 3'],
  ['the different values of `g` must be "a" and "b"', 'broken 3'],
  ['the different values of `x` must include 1 and "ten"', 'holds 5'],
  ['the different values of `x` must include 1 and 9', 'broken 5'],
  ['for each `g`, the different values of `y` must include 6 and 8', 'broken 2'],
  ['the different values of `g` must not change', 'idle no-baseline'],
  ['the different values of `g` must not lose any', 'idle no-baseline'],
  ['the columns must not change', 'idle no-baseline'],
  ['the columns must not lose any', 'idle no-baseline'],
  ['the format of `when` must not change', 'idle no-baseline'],
  ['the type of `x` must not change', 'idle no-baseline'],
  ['`y` should be distributed as in the last delivery', 'idle no-baseline'],
  ['`y` should be distributed as usual', 'idle too-little-history'],
  ['the data must arrive every day by 06:00', 'idle no-clock'],
]

const LEDGER = 'g,amount,y\na,5,0\nb,20,9\nc,4,8\n,0,6\n,0,4\n,0,2\n'

describe('numbers of the delivery', () => {
  it.each([
    ['MEASURED', MEASURED],
    ['WHOLE', WHOLE],
  ] as const)('judges every one of %s', async (_, expected) => {
    await folder.write('numbers.csv', NUMBERS)
    await folder.write('ledger.csv', LEDGER)
    await folder.write('ledger.md', '---\nsource: ledger.csv\n---\n- the number of rows must be at least 1\n')
    await expectVerdicts('source: numbers.csv\ntime: when', expected)
  })
})

const LOOKS: Expected = [
  ['`customer` must be found in `id` of `customers`', 'broken 3/5'],
  ['`customer` must not be found in `id` of `customers`', 'broken 2/5'],
  ['`customer` must be found in `id` of `customers` where `country` is "DE"', 'broken 3/5'],
  ['`land` must be found in `country` of `customers` ignoring case', 'broken 5/6'],
  ['`land` must be found in `country` of `customers`', 'broken 4/6'],
  ['`customer` and `land` together must be found in `id` and `country` of `customers`', 'broken 1/5'],
  ['the `country` of its `customer` in `customers` must be `land`', 'broken 1/3'],
  ['`day` must be on or after the `signup` of its `customer` in `customers`', 'broken 2/3'],
  ['`customer` must be unique', 'broken 3/5'],
  ['`customer` and `land` together must be unique', 'holds 5/5'],
  ['the rows must be unique', 'holds 6/6'],
  ['`customer` must determine `land`', 'broken 3/5'],
  ['in order of `day`, `reading` must be at least the `reading` before', 'broken 4/5'],
  ['for each `land`, in order of `day`, `reading` must be at least the `reading` before', 'holds 1/1'],
  ['in order of `day`, `reading` must be at most the next `reading`', 'broken 4/5'],
  ['where `land` is not "FR", in order of `day`, `reading` must be at least the `reading` before', 'holds 3/3'],
]

describe('other rows and other datasets', () => {
  it('judges look-ups, uniqueness, determination and order', async () => {
    const orders =
      'customer,land,day,reading\n1,DE,2024-01-03,5\n2.0,de,2024-01-01,1\n1,AT,2024-01-04,6\n9,FR,2024-01-02,3\n,FR,2024-01-05,4\n8,CH,2024-01-06,7\n'
    await folder.write('orders.csv', orders)
    await folder.write(
      'customers.csv',
      'id,country,signup\n01,DE,2024-01-04\n2,DE,2023-01-01\n3,FR,2023-01-01\n4,AT,2023-01-01\n',
    )
    await folder.write(
      'customers.md',
      '---\nsource: customers.csv\nkey: id\n---\n- the number of rows must be at least 1\n',
    )
    await expectVerdicts('source: orders.csv', LOOKS)
  })
})

const NESTED = [
  {
    id: 1,
    tags: ['a', 'b'],
    address: { city: 'Rome', 'zip code': '1' },
    items: [{ price: 1 }, { price: 2 }],
    when: '31/01/2024',
    at: '2024-03-31T00:30:00',
  },
  {
    id: 2,
    tags: ['c', 'A'],
    address: { city: 'rome', 'zip code': '2' },
    items: [{ price: -1 }, { price: 2 }],
    when: '29/02/2024',
    at: '2024-03-30T23:30:00Z',
  },
  {
    id: 3,
    tags: [],
    address: { city: null, 'zip code': '3' },
    items: null,
    when: '30/02/2024',
    at: '2024-03-31T21:59:00Z',
  },
  {
    id: 4,
    tags: ['dd', null],
    address: null,
    items: [{ price: null }],
    when: '2024-01-31',
    at: '2024-03-31T22:00:00Z',
  },
]
// 2024-03-31 begins in Berlin at 23:00 UTC of the day before and has 23 hours.
const INSIDE: Expected = [
  ['every entry of `tags` must be one of "a", "b" or "c" ignoring case', 'broken 2/3'],
  ['every entry of `tags` must be 1 characters long', 'broken 2/3'],
  ['every entry of `items.price` must be at least 0', 'broken 1/2'],
  ['`tags` must be present', 'broken 3/4'],
  ['`tags` must be 2 entries long', 'holds 3/3'],
  ['`tags` must have no entry twice', 'holds 3/3'],
  ['`items.price` must have no entry twice', 'holds 3/3'],
  ['`tags` must be at least 3 entries long', 'broken 0/3'],
  ['`tags` must be "a"', 'unchecked not-a-list'],
  ['every entry of `id` must be 1', 'unchecked not-a-list'],
  ['`address.city` must be "Rome"', 'broken 1/2'],
  ['`address.zip code` must be a number', 'holds 3/3'],
  ['`address.street` must be present', 'unchecked no-column'],
  ['`when` must be a date written as DD/MM/YYYY', 'broken 2/4'],
  ['`when` must be on or after 2024-02-01', 'broken 1/4'],
  ['`when` must be a timestamp written as DD/MM/YYYY or YYYY-MM-DD', 'broken 3/4'],
  ['`at` must be 2024-03-31', 'broken 3/4'],
  ['`at` must be before 2024-04-01', 'broken 3/4'],
  ['`at` must be between 00:30 and 01:00', 'broken 2/4'],
  ['for each day of `at`, the number of rows must be 3', 'broken 1'],
]

describe('lists, nested fields, formats and zones', () => {
  it('judges them in NDJSON', async () => {
    await folder.write('nested.ndjson', NESTED.map((each) => JSON.stringify(each)).join('\n'))
    await expectVerdicts('source: nested.ndjson\ntimezone: Europe/Berlin', INSIDE)
  })
})

const CELLS: { readonly [column: string]: readonly [noun: string, good: string, bad: string] } = {
  email: ['an email', 'a@b.co', 'a@b'],
  url: ['a URL', 'https://a.example/x', 'not a url'],
  uuid: ['a UUID', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
  ip: ['an IP address', '10.0.0.1', '10.0.0.256'],
  inside: ['in the network "10.0.0.0/8" or "192.168.1.0/24"', '192.168.1.7', '192.168.2.7'],
  v4: ['an IPv4 address', '10.0.0.1', '::1'],
  v6: ['an IPv6 address', '::1', '10.0.0.1'],
  mac: ['a MAC address', '00:1B:44:11:3A:B7', '00:1B'],
  domain: ['a domain name', 'example.org', '-x-'],
  phone: ['a phone number', '+49 30 123456', 'call me'],
  postal: ['a postal code in "DE"', '10115', '1011'],
  ean: ['an EAN', '4006381333931', '4006381333932'],
  ean13: ['an EAN-13', '4006381333931', '96385074'],
  ean8: ['an EAN-8', '96385074', '96385075'],
  upc: ['a UPC', '036000291452', '036000291453'],
  gtin: ['a GTIN', '4006381333931', '4006381333932'],
  doi: ['a DOI', '10.1000/182', '10.1000'],
  orcid: ['an ORCID', '0000-0002-1825-0097', '0000-0002-1825-0098'],
  imei: ['an IMEI', '490154203237518', '490154203237517'],
  status: ['an HTTP status code', '404', '299'],
  method: ['an HTTP method', 'GET', 'get'],
  slug: ['a slug', 'red-shoes', 'Red shoes'],
  mime: ['a MIME type', 'text/csv', 'csv'],
  hexadecimal: ['a hexadecimal number', '0xFF', '0xFG'],
  eth: ['an Ethereum address', '0xde709f2102306220921060314715629080e2fb77', '0xde'],
  isbn: ['an ISBN', '978-3-16-148410-0', '978-3-16-148410-1'],
  isbn13: ['an ISBN-13', '9783161484100', '0306406152'],
  isbn10: ['an ISBN-10', '0306406152', '0306406153'],
  issn: ['an ISSN', '2049-3630', '2049-3631'],
  vat: ['a VAT number', 'DE136695976', 'DE136695977'],
  iban: ['an IBAN', 'DE89370400440532013000', 'DE88370400440532013000'],
  bic: ['a BIC', 'DEUTDEFF', 'DEUT'],
  card: ['a credit card number', '4111111111111111', '4111111111111112'],
  lei: ['an LEI', '529900T8BM49AURSDO55', '529900T8BM49AURSDO56'],
  isin: ['an ISIN', 'US0378331005', 'US0378331006'],
  country: ['a country code', 'DE', 'XX'],
  country3: ['a three-letter country code', 'DEU', 'XXY'],
  currency: ['a currency code', 'EUR', 'EUX'],
  language: ['a language code', 'de', 'qq'],
  tag: ['a language tag', 'de-CH', 'de_CH_'],
  zone: ['a time zone', 'Europe/Berlin', 'Europe/Nowhere'],
  state: ['a US state', 'CA', 'ZZ'],
  latitude: ['a latitude', '90', '91'],
  longitude: ['a longitude', '-180', '181'],
  md5: ['a MD5 hash', 'd41d8cd98f00b204e9800998ecf8427e', 'd41d8cd9'],
  sha1: ['a SHA-1 hash', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39'],
  sha256: ['a SHA-256 hash', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'e3b0'],
  sha512: ['a SHA-512 hash', 'a'.repeat(128), 'a'],
  json: ['JSON', '{}', '{'],
  colour: ['a colour', 'red', 'reddish'],
  hex: ['a hex colour', '#ff0000', 'red'],
  base64: ['base64', 'YWJj', 'YWJ!'],
  version: ['a semantic version', '1.2.3', '1.2'],
}
const STANDARDS: Expected = Object.entries(CELLS).map(([column, [noun]]) => [
  `\`${column}\` must be ${noun}`,
  'broken 1/2',
])

describe('standards', () => {
  it('accepts one and refuses another by each', async () => {
    await folder.write(
      'standards.ndjson',
      [1, 2, 3]
        .map((i) =>
          JSON.stringify(Object.fromEntries(Object.entries(CELLS).map(([name, cells]) => [name, cells[i] ?? null]))),
        )
        .join('\n'),
    )
    await expectVerdicts('source: standards.ndjson', STANDARDS)
  })
})

const WORDS: Expected = [
  ['`price` must be a premium price', 'broken 1/3'],
  ['where it is a premium product, `name` must be present', 'broken 1/2'],
  ['the mean price must be at least 3', 'broken 2.33333'],
  ['for each `name`, the mean price must be at least 2', 'broken 1'],
]

describe('words of the page', () => {
  it('uses its conditions and measures', async () => {
    await folder.write('priced.csv', 'name,price\na,1\n,4\nb,2\nc,\n')
    const settings =
      'source: priced.csv\nwords:\n  premium price: price > 3\n  premium product: price >= 2\nmeasures:\n  mean price: avg(price)'
    await expectVerdicts(settings, WORDS)
  })
})

describe('many', () => {
  it('decides shares on integers', async () => {
    await folder.write('thousand.csv', `v\n${'1\n'.repeat(999)}0\n`)
    await expectVerdicts('source: thousand.csv', [
      ['`v` must be 1 in at least 99.9% of rows', 'holds 999/1000'],
      ['`v` must be 1 in at least 99.90001% of rows', 'broken 999/1000'],
      ['the share of rows where `v` is 1 must be at least 99.9%', 'holds 0.999'],
      ['the share of rows where `v` is 1 must be 99.9%', 'holds 0.999'],
      ['the share of rows where `v` is 1 must be more than 99.9%', 'broken 0.999'],
    ])
  })

  it('judges a thousand groups and not one more', async () => {
    await folder.write(
      'groups.csv',
      `g,h\n${Array.from({ length: 1001 }, (_, i) => `${String(i)},${String(i % 1000)}\n`).join('')}`,
    )
    await expectVerdicts('source: groups.csv', [
      ['for each `h`, the number of rows must be at most 1', 'broken 2'],
      ['for each `g`, the number of rows must be at most 1', 'unchecked too-many-groups'],
    ])
  })

  it('tells distributions apart by effect and evidence', async () => {
    const even = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000)
    const bell = (p: number) => Math.sign(p - 0.5) * Math.sqrt((-Math.PI / 2) * Math.log(1 - (2 * p - 1) ** 2))
    const lines = even.map((p) => [bell(p), -Math.log(1 - p), p < 0.6 ? 'A' : 'B'].join(','))
    await folder.write('shapes.csv', `bell,tail,label\n${lines.join('\n')}\n`)
    await folder.write('few.csv', 'bell,tail,label\n0,9,B\n')
    await folder.write('few.md', '---\nsource: few.csv\n---\n- `label` must be present\n')
    await folder.write('again.md', '---\nsource: shapes.csv\n---\n- `label` must be present\n')
    await expectVerdicts('source: shapes.csv', [
      ['`bell` should be distributed normally, distance at most 0.02', 'holds 0.002986'],
      ['`tail` should be distributed normally', 'broken 0.1575'],
      ['`label` must be about 60% "A" and 40% "B", give or take 1 points', 'holds 0.6'],
      ['`label` must be about 50% "A" and 50% "B", give or take 5 points', 'broken 0.6'],
      ['`label` must be about 55% "A" and 45% "B", give or take 3 points', 'holds 0.4'],
      ['`tail` should be distributed as in `few`', 'holds 1'],
      ['`tail` should be distributed as `bell` in `again`', 'broken 0.5'],
      ['`tail` should be distributed as `bell` in `again`, population stability index at most 0.2', 'broken 3.023'],
      ['`tail` should be distributed as `bell` in `again`, Kullback–Leibler divergence at most 0.2', 'broken 0.7034'],
      ['`tail` should be distributed as `bell` in `again`, Jensen–Shannon divergence at most 0.2', 'broken 0.3179'],
      ['`tail` should be distributed as `bell` in `again`, Jensen–Shannon distance at most 0.2', 'broken 0.5638'],
      ['`tail` should be distributed as `bell` in `again`, L-infinity distance at most 0.1', 'broken 0.182'],
      ['`tail` should be distributed as `bell` in `again`, total variation distance at most 0.2', 'broken 0.5'],
      ['`tail` should be distributed as `bell` in `again`, Wasserstein distance at most 0.2', 'broken 1.018'],
      ["`tail` should be distributed by Benford's law", 'holds 0.03407'],
    ])
  })
})

describe('claims about how values are distributed, group by group', () => {
  // in A as wanted, in B not, in C too few rows to tell, in D no value at all
  const lines = [
    ...Array.from({ length: 1000 }, (_, i) => `A,${i < 600 ? 'yes' : 'no'},${String(i)}`),
    ...Array.from({ length: 1000 }, (_, i) => `B,${i < 900 ? 'yes' : 'no'},${String(i * i)}`),
    ...Array.from({ length: 4 }, (_, i) => `C,yes,${String(i * 300)}`),
    'D,,',
  ]
  const base = ['A', 'B', 'C'].flatMap((g) => Array.from({ length: 1000 }, (_, i) => `${g},${String(i)}`))

  it('judges each group, and names the broken ones', async () => {
    await folder.write('many.csv', `g,label,x\n${lines.join('\n')}\n,yes,5\n`)
    await folder.write('base.csv', `g,x\n${base.join('\n')}\n`)
    await folder.write('base.md', '---\nsource: base.csv\n---\n- `x` must be present\n')
    const page = await expectVerdicts('source: many.csv', [
      ['for each `g`, `label` must be about 60% "yes" and 40% "no", give or take 3 points', 'broken 0.9'],
      ['for each `g`, `label` must be about 75% "yes" and 25% "no", give or take 20 points', 'holds 1'],
      ['where `g` is not "B", for each `g`, `x` should be distributed as in `base`', 'holds 0.249'],
      ['for each `g`, `x` should be distributed as in `base`, population stability index at most 0.1', 'broken 4.943'],
      [
        'for each `g`, in groups with at least 50 rows, `x` should be distributed normally, distance at most 0.2',
        'holds 0.131',
      ],
      ["for each `g`, `x` should be distributed by Benford's law, distance at most 0.2", 'broken 0.2687'],
    ])
    expect(page.verdicts[0]).toMatchObject({
      bound: '"yes" about 60%, give or take 3 points',
      groups: [
        { group: { g: 'B' }, status: 'broken', shown: '90%' },
        { group: { g: 'C' }, status: 'holds' },
        { group: { g: 'A' }, status: 'holds' },
        { group: { g: 'D' }, status: 'idle' },
      ],
    })
  })

  it('knows what is no matter of groups', async () => {
    const page = await folder.page('source: many.csv', ['for each `g`, the columns must include `x`'])
    expect(page.diagnostics).toMatchObject([{ code: 'no-sense', severity: 'error' }])
  })
})

describe('this test', () => {
  it('speaks every word of the tables', () => {
    const grammar = grammarWith({ words: ['premium price', 'premium product'], measures: ['mean price'] })
    const said = [
      COMPARISONS,
      COMPUTED,
      TEXTS,
      KINDS,
      CALENDAR,
      WRITTEN,
      SUBJECTS,
      MEASURED,
      WHOLE,
      LOOKS,
      INSIDE,
      STANDARDS,
      WORDS,
    ].flat()
    const kinds = new Set(
      said.flatMap(([sentence]) => {
        const read = readSentence(sentence, grammar)
        return read.ok
          ? [...JSON.stringify(read.sentence.check).matchAll(/"kind":"([^"]+)"/g)].map((match) => match[1])
          : []
      }),
    )
    const words = [...Object.keys(CONDITIONS), ...Object.keys(VALUES), ...Object.keys(MEASURES)]
    expect(words.filter((each) => !kinds.has(each))).toEqual([])
  })
})
