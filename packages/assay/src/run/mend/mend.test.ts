import { applyMend } from './apply.ts'
import { shownCount } from '@assay/core'
import { describe, expect, it } from 'vitest'
import { check } from '../../main.ts'
import { csv, page, random, rows, secondDelivery, type Row } from './mend.fixture.ts'

/** What is delivered otherwise than before is told, with the page that would take it, over real deliveries. */

const two = (n: number): string => String(n).padStart(2, '0')
const day = (r: () => number) => ({ y: 2024, m: 1 + Math.floor(r() * 12), d: 1 + Math.floor(r() * 28) })
type Day = ReturnType<typeof day>
const seconds = ({ y, m, d }: Day): number => Date.UTC(y, m - 1, d) / 1000
const cents = (r: () => number): string => (5 + r() * 900).toFixed(2)
const pick = (r: () => number, of: readonly string[]): string => of[Math.floor(r() * of.length)] ?? ''
const german = (x: string) => x.replace('.', ',').replace(/\B(?=(\d{3})+(?!\d))(?=.*,)/g, '.')
const limit = (n: number): string => (n < 10_000 ? String(n) : shownCount(n))
const COUNTRIES = ['DE', 'FR', 'IT', 'ES']
const LIST = '"DE", "FR", "IT" or "ES"'

interface Case {
  readonly what: string
  readonly sentences: readonly string[]
  readonly settings?: string
  readonly was: (i: number, r: () => number) => string | number
  readonly is: (i: number, r: () => number) => string | number
  readonly code: string
  readonly says: string
  /** What the page would say instead, of the sentence or setting that changes. */
  readonly amended: string | null
}

const dmy = ({ y, m, d }: Day) => `${two(d)}/${two(m)}/${String(y)}`
const DATED = ['`x` must be a date written as DD/MM/YYYY', '`x` must be on or after 2023-01-01']

const CASES: readonly Case[] = [
  {
    what: 'days to Unix seconds',
    sentences: DATED,
    was: (_, r) => dmy(day(r)),
    is: (_, r) => seconds(day(r)),
    code: 'written',
    says: '`x` was written as DD/MM/YYYY and is now written as Unix seconds',
    amended: '`x` must be a date written as Unix seconds',
  },
  {
    what: 'days to Unix milliseconds',
    sentences: DATED,
    was: (_, r) => dmy(day(r)),
    is: (_, r) => seconds(day(r)) * 1000,
    code: 'written',
    says: 'is now written as Unix milliseconds',
    amended: '`x` must be a date written as Unix milliseconds',
  },
  {
    what: 'seconds to milliseconds',
    sentences: ['`x` must be a timestamp written as Unix seconds'],
    was: (_, r) => seconds(day(r)) + 12,
    is: (_, r) => (seconds(day(r)) + 12) * 1000,
    code: 'written',
    says: '`x` was written as Unix seconds and is now written as Unix milliseconds',
    amended: '`x` must be a timestamp written as Unix milliseconds',
  },
  {
    what: 'day first to month first',
    sentences: DATED,
    was: (_, r) => dmy(day(r)),
    is: (_, r) => {
      const { y, m, d } = day(r)
      return `${two(m)}/${two(d)}/${String(y)}`
    },
    code: 'written',
    says: '`x` was written as DD/MM/YYYY and is now written as MM/DD/YYYY',
    amended: '`x` must be a date written as MM/DD/YYYY',
  },
  {
    what: 'ISO days to German ones, with no sentence that says how they are written',
    sentences: ['`x` must be a date', '`x` must be on or after 2023-01-01'],
    was: (_, r) => new Date(seconds(day(r)) * 1000).toISOString().slice(0, 10),
    is: (_, r) => {
      const { y, m, d } = day(r)
      return `${String(d)}.${String(m)}.${String(y)}`
    },
    code: 'written',
    says: '`x` was written as YYYY-MM-DD and is now written as D.M.YYYY',
    amended: '`x` must be a date written as D.M.YYYY',
  },
  {
    what: 'ISO days to others, which only a limit rests on',
    sentences: ['`x` must be on or after 2023-01-01'],
    was: (_, r) => new Date(seconds(day(r)) * 1000).toISOString().slice(0, 10),
    is: (_, r) => dmy(day(r)),
    code: 'written',
    says: 'is now written as DD/MM/YYYY',
    amended: '`x` must be a date written as DD/MM/YYYY',
  },
  {
    what: 'ISO with a zone to without',
    sentences: ['`x` must be a timestamp written as YYYY-MM-DDTHH:mm:ssZ'],
    was: (i, r) => `${new Date(seconds(day(r)) * 1000).toISOString().slice(0, 10)}T10:${two(i % 60)}:00Z`,
    is: (i, r) => `${new Date(seconds(day(r)) * 1000).toISOString().slice(0, 10)}T10:${two(i % 60)}:00`,
    code: 'written',
    says: 'was written as YYYY-MM-DDTHH:mm:ssZ and is now written as YYYY-MM-DDTHH:mm:ss',
    amended: '`x` must be a timestamp written as YYYY-MM-DDTHH:mm:ss',
  },
  {
    what: 'some as before and some as Unix seconds',
    sentences: ['`x` must be a date written as DD/MM/YYYY'],
    was: (_, r) => dmy(day(r)),
    is: (i, r) => (i % 2 === 0 ? dmy(day(r)) : seconds(day(r))),
    code: 'written',
    says: 'is now written as DD/MM/YYYY or Unix seconds',
    amended: '`x` must be a date written as DD/MM/YYYY or Unix seconds',
  },
  {
    what: 'a decimal comma',
    sentences: ['`x` must be between 0 and 1,000'],
    was: (_, r) => cents(r),
    is: (_, r) => cents(r).replace('.', ','),
    code: 'numbers',
    says: 'the numbers of `x` were written as 1234.56 and are now written as 1234,56',
    amended: 'numbers: 1234,56',
  },
  {
    what: 'a decimal comma with points at the thousands',
    sentences: ['`x` must be between 0 and 1,000,000'],
    was: (_, r) => (r() * 900_000).toFixed(2),
    is: (_, r) => german((r() * 900_000).toFixed(2)),
    code: 'numbers',
    says: 'now written as 1.234,56',
    amended: 'numbers: 1.234,56',
  },
  {
    what: 'cents for euros',
    sentences: ['`x` must be between 1 and 1,000'],
    was: (_, r) => cents(r),
    is: (_, r) => Math.round(Number(cents(r)) * 100),
    code: 'factor',
    says: '`x` is now 100 times what it was',
    amended: '`x` must be between 100 and 100,000',
  },
  {
    what: 'a fraction for percent',
    sentences: ['`x` must be at least 20'],
    was: (_, r) => (20 + r() * 80).toFixed(1),
    is: (_, r) => (0.2 + r() * 0.8).toFixed(3),
    code: 'factor',
    says: '`x` is now a 100th of what it was',
    amended: '`x` must be at least 0.2',
  },
  ...(
    [
      [10, '10'],
      [1000, '1000'],
      [60, '60'],
      [3600, '3600'],
    ] as const
  ).map(([by, shown]): Case => ({
    what: `${shown} times as much`,
    sentences: ['the average of `x` should be between 40 and 60'],
    was: (_, r) => (40 + r() * 20).toFixed(3),
    is: (_, r) => ((40 + r() * 20) * by).toFixed(3),
    code: 'factor',
    says: `\`x\` is now ${shown} times what it was`,
    amended: `the average of \`x\` should be between ${limit(40 * by)} and ${limit(60 * by)}`,
  })),
  {
    what: 'capital letters to small ones',
    sentences: [`\`x\` must be one of ${LIST}`],
    was: (_, r) => pick(r, COUNTRIES),
    is: (_, r) => pick(r, COUNTRIES).toLowerCase(),
    code: 'values',
    says: 'the values of `x` are now in other letters',
    amended: '`x` must be one of "de", "fr", "it" or "es"',
  },
  {
    what: 'codes with blanks behind',
    sentences: [`\`x\` must be one of ${LIST}`],
    was: (_, r) => pick(r, COUNTRIES),
    is: (_, r) => `${pick(r, COUNTRIES)}  `,
    code: 'values',
    says: 'now have other blanks at their ends',
    amended: '`x` must be one of "DE  ", "FR  ", "IT  " or "ES  "',
  },
  {
    what: 'codes without zeros in front',
    sentences: ['`x` must be one of "01", "02" or "10"'],
    was: (_, r) => pick(r, ['01', '02', '10']),
    is: (_, r) => pick(r, ['1', '2', '10']),
    code: 'values',
    says: 'now have other zeros in front',
    amended: '`x` must be one of "1", "2" or "10"',
  },
  {
    what: 'true and false to 1 and 0',
    sentences: ['`x` must be one of "true" or "false"'],
    was: (_, r) => pick(r, ['true', 'false']),
    is: (_, r) => pick(r, ['1', '0']),
    code: 'values',
    says: 'true and false are now written otherwise in `x`',
    amended: '`x` must be one of "1" or "0"',
  },
  {
    what: 'true or false to Y and N',
    sentences: ['`x` must be true or false'],
    was: (_, r) => pick(r, ['yes', 'no']),
    is: (_, r) => pick(r, ['Y', 'N']),
    code: 'values',
    says: 'true and false are now written otherwise in `x`',
    amended: '`x` must be one of "',
  },
  {
    what: 'ids with something in front',
    sentences: ['`x` must match /^\\d{6}$/'],
    was: (i) => 100_000 + i,
    is: (i) => `ID-${String(200_000 + i)}`,
    code: 'affix',
    says: 'the values of `x` now begin with "ID-"',
    amended: '`x` must match /^ID-\\d{6}$/',
  },
  {
    what: 'numbers with a unit behind',
    sentences: ['`x` must be a number'],
    was: (_, r) => cents(r),
    is: (_, r) => `${cents(r)} EUR`,
    code: 'affix',
    says: 'the values of `x` now end with " EUR"',
    amended: '`x` must match /^-?\\d+(\\.\\d+)? EUR$/',
  },
  {
    what: 'names in capitals',
    sentences: ['`x` must be in small letters'],
    was: (_, r) =>
      `${pick(r, ['anna', 'ben', 'cleo'])}${String.fromCharCode(97 + Math.floor(r() * 26), 97 + Math.floor(r() * 26))}x`,
    is: (_, r) =>
      `${pick(r, ['DORA', 'EMIL', 'FRED'])}${String.fromCharCode(65 + Math.floor(r() * 26), 65 + Math.floor(r() * 26))}Y`,
    code: 'letters',
    says: '`x` is now in capital letters',
    amended: '`x` must be in capital letters',
  },
  {
    what: 'a new code',
    sentences: [`\`x\` must be one of ${LIST}`],
    was: (_, r) => pick(r, COUNTRIES),
    is: (_, r) => pick(r, [...COUNTRIES, 'AT']),
    code: 'codes',
    says: '`x` has the new values "AT"',
    amended: '`x` must be one of "DE", "FR", "IT", "ES" or "AT"',
  },
  {
    what: 'a whole new set of codes',
    sentences: [`\`x\` must be one of ${LIST}`],
    was: (_, r) => pick(r, COUNTRIES),
    is: (_, r) => pick(r, ['north', 'south', 'west']),
    code: 'codes',
    says: '`x` has other values than before',
    amended: '`x` must be one of "',
  },
  {
    what: 'the format must not change',
    sentences: ['the format of `x` must not change'],
    was: (_, r) => dmy(day(r)),
    is: (_, r) => seconds(day(r)),
    code: 'written',
    says: 'is now written as Unix seconds',
    amended: null,
  },
]

const N = 400
const file = (of: Case['was'], seed: number, bad = 0): string => {
  const noise = random(seed + 99)
  return csv(
    rows(
      N,
      (i, r): Row => ({ id: i, x: noise() < bad ? pick(noise, ['??', 'n/a', '#REF!', '-', 'x1']) : of(i, r) }),
      seed,
    ),
  )
}
/** The page as it would be, when its patch is applied. */
const applied = (text: string, patch: string | null | undefined): string => applyMend(text, patch ?? '') ?? ''

describe.each([
  ['in every row', 0],
  ['beside 1% bad rows', 0.01],
])('what changed %s', (_where, bad) => {
  it.each(CASES)('$what', async ({ sentences, settings, was, is, code, says, amended }) => {
    const text = page(sentences, settings)
    await secondDelivery(text, file(was, 1), file(is, 2, bad), (result) => {
      const [mend, ...more] = result.mends ?? []
      expect(more).toEqual([])
      expect(mend).toMatchObject({ code })
      expect(mend?.says).toContain(says)
      const { passed = 0, counted = 1 } = mend?.support ?? {}
      expect(passed / counted).toBeGreaterThan(0.97)
      expect(result.verdicts.filter((each) => each.status !== 'holds').every((each) => each.mend === 0)).toBe(true)
      if (amended === null) expect(mend?.patch).toBeNull()
      else {
        expect(mend?.amendments.map((each) => each.is).join('\n')).toContain(amended)
        expect(applied(text, mend?.patch)).toContain(amended)
      }
    })
  })
})

describe('an amended page', () => {
  it('takes the delivery', async () => {
    const was = csv(rows(N, (i, r) => ({ id: i, day: dmy(day(r)), price: cents(r) }), 3))
    const is = csv(rows(N, (i, r) => ({ id: i, day: seconds(day(r)), price: Math.round(Number(cents(r)) * 100) }), 4))
    const text = page(['`day` must be a date written as DD/MM/YYYY', '`price` must be between 1 and 1,000'])
    await secondDelivery(text, was, is, async ({ mends = [], accepted }, folder) => {
      expect(accepted).toBe(false)
      expect(mends.map((each) => each.code).sort()).toEqual(['factor', 'written'])
      const amended = mends.reduce((done, each) => applied(done, each.patch), text)
      await folder.write('d.md', amended)
      const { pages } = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
      expect(pages[0]?.verdicts.map((each) => each.status)).toEqual(['holds', 'holds'])
    })
  })
})
