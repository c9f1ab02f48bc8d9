import fc from 'fast-check'
import { expect, test } from 'vitest'
import { records } from './record.ts'
import type { Dialect } from './record.ts'
import { scanRegular } from './scan.ts'

const dialect: Dialect = { delimiter: ',', quote: '"', header: true, newline: '\n' }

function scanned(text: string, width: number, sizes: readonly number[] = [text.length]): number | undefined {
  const scan = scanRegular(dialect, width)
  const bytes = Buffer.from(text)
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1)
    scan.take(bytes.subarray(at, at + size))
    at += size
  }
  return scan.end()
}

async function careful(text: string) {
  const found = []
  async function* once() {
    yield Buffer.from(text)
  }
  for await (const record of records(once(), dialect)) found.push(record)
  return found
}

const text = fc
  .array(fc.constantFrom('a', '12', 'ä', ' ', ',', ',', '\n', '\n', '\r\n', '"', '"x"', '"y,\nz"', '"say ""hi"""'), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

test('it does not matter in which pieces the bytes come', () => {
  fc.assert(
    fc.property(text, sizes, fc.integer({ min: 2, max: 3 }), (written, pieces, width) => {
      expect(scanned(written, width, pieces)).toBe(scanned(written, width))
    }),
    { numRuns: 3000 },
  )
})

test('what is regular, the careful reader reads in the same way', async () => {
  const property = fc.asyncProperty(text, sizes, fc.integer({ min: 2, max: 3 }), async (written, pieces, width) => {
    const count = scanned(written, width, pieces)
    fc.pre(count !== undefined && count > 0)
    const found = await careful(written)
    const whole = found.filter((each) => each.problem === undefined && each.fields.length === width)
    expect(whole).toHaveLength(count ?? 0)
    expect(found.slice(whole.length).every((each) => each.fields.join('').trim() === '')).toBe(true)
  })
  await fc.assert(property, { numRuns: 300 })
})

test.each([
  ['a,b\n1,2\n3,4\n', 3],
  ['a,b\n1,2\n3,4', 3],
  ['a,b\n1,\n,4\n', 3],
  ['a,b\r\n1,"2\r\n3"\r\n', 2],
  ['a,b\n1,2\n\n\n', 2],
])('%j is regular', (written, count) => {
  for (const size of [1, 2, 3, 100]) expect(scanned(written, 2, [size])).toBe(count)
})

test.each([
  'a,b\n1\n',
  'a,b\n1,2,3\n',
  'a,b\n\n1,2\n',
  '\na,b\n',
  'a,b\r\n1,2\n',
  'a,b\n1,"2',
  'a,b\n1, "2"\n',
  'a,b\n1,"2" \n',
])('%j is not', (written) => {
  for (const size of [1, 2, 3, 100]) expect(scanned(written, 2, [size])).toBeUndefined()
})
