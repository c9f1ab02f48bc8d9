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

describe('a column of which no value can be read', () => {
  const DATA = 'd,amount,x\n01.02.2024,"1.200,50",1\n02.03.2024,"1.100,00",2\n03.03.2024,"12,50",3\n'
  const WHOLLY = [
    'the age of the newest `d` must be at most 1 day',
    'the sum of `amount` must be at most 100',
    'the average of `amount` must be at most 100',
    'the correlation between `amount` and `x` must be at least 0',
    'the largest `amount` must be at most 100',
    'the share of rows where `amount` is more than 1000 must be at most 10%',
    'the number of rows where `d` is after 2024-02-15 must be 0',
    'the average of `x` where `amount` is more than 1000 must be at most 9',
    'in order of `d`, `x` must be at least the `x` before',
    'where `amount` is more than 1000, `x` must be 99',
    'where `amount` is more than 1000 or `x` is 1, `x` must be 99',
    'over the last 7 days, `x` must be 99',
    'for each month of `d`, the number of rows must be at least 1',
    'for each `x` and month of `d`, `x` must be at least 1',
    '`x` must be at most the average of `amount`',
    '`amount` must be distributed normally',
    '`d` must be at least `amount`',
  ]

  it('is not judged by what is left: unchecked, with an example', async () => {
    await folder.write('a.csv', DATA)
    const page = await folder.page('source: a.csv\ntime: d', WHOLLY)
    expect(verdictsOf(page)).toEqual(WHOLLY.map((each) => [each, 'unchecked incomparable']))
    for (const { reason } of page.verdicts) expect(reason).toMatch(/"(01\.02\.2024|1\.200,50)" in row 1/)
    expect(page.accepted).toBe(false)
    expect(page.verdicts[1]?.reason).toBe(
      'no value of `amount` can be read as a number, such as "1.200,50" in row 1, so there is nothing to take the number of; the page can say how its numbers are written: `numbers: 1.234,56`',
    )
  })

  it('is judged when the page says how it is written', async () => {
    await folder.write('a.csv', DATA)
    const verdicts = await short('source: a.csv\nnumbers: 1.234,56', [
      '`d` must be a date written as DD.MM.YYYY',
      'the sum of `amount` must be at most 100',
      'the number of rows where `d` is after 2024-02-15 must be 0',
      'in order of `d`, `x` must be at least the `x` before',
      'for each month of `d`, the number of rows must be at least 1',
    ])
    expect(verdicts).toEqual(['holds 3/3', 'broken 2313', 'broken 2', 'holds 2/2', 'holds 1'])
  })

  it('is idle when there is no value at all', async () => {
    await folder.write('a.csv', 'a,b\n,1\n,2\n')
    expect(
      await short('source: a.csv', ['the sum of `a` must be at most 100', 'where `a` is 1, `b` must be 1']),
    ).toEqual(['idle nothing-in-scope', 'idle nothing-in-scope'])
  })

  it('orders texts as texts where they look like nothing else', async () => {
    await folder.write('a.csv', 'a,b\n2024-01,x12\n2024-02,x7\n')
    expect(
      await short('source: a.csv', [
        'in order of `a`, `b` must be at least the `b` before',
        'the largest `a` must be "2024-02"',
      ]),
    ).toEqual(['holds 1/1', 'holds 2024-02'])
  })

  it('shows no private value', async () => {
    await folder.write('a.csv', DATA)
    const page = await folder.page('source: a.csv\ntime: d\nprivate: [d, amount]', WHOLLY)
    expect(JSON.stringify(page)).not.toMatch(/1\.200,50|01\.02\.2024/)
  })
})

describe('a column of which some values cannot be read', () => {
  const DATA = 'amount,d,x\n5,2024-01-05,1\n2000,2024-02-05,99\nabc,2024-02-05,3\n7,soon,4\n'
  const found = async (sentence: string) => {
    await folder.write('a.csv', DATA)
    const [verdict] = (await folder.page('source: a.csv\ntime: d', [sentence])).verdicts
    return [verdict?.status, verdict?.reason]
  }

  it.each([
    ['where `amount` is more than 1000, `x` must be 99', 'its row could not be placed'],
    ['the average of `x` where `amount` is more than 1000 must be 99', 'its row could not be placed'],
    ['the share of rows where `amount` is more than 1000 must be at most 80%', 'its row could not be placed'],
    ['`x` must be at most the sum of `amount`', 'and was left out'],
  ])('is left out of the rows of "%s", and said', async (sentence, left) => {
    const [status, reason] = await found(sentence)
    expect(status).toBe('holds')
    expect(reason).toContain(`1 of 4 values of \`amount\` cannot be read as a number ("abc" in row 3), `)
    expect(reason?.endsWith(left)).toBe(true)
  })

  it.each([
    ['for each month of `d`, the number of rows must be at least 1', 'so its row is in no group'],
    ['over the last 9 years, `x` must be at least 0', 'so its row could not be placed'],
  ])('is in no group and no span of time: "%s"', async (sentence, left) => {
    const [status, reason] = await found(sentence)
    expect(status).toBe('holds')
    expect(reason).toContain(`1 of 4 values of \`d\` cannot be read as a date`)
    expect(reason).toContain('("soon" in row 4)')
    expect(reason?.endsWith(left)).toBe(true)
  })

  it('is left out of a number, and said there', async () => {
    expect((await found('the sum of `amount` must be 2012'))[1]).toContain('1 value is no number and was left out')
    expect((await found('the age of the newest `d` must be at most 200 days'))[1]).toContain(
      '1 value is no time and was left out',
    )
  })

  it('decides nothing: a share or number of rows that hangs on it is unchecked', async () => {
    expect(await found('the number of rows where `amount` is more than 1000 must be at most 1')).toEqual([
      'unchecked',
      'it is 1 at least, and whether it is at most 1 hangs on 1 row, of which it cannot be said; 1 of 4 values of `amount` cannot be read as a number ("abc" in row 3), so its row could not be placed',
    ])
    expect((await found('the share of rows where `amount` is more than 1000 must be at most 30%'))[0]).toBe('unchecked')
    expect((await found('the share of rows where `amount` is more than 1000 must be at least 50%'))[0]).toBe(
      'unchecked',
    )
    expect((await found('the number of rows where `amount` is more than 1000 must be at most 2'))[0]).toBe('holds')
    expect((await found('the number of rows where `amount` is more than 1000 must be at least 3'))[0]).toBe('broken')
  })

  it('has no order with the others, and is named', async () => {
    expect(await found('in order of `amount`, `x` must be at least the `x` before')).toEqual([
      'unchecked',
      'some values of `amount` read as numbers and others do not, such as "abc" in row 3, so they have no order',
    ])
  })

  it('names the file where there are several', async () => {
    await folder.write('f/a.csv', 'amount\n1\n')
    await folder.write('f/b.csv', 'amount\n2\nabc\n')
    const [verdict] = (await folder.page('source: f', ['where `amount` is 1, `amount` must be 1'])).verdicts
    expect(verdict?.reason).toContain('("abc" in row 2 of f/b.csv)')
  })
})

describe('another dataset', () => {
  it('is named where its values cannot be read', async () => {
    await folder.write('shops.csv', 'id,rent,size\n1,5,big\n2,x,big\n')
    await folder.write('shops.md', '---\nsource: shops.csv\nkey: [id]\n---\n# Shops\n\n- `id` must be unique\n')
    await folder.write('a.csv', 'shop\n1\n')
    const page = await folder.page('source: a.csv', [
      '`shop` must be found in `id` of `shops` where `rent` is at least 1',
      'the number of rows must be at most the sum of `rent` in `shops`',
      'the number of rows must be at most the sum of `size` in `shops`',
    ])
    expect(page.verdicts.map((each) => [each.status, each.reason.replace(/^.*?; /, '')])).toEqual([
      [
        'holds',
        '1 of 2 values of `rent` in shops cannot be read as a number ("x" in row 2), so its row could not be placed',
      ],
      ['holds', expect.stringContaining('it is 1, which is at most the sum of `rent` in `shops` (5)')],
      ['unchecked', expect.stringMatching(/^the page can say|^no value of `size` in shops can be read as a number/)],
    ])
  })
})

describe('a day beside a time', () => {
  it.each([
    ['texts', 'a.csv'],
    ['types', 'a.parquet'],
  ])('means the whole day on either side, in %s', async (_, source) => {
    const rows = [
      ['2024-01-05 10:00:00', '2024-01-05'],
      ['2024-01-05 23:59:59', '2024-01-06'],
      ['2024-01-07 00:00:00', '2024-01-06'],
    ]
    await folder.write('a.csv', `ts,dd\n${rows.map((row) => row.join(',')).join('\n')}\n`)
    const values = rows.map(([ts, dd]) => `(TIMESTAMP '${String(ts)}', DATE '${String(dd)}')`).join(', ')
    await folder.parquet('a.parquet', `SELECT * FROM (VALUES ${values}) v(ts, dd)`)
    expect(
      await short(`source: ${source}`, [
        '`ts` must be on or before `dd`',
        '`dd` must be on or after `ts`',
        '`ts` must be before `dd`',
        '`dd` must be after `ts`',
        '`ts` must be `dd`',
        '`dd` must be `ts`',
        '`dd` must be between `ts` and now',
        '`dd` must be on or before now',
      ]),
    ).toEqual([
      'broken 2/3',
      'broken 2/3',
      'broken 1/3',
      'broken 1/3',
      'broken 1/3',
      'broken 1/3',
      'broken 2/3',
      'holds 3/3',
    ])
  })

  it('is that of the zone of the page', async () => {
    await folder.write('a.csv', 'ts,dd\n2024-01-04T23:30:00Z,2024-01-05\n')
    const sentence = '`dd` must be `ts`'
    expect(await short('source: a.csv\ntimezone: Europe/Berlin', [sentence])).toEqual(['holds 1/1'])
    expect(await short('source: a.csv', [sentence])).toEqual(['broken 0/1'])
  })
})

describe('what is computed', () => {
  it('of readable values can be missing all the same: a quotient by 0', async () => {
    await folder.write('a.csv', 'a,b\n1,0\n4,2\nx,2\nx,\n')
    expect(await short('source: a.csv', ['`a` divided by `b` must be 2', 'the year of `a` must be 1'])).toEqual([
      'broken 1/2',
      'broken 0/4',
    ])
  })

  it('reads a value that is looked up as its own page says', async () => {
    await folder.write('shops.csv', 'id,opened,rent\n1,31.01.2024,"1.200,50"\n')
    await folder.write(
      'shops.md',
      '---\nsource: shops.csv\nkey: [id]\nnumbers: 1.234,56\n---\n# Shops\n\n- `opened` must be a date written as DD.MM.YYYY\n',
    )
    await folder.write('a.csv', 'shop,sold,due\n1,2024-02-01,1200.50\n')
    expect(
      await short('source: a.csv', [
        '`sold` must be after the `opened` of its `shop` in `shops`',
        '`due` must be the `rent` of its `shop` in `shops`',
      ]),
    ).toEqual(['holds 1/1', 'holds 1/1'])
  })
})

describe('values that are written in another way', () => {
  const DATA = 'd;price;code\n13.02.2024;853,13;a1\n28.03.2024;1.100,00;a2\n03.03.2024;12,50;a3\n'
  const SENTENCES = [
    '`price` must be at least 0',
    '`d` must be a date',
    '`price` must be "x"',
    '`code` must be a number',
  ]
  const NUMBERS = 'the page can say how its numbers are written: `numbers: 1.234,56`'
  const DATES = 'a sentence can say how it is written: `d` must be a date written as DD.MM.YYYY'
  const reasons = async (settings: string, sentences: readonly string[]) => {
    await folder.write('a.csv', DATA)
    return (await folder.page(`source: a.csv${settings}`, sentences)).verdicts.map((each) => each.reason)
  }

  it('are told under the sentences that need them', async () => {
    const found = await reasons('', SENTENCES)
    expect(found[0]?.endsWith(`; ${NUMBERS}`)).toBe(true)
    expect(found[1]?.endsWith(`; ${DATES}`)).toBe(true)
    expect(found.slice(2).join()).not.toContain('can say')
  })

  it.each([
    ['20/11/2026 00:00', '`d` must be a timestamp written as DD/MM/YYYY HH:mm'],
    ['13.02.2024', '`d` must be a date written as DD.MM.YYYY'],
    ['03/04/2024', '`d` must be a date written as DD/MM/YYYY, or written as MM/DD/YYYY'],
    ['1.200,50', null],
  ])('are told with a format that fits them, and with none where none does: %s', async (value, sentence) => {
    await folder.write('a.csv', `d;e\n${value};${value}\n`)
    const { verdicts } = await folder.page('source: a.csv', [
      'the age of the newest `d` must be at most 1 day',
      '`d` must be after `e`',
    ])
    const [age, after] = verdicts.map((each) => each.reason)
    expect(age?.split('; ')[1]).toBe(
      sentence === null ? undefined : `a sentence can say how it is written: ${sentence}`,
    )
    expect(after).toContain(`say on the page how they are written (${sentence ?? '`numbers: 1.234,56`'})`)
  })

  it('are told with the style that they have, and not with the one that the page names in vain', async () => {
    await folder.write('a.csv', 'd;e\n48.77;40.98\n228.79;192.26\n')
    const { verdicts } = await folder.page('source: a.csv\nnumbers: 1.234,56', ['`d` must be at least `e`'])
    expect(verdicts[0]?.reason).toContain('say on the page how they are written (`numbers: 1,234.56`)')
  })

  it('are not told where the page says it', async () => {
    const said = await reasons('\nnumbers: 1.234,56', [...SENTENCES, '`d` must be a date written as MM/DD/YYYY'])
    expect(said.join()).not.toContain('can say')
    const unchecked = await reasons('\nnumbers: 1,234.56', [
      '`d` must be a date written as MM/DD/YYYY',
      'the age of the newest `d` must be at most 1 day',
      'the median of `code` must be at least 0',
    ])
    expect(unchecked[1]).toContain('no value of `d` can be read as a date')
    expect(unchecked[2]).toContain('no value of `code` can be read as a number')
    expect(unchecked.join()).not.toContain('can say')
  })
})
