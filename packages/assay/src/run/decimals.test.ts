import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFolder, verdictsOf, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const short = async (sentences: readonly string[], source = 'a.csv') =>
  verdictsOf(await folder.page(`source: ${source}`, sentences)).map(([, verdict]) => verdict)

it('computes with decimals as people write them', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => {
    const y = (i / 10).toFixed(1)
    return `0.10,0.20,0.30,${y},${((i + 1) / 10).toFixed(1)}`
  })
  await folder.write('a.csv', `a,b,c,y,t\n${rows.join('\n')}\n`)
  const equal = [
    '`a` plus `b` must be `c`',
    '`c` minus `b` must be `a`',
    '`a` plus `b` must be at most `c`',
    '`c` must be at least `a` plus `b`',
    '`a` times 3 must be `c`',
    '`t` must be `y`, give or take 0.1',
    '`t` minus `y` must be 0.1',
    '`t` minus `y` must be between 0.1 and 0.1',
    '`t` must be `y` plus 0.1',
    '`b` must be 200% of `a`',
    '`c` must be `b`, give or take 50%',
    '`a` divided by `c` times 3 must be 1',
    'where `a` plus `b` is `c`, `a` must be present',
  ]
  const different = [
    '`a` plus `b` must be more than `c`',
    '`a` plus `b` must be less than `c`',
    '`a` plus `b` must not be `c`',
    '`t` minus `y` must be strictly between 0.1 and 1',
    '`t` must be `y`, give or take 0.0999999999',
    '`a` plus `b` must be 0.300000000000001',
  ]
  expect(await short(equal)).toEqual(equal.map(() => 'holds 100/100'))
  expect(await short(different)).toEqual(different.map(() => 'broken 0/100'))
  expect(await short(['in order of `t`, `t` must be the `t` before plus 0.1'])).toEqual(['holds 99/99'])
})

it('computes with infinity as with a number', async () => {
  await folder.parquet('inf.parquet', "SELECT 'inf'::DOUBLE AS x, 5.0::DOUBLE AS y")
  const sentences = [
    '`x` plus `y` must be `x`',
    '`x` plus `y` must be at least 1',
    '`x` plus `y` must be at most 6',
    '`y` plus `y` must be at most `x`',
  ]
  expect(await short(sentences, 'inf.parquet')).toEqual(['holds 1/1', 'holds 1/1', 'broken 0/1', 'holds 1/1'])
})

it('agrees with exact arithmetic up to 15 digits', async () => {
  const cents = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 })
  const written = (n: bigint) =>
    `${n < 0n ? '-' : ''}${String((n < 0n ? -n : n) / 100n)}.${String((n < 0n ? -n : n) % 100n).padStart(2, '0')}`
  const row = fc.tuple(cents, cents, fc.integer({ min: -1, max: 1 }))
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 200, maxLength: 200 }), async (rows) => {
      const lines = rows.map(([a, b, off]) => {
        const sum = BigInt(a) + BigInt(b) + BigInt(off)
        return [BigInt(a), BigInt(b), sum].map(written).join(',')
      })
      await folder.write('a.csv', `a,b,c\n${lines.join('\n')}\n`)
      const [equal, most, more] = [0, 1, 2].map(
        (which) => rows.filter(([, , off]) => [off === 0, off >= 0, off < 0][which]).length,
      )
      const found = await short([
        '`a` plus `b` must be `c`',
        '`a` plus `b` must be at most `c`',
        '`a` plus `b` must be more than `c`',
      ])
      expect(found.map((each) => each.split(' ')[1])).toEqual([
        `${String(equal)}/200`,
        `${String(most)}/200`,
        `${String(more)}/200`,
      ])
    }),
    { numRuns: 8 },
  )
})
