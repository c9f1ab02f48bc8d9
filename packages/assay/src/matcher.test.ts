import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assayMatchers } from './matcher.ts'

expect.extend(assayMatchers)

const folder = mkdtempSync(join(tmpdir(), 'assay-matcher-'))
const file = join(folder, 'data.csv')
beforeAll(() => {
  writeFileSync(file, 'id,price\n1,5\n2,-3\n3,NA\n')
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const failureOf = async (matching: unknown): Promise<string> => {
  try {
    await matching
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return ''
}

describe('toSatisfy with sentences', () => {
  test('passes when they hold', async () => {
    await expect(file).toSatisfy('`id` must be unique')
    await expect(file).toSatisfy(['`id` must be unique', '`id` must be at least 1'])
    await expect(file).toSatisfy('- `id` must be unique\n- `id` must be at most 3')
  })

  test('fails with the number, the bound, the reading and the rows', async () => {
    const said = await failureOf(expect(file).toSatisfy('`price` must be at least 0', { missing: ['NA'], key: ['id'] }))
    expect(said).toContain('50%')
    expect(said).toContain('1 of 2 counted rows')
    expect(said).toContain('Every present value')
    expect(said).toContain('"-3"')
    expect(said).toContain('1 failing row')
  })

  test('takes settings of a page', async () => {
    await expect(file).toSatisfy('`price` must be a number', { missing: ['NA'] })
    await expect(file).not.toSatisfy('`price` must be a number')
  })

  test('can be denied, and fails when what is denied holds', async () => {
    await expect(file).not.toSatisfy('`price` must be at least 0')
    expect(await failureOf(expect(file).not.toSatisfy('`id` must be unique'))).toContain('`id` must be unique: holds')
  })

  test.each([
    ['no sentence', '`id` must be uniqe'],
    ['no column', '`ids` must be unique'],
  ])('fails either way with %s', async (_, sentence) => {
    expect(await failureOf(expect(file).toSatisfy(sentence))).not.toBe('')
    expect(await failureOf(expect(file).not.toSatisfy(sentence))).not.toBe('')
  })

  test('fails either way without the file', async () => {
    const gone = join(folder, 'gone.csv')
    expect(await failureOf(expect(gone).toSatisfy('`id` must be unique'))).toContain('gone.csv')
    expect(await failureOf(expect(gone).not.toSatisfy('`id` must be unique'))).toContain('gone.csv')
  })
})

test('toSatisfy with a function stays what it was', () => {
  expect(3).toSatisfy((n: number) => n > 2)
  expect(1).not.toSatisfy((n: number) => n > 2)
  expect(() => {
    expect(1).toSatisfy((n: number) => n > 2)
  }).toThrow()
})
