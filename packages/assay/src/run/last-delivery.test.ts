import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { short } from './run.fixture.ts'
import { check } from '../main.ts'
import type { VerdictResult } from '../report/contract.ts'
import { openWatched, type WatchedFolder } from './watch.fixture.ts'

/** What is said of the last delivery, over real deliveries that a watcher judged and kept. */
let folder: WatchedFolder
beforeEach(async () => {
  folder = await openWatched()
})
afterEach(() => folder.close())

const page = (sentences: readonly string[], settings = ''): string =>
  `---\nsource: in/d-*.csv\ndelivery: each file\n${settings}---\n# D\n\n${sentences.map((each) => `- ${each}\n`).join('')}`

/** Delivers the earlier files, then judges the last one. */
async function verdicts(
  sentences: readonly string[],
  files: readonly string[],
  settings = '',
): Promise<readonly VerdictResult[]> {
  await folder.write('d.md', page(sentences, settings))
  for (const [i, each] of files.slice(0, -1).entries()) {
    await folder.write(`in/d-${String(i + 1)}.csv`, each)
    await folder.watch()
  }
  await folder.write(`in/d-${String(files.length)}.csv`, files.at(-1) ?? '')
  const result = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
  const { diagnostics = [], verdicts: found = [] } = result.pages[0] ?? {}
  expect(diagnostics.filter((each) => each.severity === 'error')).toEqual([])
  return found
}

/** Each sentence beside its verdict. */
async function expectVerdicts(
  expected: readonly (readonly [string, string])[],
  files: readonly string[],
  settings = '',
): Promise<void> {
  const found = await verdicts(
    expected.map(([sentence]) => sentence),
    files,
    settings,
  )
  expect(found.map((each) => [each.sentence, short(each)])).toEqual(expected)
}

const OLD = 'id,n,c,t\n1,10,DE,a\n2,20,FR,b\n3,30,FR,\n'
const NEW = 'id,n,c,t\n3,10,DE,a\n4,25,FR,x\n5.0,7,IT,b\n'

describe('rows', () => {
  it('are found in the last delivery or not, as numbers where both are', async () => {
    await expectVerdicts(
      [
        ['`id` should be found in the last delivery', 'broken 1/3'],
        ['`id` should not be found in the last delivery', 'broken 2/3'],
        ['`t` should be found in the last delivery', 'broken 2/3'],
        ['`c` and `t` together should be found in the last delivery', 'broken 1/3'],
        ['where `c` is "FR", `id` should not be found in the last delivery', 'holds 1/1'],
      ],
      [OLD, NEW],
    )
  })

  it('are compared with numbers of the last delivery, of their own group too', async () => {
    await expectVerdicts(
      [
        ['`n` should be at most the largest `n` in the last delivery', 'holds 3/3'],
        ['`n` should be at least the average of `n` in the last delivery', 'broken 1/3'],
        ['for each `c`, `n` should be at most the largest `n` in the last delivery', 'holds 2/2'],
        ['for each `c`, `n` should be at least the largest `n` in the last delivery', 'broken 1/2'],
      ],
      [OLD, NEW],
    )
  })
})

describe('numbers', () => {
  it('of the last delivery are taken of the same rows, group by group', async () => {
    await expectVerdicts(
      [
        ['the sum of `n` should be at least the sum of `n` in the last delivery', 'broken 42'],
        ['the sum of `n` should be at least 70% of the sum of `n` in the last delivery', 'holds 42'],
        ['where `c` is "FR", the sum of `n` should be at least 50% of the sum of `n` in the last delivery', 'holds 25'],
        ['the number of missing `t` should be the number of missing `t` in the last delivery', 'broken 0'],
        ['for each `c`, the number of rows should be at least the number of rows in the last delivery', 'broken 1'],
      ],
      [OLD, NEW],
    )
  })

  it('count a group that is gone as one of no rows', async () => {
    await folder.write('d.md', page([]))
    const found = await verdicts(
      [
        'for each `c`, the number of rows should be at least the number of rows in the last delivery',
        'for each `c`, the number of rows should be at least 1',
        'for each `c`, the number of rows should not fall by more than 10% since the last delivery',
      ],
      [OLD, 'id,n,c,t\n1,1,FR,a\n2,2,FR,b\n'],
    )
    expect(found.map(short)).toEqual(['broken 0', 'broken 0', 'broken 0'])
  })
})

describe('columns', () => {
  it('are those of the last delivery, or some are missing or new', async () => {
    const files = ['id,n,c,t\n1,2,DE,x\n', 'id,n,more\n1,2,3\n']
    const found = await verdicts(['the columns should not change', 'the columns should not lose any'], files)
    expect(found.map((each) => [short(each), each.reason])).toEqual([
      ['broken 3', 'missing: `c`, `t`; not expected: `more`'],
      ['broken 3', 'missing: `c`, `t`'],
    ])
  })

  it('may come in another order, and new ones are no loss', async () => {
    await expectVerdicts(
      [
        ['the columns must not lose any', 'holds 3'],
        ['the columns should not change', 'broken 3'],
      ],
      ['id,n\n1,2\n', 'n,id,more\n1,2,3\n'],
    )
    folder = await reopened()
    await expectVerdicts([['the columns must not change', 'holds 2']], ['id,n\n1,2\n', 'n,id\n1,2\n'])
  })
})

/** A file with one column of these values, and one more that keeps empty lines apart. */
const column = (values: readonly (string | number)[]): string =>
  `id,x\n${values.map((each, i) => `${String(i)},"${String(each)}"\n`).join('')}`
const many = (n: number, of: (i: number) => string | number): readonly (string | number)[] =>
  Array.from({ length: n }, (_, i) => of(i))
const two = (n: number): string => String(n).padStart(2, '0')
const WORDS = [
  'A chair',
  'red',
  'of oak,',
  'Modern',
  '4 legs',
  '(new)',
  'for two',
  'No. 7',
  'USB-C',
  'light & small',
  'size L',
]
const prose = (i: number): string =>
  many(1 + ((i * 7) % 5), (k) => WORDS[(i * 13 + k * 5 + ((i * k) % 3)) % WORDS.length] ?? '').join(' ')
const FORMAT = 'the format of `x` must not change'
const TYPE = 'the type of `x` must not change'

describe('the format of a column', () => {
  const day = (i: number) => `${two(1 + (i % 28))}/${two(1 + (i % 12))}/2024`
  const CHANGES: readonly (readonly [
    what: string,
    was: (i: number) => string | number,
    is: (i: number) => string | number,
    said: string,
  ])[] = [
    [
      'days to Unix seconds',
      day,
      (i) => 1_706_659_200 + i * 3600,
      'it was DD/MM/YYYY (100%), and is Unix seconds (100%)',
    ],
    ['days to ISO', day, (i) => `2024-${two(1 + (i % 12))}-${two(1 + (i % 28))}`, 'and is YYYY-MM-DD (100%)'],
    [
      'day first to month first',
      day,
      (i) => `${two(1 + (i % 12))}/${two(1 + (i % 28))}/2024`,
      'it was DD/MM/YYYY (100%), and is MM/DD/YYYY (100%)',
    ],
    [
      'a decimal comma',
      (i) => (i / 7).toFixed(2),
      (i) => (i / 7).toFixed(2).replace('.', ','),
      'it was number (100%), and is "99,99"',
    ],
    ['leading zeros lost', (i) => String(i * 317).padStart(5, '0'), (i) => i * 317, 'it was 5 digits (100%)'],
    ['a unit behind', (i) => i, (i) => `${String(i)} kg`, 'and is "9 a" (100%)'],
    [
      'codes to others',
      (i) => `DE-${String(1000 + i)}`,
      (i) => `de_${String(1000 + i)}`,
      'it was "A-9999" (100%), and is "a_9999" (100%)',
    ],
    [
      'names to capitals',
      (i) => ['Anna', 'Ben', 'Cleo'][i % 3] ?? '',
      (i) => ['ANNA', 'BEN', 'CLEO'][i % 3] ?? '',
      'it was "Aa" (100%), and is "A" (100%)',
    ],
    [
      'timestamps without zone',
      (i) => `2024-01-31T10:${two(i % 60)}:00Z`,
      (i) => `2024-01-31 10:${two(i % 60)}:00`,
      'it was YYYY-MM-DDTHH:mm:ssZ (100%), and is YYYY-MM-DD HH:mm:ss (100%)',
    ],
    [
      'only some of it',
      day,
      (i) => (i % 10 === 0 ? 1_706_659_200 : day(i)),
      '10 of 100 values are written in another way',
    ],
  ]
  it.each(CHANGES)('changes: %s', async (_what, was, is, said) => {
    const [found] = await verdicts([FORMAT], [column(many(100, was)), column(many(100, is))])
    expect(found?.status).toBe('broken')
    expect(found?.reason).toContain(said)
  })

  const SAME: readonly (readonly [
    what: string,
    was: (i: number) => string | number,
    is: (i: number) => string | number,
  ])[] = [
    ['other days', day, (i) => day(i + 7)],
    ['days that do not show their order, then some that do', (i) => `${two(1 + (i % 12))}/01/2024`, day],
    ['one day a delivery', () => '31/12/2024', () => '1/1/2025'],
    ['larger numbers, and negative ones', (i) => i, (i) => (i % 2 === 0 ? -i * 1000 : i / 3)],
    [
      'other categories',
      (i) => ['UK', 'Germany', 'New Zealand', 'France', 'Spain', 'Italy'][i % 6] ?? '',
      (i) => ['UK', 'Germany', 'France', 'Spain', 'US-East', 'Italy'][i % 6] ?? '',
    ],
    ['prose', (i) => prose(i), (i) => prose(i + 1000)],
    ['a handful of odd rows', day, (i) => (i < 4 ? 'unknown' : day(i))],
    ['ids that grow by a digit', (i) => 900 + i * 3, (i) => 1200 + i * 3],
  ]
  it.each(SAME)('does not change: %s', async (_what, was, is) => {
    const [found] = await verdicts([FORMAT], [column(many(100, was)), column(many(100, is))])
    expect(found).toMatchObject({ status: 'holds', counted: 100 })
  })

  it('is not told by a handful of earlier odd rows, and needs some rows itself', async () => {
    const odd = many(1000, (i) => (i === 0 ? 1_706_659_200 : day(i)))
    const [found] = await verdicts([FORMAT], [column(odd), column(many(100, () => 1_706_659_200))])
    expect(found?.status).toBe('broken')
    folder = await reopened()
    const [few] = await verdicts([FORMAT], [column(many(100, day)), column(many(4, (i) => i))])
    expect(few?.status).toBe('holds')
  })

  it('of some rows, or group by group', async () => {
    const file = (german: (i: number) => string) =>
      `c,x\n${many(60, (i) => (i % 2 === 0 ? `DE,"${german(i)}"` : `FR,${String(i)}`)).join('\n')}\n`
    const files = [file((i) => String(i)), file((i) => `${String(i)},5`)]
    const found = await verdicts(
      ['where `c` is "FR", the format of `x` must not change', 'for each `c`, the format of `x` should not change'],
      files,
    )
    expect(found.map(short)).toEqual(['holds 1', 'broken 0'])
    expect(found[1]?.groups?.map((each) => [each.group.c, each.status])).toEqual([
      ['DE', 'broken'],
      ['FR', 'holds'],
    ])
  })
})

describe('the type of a column', () => {
  it.each<readonly [string, (i: number) => string | number, (i: number) => string | number, string, string]>([
    ['numbers to days', (i) => i, () => '2024-01-31', 'broken', 'it was number, and is date'],
    [
      'some numbers to text',
      (i) => i,
      (i) => (i % 10 === 0 ? 'n/a' : i),
      'broken',
      '10 of 100 values are of another type',
    ],
    ['days to timestamps', () => '2024-01-31', () => '2024-01-31T10:00:00', 'broken', 'it was date, and is timestamp'],
    ['texts to numbers', () => 'x', (i) => i, 'broken', 'it was text, and is number'],
    ['truth to numbers', () => 'yes', (i) => 5 + i, 'broken', 'it was true or false, and is number'],
    ['numbers to numbers', (i) => i, (i) => i / 3, 'holds', 'it is number, as it was'],
    [
      'timestamps, some at midnight',
      () => '2024-01-31T10:00:00',
      (i) => (i % 2 === 0 ? '2024-01-31' : '2024-01-31T10:00:00'),
      'holds',
      'it is timestamp',
    ],
    ['texts, some of them numbers', () => 'x', (i) => (i % 2 === 0 ? 'x' : i), 'holds', 'it is text, as it was'],
    ['a handful of texts', (i) => i, (i) => (i < 4 ? 'n/a' : i), 'holds', 'it is number'],
  ])('%s', async (_what, was, is, status, said) => {
    const [found] = await verdicts([TYPE], [column(many(100, was)), column(many(100, is))])
    expect(found?.status).toBe(status)
    expect(found?.reason).toContain(said)
  })

  it('of typed files is that of the file', async () => {
    await folder.write('d.md', page([TYPE, FORMAT]).replace('*.csv', '*.ndjson'))
    const lines = (of: (i: number) => unknown) => many(20, (i) => JSON.stringify({ x: of(i) })).join('\n')
    await folder.write(
      'in/d-1.ndjson',
      lines((i) => i),
    )
    await folder.watch()
    await folder.write(
      'in/d-2.ndjson',
      lines((i) => String(i)),
    )
    const result = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
    expect(result.pages[0]?.verdicts.map((each) => [each.status, each.reason])).toEqual([
      ['broken', '20 of 20 values are of another type: it was number, and is text'],
      ['holds', 'it is number (100%), as it was'],
    ])
  })

  it('waits where a delivery has no value', async () => {
    await expectVerdicts(
      [
        [TYPE, 'idle no-baseline'],
        [FORMAT, 'idle no-baseline'],
      ],
      [column(['', '']), column([1, 2])],
    )
    folder = await reopened()
    await expectVerdicts(
      [
        [TYPE, 'idle nothing-in-scope'],
        [FORMAT, 'idle nothing-in-scope'],
      ],
      [column([1, 2]), column(['', ''])],
    )
  })
})

describe('how values are distributed', () => {
  it('is as in the last delivery, or not', async () => {
    const files = [column(many(400, (i) => i % 100)), column(many(400, (i) => (i % 100) + 30))]
    await expectVerdicts(
      [
        ['`x` should be distributed as in the last delivery', 'broken 0.3'],
        ['`x` should be distributed as in the last delivery, distance at most 0.35', 'holds 0.3'],
        ['where `id` is less than 100, `x` should be distributed as in the last delivery', 'broken 0.3'],
      ],
      files,
    )
  })

  it('and which different values there are', async () => {
    const found = await verdicts(
      ['the different values of `x` should not change', 'the different values of `x` should not lose any'],
      [column(['DE', 'FR', 'IT', 'US', 'AT']), column(['DE', 'XX'])],
    )
    expect(found.map((each) => [short(each), each.reason])).toEqual([
      ['broken 2', 'missing: "AT", "FR", "IT" and 1 more; not expected: "XX"'],
      ['broken 2', 'missing: "AT", "FR", "IT" and 1 more'],
    ])
  })
})

describe('what JSON leaves out where no row has it', () => {
  const lines = (...rows: readonly unknown[]): string => rows.map((each) => `${JSON.stringify(each)}\n`).join('')
  const full = lines({ id: 1, note: 'x', address: { city: 'Bonn', zip: '53111' } }, { id: 2 })

  async function delivered(sentences: readonly string[], files: readonly string[]) {
    await folder.write('d.md', page(sentences).replace('*.csv', '*.ndjson'))
    for (const [i, each] of files.entries()) {
      await folder.write(`in/d-${String(i + 1)}.ndjson`, each)
      await folder.watch()
    }
    const result = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
    return result.pages[0]?.verdicts.map((each) => [each.sentence, short(each)]) ?? []
  }

  it('is missing in every row, also nested, and still known a delivery later', async () => {
    const expected = [
      ['`note` should be present', 'broken 0/1'],
      ['`address.zip` should be present', 'broken 0/1'],
      ['the share of missing `note` must be at most 100%', 'holds 1'],
      ['`other` should be present', 'unchecked no-column'],
    ] as const
    const sentences = expected.map(([sentence]) => sentence)
    expect(await delivered(sentences, [full, lines({ id: 3, address: { city: 'Köln' } })])).toEqual(expected)
    expect(
      await delivered(sentences, [
        full,
        lines({ id: 3, address: { city: 'Köln' } }),
        lines({ id: 4 }),
        lines({ id: 5, address: null }),
      ]),
    ).toEqual(expected)
  })

  it('is a column that was lost all the same', async () => {
    const found = await delivered(
      ['the columns should not lose any', 'the columns should not change', 'the number of columns should be 2'],
      [full, lines({ id: 3, address: { city: 'Köln' } })],
    )
    expect(found.map(([, verdict]) => verdict)).toEqual(['broken 2', 'broken 2', 'holds 2'])
  })

  it('is not there in other formats', async () => {
    await expectVerdicts([['`c` should be present', 'unchecked no-column']], [OLD, 'id,n\n1,2\n'])
  })
})

describe('without an earlier delivery', () => {
  const SENTENCES = [
    '`id` must be found in the last delivery',
    'the sum of `n` must be at least the sum of `n` in the last delivery',
    '`n` must be at most the largest `n` in the last delivery',
    'the number of rows must not change since the last delivery',
  ]

  it('all is idle, and what the delivery itself lacks is said first', async () => {
    await expectVerdicts(
      [
        ...SENTENCES.map((each) => [each, 'idle no-baseline'] as const),
        ['`gone` must be found in the last delivery', 'unchecked no-column'],
      ],
      [OLD],
    )
  })

  it('so is what an earlier one did not have', async () => {
    await expectVerdicts(
      [
        ['`more` must be found in the last delivery', 'idle no-baseline'],
        ['the sum of `more` must be at least the sum of `more` in the last delivery', 'idle no-baseline'],
      ],
      [OLD, 'id,n,c,t,more\n1,1,DE,a,1\n'],
    )
  })

  it('a delivery that was held is none', async () => {
    const held = 'id,n,c,t\n7,-1,DE,a\n'
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['`id` should be found in the last delivery', 'broken 1/3'],
        ['the sum of `n` should be less than the sum of `n` in the last delivery', 'holds 42'],
        ['the number of rows should not change since the last delivery', 'holds 3'],
      ],
      [OLD, held, NEW],
    )
    folder = await reopened()
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['the number of rows must not change since the last delivery', 'idle no-baseline'],
      ],
      [held, NEW],
    )
  })

  it('rows that were set aside are not in it', async () => {
    const some = 'id,n,c,t\n1,10,DE,a\n2,20,FR,b\n3,-1,FR,b\n'
    await expectVerdicts(
      [
        ['`n` must be at least 0', 'holds 3/3'],
        ['`id` should not be found in the last delivery', 'holds 3/3'],
        ['the number of rows should not change since the last delivery', 'broken 3'],
        ['the number of rows should be more than the number of rows in the last delivery', 'holds 3'],
      ],
      [some, NEW],
      'quarantine: 50%\n',
    )
  })
})

async function reopened(): Promise<WatchedFolder> {
  await folder.close()
  return openWatched()
}
