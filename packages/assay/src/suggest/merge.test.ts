import { format } from '@assay/core'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suggest } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'
import type { Suggestion } from './suggest.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const said = ({ sentences }: Suggestion): readonly string[] => sentences.map((each) => format(each.proposal.check))

async function suggested(name: string, query: string): Promise<Suggestion> {
  await folder.parquet(`${name}.parquet`, query)
  return suggest({ source: join(folder.path, `${name}.parquet`), out: join(folder.path, `${name}.md`), now: NOW })
}

describe('a wide, sparse source', () => {
  let found: Suggestion
  beforeAll(async () => {
    // 600 attributes of which a row has few: numbers of nothing below zero, texts, and some that hardly any row has
    const attributes = Array.from({ length: 600 }, (_, k) => {
      const has = `hash(i, ${String(k)}) % 100 < ${k % 3 === 2 ? '0.3' : '12'}`
      const value =
        k % 2 === 0
          ? `exp(CAST(hash(i, ${String(k)}, 1) % 100000 AS DOUBLE) / 7000)`
          : `'word ' || (hash(i, ${String(k)}, 2) % 400)`
      return `CASE WHEN ${has} THEN ${value} END AS ${k % 2 === 0 ? 'size' : 'text'}_${String(k)}`
    })
    found = await suggested('wide', `SELECT i + 1000 AS id, ${attributes.join(', ')} FROM range(1500) t(i)`)
  }, 120_000)

  it('says of many columns of one kind of name what is true of all of them, in one sentence', () => {
    expect(
      said(found).filter((each) => each.includes('every column matching /^size_/ should be at least 0')),
    ).toHaveLength(1)
    expect(said(found)).toContain('`id` should be unique')
  })

  it('leaves out columns that hardly any row has, and is within its budget', () => {
    const rare = Array.from({ length: 200 }, (_, k) => 3 * k + 2).flatMap((k) => [
      `\`size_${String(k)}\``,
      `\`text_${String(k)}\``,
    ])
    expect(said(found).filter((each) => rare.some((name) => each.includes(name)))).toEqual([])
    expect(found.sentences.length).toBeLessThanOrEqual(40)
    expect(found.alarms).toBeLessThan(0.6)
  })
})

describe('what looks like a rule and is none', () => {
  it('is not suggested: unique pictures of which many rows share one, and limits of numbers that are names', async () => {
    const found = await suggested(
      'products',
      `SELECT 'http://images/' || CASE WHEN i < 12 THEN 7 ELSE i END || '.jpg' AS picture, 30000 + hash(i) % 50000 AS ark_id, CASE WHEN i % 2 = 0 THEN (i * 37 % 1000) / 10 END AS weight FROM range(3000) t(i)`,
    )
    expect(said(found).filter((each) => each.includes('unique'))).toEqual([])
    expect(said(found).filter((each) => each.includes('`ark_id` should be between'))).toEqual([])
    expect(said(found)).toContain('`weight` should be between 0 and 100')
  })

  it('finds codes of letters and digits in any order, and the standard of values of which some are wrong', async () => {
    const code = `chr(CAST(65 + hash(i) % 26 AS INTEGER)) || (hash(i, 1) % 10) || CASE WHEN i % 3 = 0 THEN 'X' ELSE '7' END`
    const states = `['OH', 'TX', 'NY', 'GA', 'CA', 'FL', 'WA', 'OR', 'MA', 'ME'][1 + CAST(hash(i, 3) % 10 AS INTEGER)]`
    const found = await suggested(
      'codes',
      `SELECT CASE WHEN i % 50 = 1 THEN lower(${code}) WHEN hash(i, 9) % 4 = 0 THEN reverse(${code}) ELSE ${code} END AS code, CASE WHEN i % 40 = 1 THEN 'Q' || i ELSE ${states} END AS state FROM range(2000) t(i)`,
    )
    expect(said(found).find((each) => each.startsWith('`code` should match'))).toMatch(
      /`code` should match .*in at least 9\d/,
    )
    expect(said(found).find((each) => each.startsWith('`state` should be a US state'))).toMatch(/in at least 9\d/)
    expect(found.sentences.filter((each) => each.failing > 0).every((each) => each.exceptions.length > 0)).toBe(true)
  })
})

describe('lists', () => {
  it('are tried by rows, of which any entry may be wrong', async () => {
    const ean = (at: string) =>
      `(SELECT d || (10 - list_sum([CAST(substr(d, k, 1) AS INTEGER) * CASE WHEN k % 2 = 0 THEN 3 ELSE 1 END FOR k IN range(1, 13)]) % 10) % 10 FROM (SELECT lpad(CAST(hash(i, ${at}) % 100000000000 AS VARCHAR), 12, '4') AS d))`
    const found = await suggested(
      'feed',
      `SELECT i AS id, [${ean('1')}, CASE WHEN i % 30 = 0 THEN '12345' ELSE ${ean('2')} END, ${ean('3')}] AS ean FROM range(1500) t(i)`,
    )
    expect(said(found).find((each) => each.startsWith('every entry of `ean` should be an EAN'))).toMatch(
      /in at least 9\d/,
    )
  })
})
