import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import type { EngineRow } from '../engines/engine.ts'
import type { CheckOptions } from './check.ts'
import { openFolder, pageText, verdictsOf, type Folder } from './run.fixture.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder.close())

const at = (name: string): string => join(folder.path, name)
const short = async (settings: string, sentences: readonly string[], options?: CheckOptions) =>
  verdictsOf(await folder.page(settings, sentences, options)).map(([, verdict]) => verdict)

async function failingOf(
  settings: string,
  sentences: readonly string[],
  ending = 'parquet',
): Promise<readonly EngineRow[]> {
  const file = at(`failing.${ending}`)
  await folder.page(settings, sentences, { failing: file })
  const engine = await openDuckdb({ threads: 1 })
  try {
    const read = { parquet: 'read_parquet', csv: 'read_csv', ndjson: 'read_json' }[ending] ?? 'read_parquet'
    return await engine.query(`SELECT * FROM ${read}('${file}') ORDER BY ALL`)
  } finally {
    await engine.close()
  }
}

describe('a delivery', () => {
  it('without rows is held, unless the page speaks of the number of rows', async () => {
    await folder.write('none.csv', 'a,b\n')
    const silent = await folder.page('source: none.csv', ['`a` must be present'])
    expect(silent).toMatchObject({ accepted: false, state: 'held', outcome: 'held: the delivery has no rows' })
    const spoken = await folder.page('source: none.csv', ['the number of rows must be at most 5'])
    expect(spoken).toMatchObject({ accepted: true, verdicts: [{ status: 'holds', value: 0 }] })
    for (const other of [
      'the number of different `a` must be at most 5',
      'for each `a`, the number of rows must be at least 1',
      'the number of rows where `a` is 1 must be at most 5',
      'where `a` is 1, the number of rows must be at most 5',
      'over the last 7 days, the number of rows must be at most 5',
    ]) {
      const page = await folder.page('source: none.csv\ntime: b', [other])
      expect([other, page.accepted]).toEqual([other, false])
    }
  })

  it('blocks when a column is not there, and says what was perhaps meant', async () => {
    await folder.write('a.csv', 'price,b\n1,2\n')
    const page = await folder.page('source: a.csv', [
      '`prce` must be present',
      '`prce` should be present',
      '`b` must be 2',
    ])
    expect(page.verdicts.map((each) => [each.status, each.why, each.blocks])).toEqual([
      ['unchecked', 'no-column', true],
      ['unchecked', 'no-column', false],
      ['holds', null, false],
    ])
    expect(page.verdicts[0]?.reason).toContain('`price`')
  })

  it('is accepted when only a should breaks', async () => {
    await folder.write('a.csv', 'a\n1\n')
    const result = await folder.check({ text: pageText(`source: ${at('a.csv')}`, ['`a` should be 2']) })
    expect(result).toMatchObject({ exitStatus: 0, summary: { broken: 0, warnings: 1 }, pages: [{ accepted: true }] })
  })
})

describe('quarantine', () => {
  const TEN = `id,v\n${Array.from({ length: 10 }, (_, i) => `${String(i)},${i === 0 ? 'x' : '1'}\n`).join('')}`

  it('sets rows aside within the limit and judges the rest', async () => {
    await folder.write('a.csv', TEN)
    const page = await folder.page('source: a.csv\nquarantine: 10%', [
      '`v` must be a number',
      'the number of rows must be 10',
    ])
    expect(page).toMatchObject({ accepted: false, setAside: 0, state: 'held' })
    expect(page.verdicts.map((each) => [each.status, each.after?.status])).toEqual([
      ['broken', 'holds'],
      ['holds', 'broken'],
    ])
    const good = await folder.page('source: a.csv\nquarantine: 10%', ['`v` must be a number'])
    expect(good).toMatchObject({ accepted: true, setAside: 1, state: 'set-aside', outcome: 'accepted without 1 row' })
    expect(good.verdicts[0]).toMatchObject({
      status: 'broken',
      blocks: false,
      failing: 1,
      after: { status: 'holds', counted: 9 },
    })
  })

  it('holds the delivery beyond the limit', async () => {
    await folder.write('a.csv', TEN)
    const page = await folder.page('source: a.csv\nquarantine: 9%', ['`v` must be a number'])
    expect(page).toMatchObject({ accepted: false, setAside: 0, state: 'held' })
    expect(page.outcome).toBe(
      'held: 1 of 1 sentence broken; 1 of 10 rows (10%) are too many to be set aside: at most 9% may be',
    )
    expect(page.verdicts[0]?.after).toBeUndefined()
  })

  it('sets aside all copies of a duplicate, but not the exceptions that a tolerance allows', async () => {
    await folder.write('a.csv', 'id,v\n1,x\n1,1\n2,1\n3,1\n')
    const page = await folder.page('source: a.csv\nquarantine: 50%', [
      '`id` must be unique',
      '`v` must be a number with at most 1 exception',
    ])
    expect(page).toMatchObject({ accepted: true, setAside: 2 })
    const tolerant = await folder.page('source: a.csv\nquarantine: 50%', [
      '`v` must be a number with at most 1 exception',
    ])
    expect(tolerant).toMatchObject({ accepted: true, setAside: 0, state: 'accepted' })
  })

  it('does not set aside what only a should says', async () => {
    await folder.write('a.csv', TEN)
    expect(await folder.page('source: a.csv\nquarantine: 10%', ['`v` should be a number'])).toMatchObject({
      accepted: true,
      setAside: 0,
    })
  })

  it('counts rows that could not be read', async () => {
    await folder.write('a.csv', `${TEN.replace('0,x\n', '0,1\n')}10,1,2,3\n`)
    const held = await folder.page('source: a.csv', ['`v` must be a number'])
    expect(held).toMatchObject({ accepted: false, delivery: { rows: 11, unreadable: 1 } })
    const aside = await folder.page('source: a.csv\nquarantine: 10%', ['`v` must be a number'])
    expect(aside).toMatchObject({ accepted: true, setAside: 1 })
  })
})

describe('private columns', () => {
  it('appear nowhere in the result or the failing values', async () => {
    const secret = 'hush@secret.example'
    await folder.write('a.csv', `id,mail,v\n1,${secret},1\n2,${secret},x\n3,${secret},2\n4,${secret},3\n5,,${secret}\n`)
    const sentences = [
      '`mail` must be unique',
      '`mail` must be a URL',
      '`mail` must be missing',
      'the most common `mail` must be "x"',
      'the smallest `mail` must be "x"',
      'for each `mail`, the number of rows must be 1',
      '`v` must be a number',
      '`mail` must determine `v`',
      'where `v` is 1, `mail` must be missing',
      'the largest `mail` must be at least 5',
      'for each `mail`, the largest `v` must be at least 5',
      '`id` must be an odd mail',
      'the first mail must be "x"',
      'for each `id`, the first mail must be "x"',
      'the length of the first must be 1',
    ]
    const settings = [
      'source: a.csv\nkey: mail\nprivate: [mail, v]\nwords:\n  odd mail: CAST(mail AS INTEGER) = 1',
      'measures:\n  first mail: min("MAIL")\n  length of the first: max(length(mail))',
    ].join('\n')
    const page = await folder.page(settings, sentences, { failing: at('failing.csv') })
    expect(page.verdicts.filter((each) => each.status === 'broken').length).toBeGreaterThan(6)
    expect(JSON.stringify(page)).not.toContain('hush')
    expect(page.verdicts.at(-1)).toMatchObject({
      status: 'broken',
      value: expect.stringMatching(/^#/) as unknown,
      band: null,
    })
    expect(await readFile(at('failing.csv'), 'utf8')).not.toContain('hush')
    const rows = await failingOf(settings, ['`mail` must be unique'])
    expect(new Set(rows.map((row) => row.value)).size).toBe(1)
    expect(rows).toHaveLength(4)
  })
})

describe('deliveries', () => {
  it('judges the newest file, or all of them', async () => {
    await folder.write('d/part-2.csv', 'a\n1\n')
    await folder.write('d/part-10.csv', 'a\n2\n')
    const text = pageText('source: d/part-*.csv\ndelivery: each file', ['`a` must be 1'])
    await folder.write('page.md', text)
    const newest = await folder.check({ pages: [at('page.md')] })
    expect(newest.pages.map((each) => [each.delivery.source, each.accepted])).toEqual([
      [expect.stringContaining('part-10'), false],
    ])
    const all = await folder.check({ pages: [at('page.md')], all: true })
    expect(all.pages.map((each) => each.accepted)).toEqual([true, false])
    expect(all.exitStatus).toBe(1)
  })

  it('judges each partition', async () => {
    await folder.write('p/day=1/a.csv', 'a\n1\n')
    await folder.write('p/day=2/a.csv', 'a\n2\n')
    await folder.write('p/day=2/b.csv', 'a\n1\n')
    const settings = 'source: p\ndelivery: each partition of `day`'
    await folder.write('page.md', pageText(settings, ['`a` must be 1']))
    const { pages } = await folder.check({ pages: [at('page.md')], all: true })
    expect(pages.map((each) => [each.delivery.rows, each.accepted])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  it('takes another source', async () => {
    await folder.write('a.csv', 'a\n1\n')
    await folder.write('b.csv', 'a\n2\n')
    expect(await short('source: a.csv', ['`a` must be 1'], { source: at('b.csv') })).toEqual(['broken 0/1'])
  })
})

describe('evidence and failing values', () => {
  it('names rows by key, file and row', async () => {
    await folder.write('d/1.csv', 'sku,v\nA,1\nB,x\n')
    await folder.write('d/2.csv', 'sku,v\nC,y\n')
    const page = await folder.page('source: d\nkey: sku', ['`v` must be a number'])
    expect(page.verdicts[0]?.evidence).toMatchObject({
      columns: ['file', 'row', 'sku', 'v'],
      rows: [
        [expect.stringContaining('1.csv'), 2, 'B', 'x'],
        [expect.stringContaining('2.csv'), 1, 'C', 'y'],
      ],
      total: 2,
      blamed: ['v'],
    })
  })

  it.each(['csv', 'ndjson', 'parquet'])('are complete in %s, also within a tolerance', async (ending) => {
    await folder.write(
      'a.csv',
      `sku,v\n${Array.from({ length: 300 }, (_, i) => `s${String(i)},${i % 3 === 0 ? 'x' : '1'}\n`).join('')}`,
    )
    const rows = await failingOf(
      'source: a.csv\nkey: sku',
      ['`v` must be a number in at least 10% of rows', '`v` should be 1'],
      ending,
    )
    expect(rows).toHaveLength(200)
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'file',
      'row',
      'sku',
      'column',
      'value',
      'line',
      'sentence',
      'severity',
    ])
    expect(rows.filter((row) => row.severity === 'should')).toHaveLength(100)
    expect(rows.find((row) => Number(row.row) === 4 && row.severity === 'must')).toMatchObject({
      sku: 's3',
      column: 'v',
      value: 'x',
    })
  })

  it('blames the determined cell of the minority, and no cell in a tie', async () => {
    await folder.write('a.csv', 'zip,city\n1,Rome\n1,Rome\n1,Roma\n2,Bern\n2,Berne\n3,Oslo\n')
    const page = await folder.page('source: a.csv', ['`zip` must determine `city`'])
    expect(page.verdicts[0]).toMatchObject({ counted: 6, failing: 3, evidence: { total: 3, unblamed: 2 } })
    const rows = await failingOf('source: a.csv', ['`zip` must determine `city`'])
    expect(rows.map((row) => [Number(row.row), row.column, row.value])).toEqual([[3, 'city', 'Roma']])
  })

  it('blames the fewest cells that explain what several sentences say of a row', async () => {
    const rows = ['1,Rome,RM,It', '1,Rome,RM,It', '1,Rome,RM,It', '2,Bern,BE,Ch', '2,Bern,BE,Ch', '2,Bern,BE,Ch']
    // the zip of another city; a city of its own; a city of another zip
    await folder.write('a.csv', `zip,city,state,land\n${rows.join('\n')}\n2,Rome,RM,It\n1,Roma,RM,It\n1,Bern,RM,It\n`)
    const sentences = [
      '`zip` must determine `city`, `state` and `land`',
      '`city` must determine `state` and `zip`',
      '`state` must determine `land`',
    ]
    const found = await failingOf('source: a.csv', sentences)
    const cells = new Set(found.map((row) => `${String(row.row)} ${String(row.column)}`))
    expect([...cells]).toEqual(['7 zip', '8 city', '9 city'])
    expect(found.filter((row) => Number(row.row) === 7).map((row) => [row.value, row.line])).toEqual([
      ['2', 6],
      ['2', 6],
      ['2', 6],
      ['2', 7],
    ])
  })

  it('blames the other side of a comparison where that explains more', async () => {
    await folder.write('a.csv', 'low,mid,high\n1,2,3\n9,2,3\n4,2,3\n')
    const found = await failingOf('source: a.csv', ['`mid` must be at least `low`', '`high` must be at least `low`'])
    expect(found.map((row) => [Number(row.row), row.column])).toEqual([
      [2, 'low'],
      [2, 'low'],
      [3, 'low'],
      [3, 'low'],
    ])
    const alone = await failingOf('source: a.csv', ['`mid` must be at least `low`'])
    expect(alone.map((row) => row.column)).toEqual(['mid', 'mid'])
  })

  it('explains a row across more sentences than go into one scan', async () => {
    await folder.write('a.csv', `zip,city,n\n1,Rome,1\n1,Rome,1\n1,Roma,1\n`)
    const many = Array.from({ length: 60 }, (_, i) => `\`n\` must be at most ${String(i + 1)}`)
    const found = await failingOf('source: a.csv', ['`zip` must determine `city`', ...many, '`city` must be "Rome"'])
    expect(found.map((row) => [Number(row.row), row.column, row.line])).toEqual([
      [3, 'city', 6],
      [3, 'city', 67],
    ])
  })

  it('judges what one column determines each by itself', async () => {
    await folder.write('a.csv', 'zip,city,state\n1,Rome,\n1,Rome,RM\n1,Roma,RM\n1,Rome,XX\n1,,RM\n2,,\n')
    expect(await short('source: a.csv', ['`zip` must determine `city` and `state`'])).toEqual(['broken 3/5'])
  })

  it('blames each of several columns by itself', async () => {
    await folder.write('a.csv', 'a,b\n1,\n,2\n3,3\n')
    const rows = await failingOf('source: a.csv', ['`a` and `b` must be present'])
    expect(rows.map((row) => [Number(row.row), row.column, row.value])).toEqual([
      [1, 'b', null],
      [2, 'a', null],
    ])
  })
})

describe('mistakes', () => {
  it('exits with 2 for a sentence that is none, and checks the others', async () => {
    await folder.write('a.csv', 'a\n1\n')
    await folder.write('page.md', pageText('source: a.csv', ['`a` must bee 1', '`a` must be 1']))
    const result = await folder.check({ pages: [at('page.md')] })
    expect(result).toMatchObject({ exitStatus: 2, summary: { holds: 1 } })
    expect(result.pages[0]?.diagnostics[0]).toMatchObject({ severity: 'error', line: 6 })
  })

  it('does not let one failing expression spoil the rest', async () => {
    await folder.write('a.csv', 'a\n1\nx\n')
    const page = await folder.page('source: a.csv\nwords:\n  odd one: CAST(a AS INTEGER) = 1', [
      '`a` must be an odd one',
      '`a` must be present',
      'the number of rows must be 2',
    ])
    expect(page.verdicts.map((each) => [each.status, each.why])).toEqual([
      ['unchecked', 'engine'],
      ['holds', null],
      ['holds', null],
    ])
    expect(page.verdicts[0]?.reason).toContain('x')
  })

  it('points to the SQL of a word that may not run', async () => {
    await folder.write('a.csv', 'a\n1\n')
    const page = await folder.page('source: a.csv\nwords:\n  good one: a = 1\nmeasures:\n  bad one: (SELECT 1)', [
      '`a` must be present',
    ])
    expect(page.diagnostics).toMatchObject([{ code: 'page-word', line: 6, column: 12, length: 10 }])
  })

  it('refuses two pages with one dataset name', async () => {
    await folder.write('a.csv', 'a\n1\n')
    for (const name of ['one.md', 'two.md'])
      await folder.write(name, pageText('dataset: same\nsource: a.csv', ['`a` must be 1']))
    const result = await folder.check({ pages: [at('one.md'), at('two.md')] })
    expect(result).toMatchObject({ exitStatus: 2, summary: { holds: 2 } })
    expect(result.pages[0]?.diagnostics[0]).toMatchObject({ code: 'same-dataset' })
  })
})

describe('comparisons of columns', () => {
  it('are as numbers or dates where all values read so, else as texts; what is mixed has no order', async () => {
    await folder.write(
      'a.csv',
      'n,m,d,e,t,u,mix,other\n10,9.0,2024-02-01,2024-01-31,b,a,1,2\n9,9,2024-01-01,2024-01-31,a,b,x,10\n',
    )
    expect(
      await short('source: a.csv', [
        '`n` must be at least `m`',
        '`n` must be `m`',
        '`d` must be after `e`',
        '`t` must be more than `u`',
        '`mix` must be at most `other`',
        '`mix` must not be `other`',
        '`t` must be more than 5',
        '`n` must be "9"',
        '`m` must be 9',
        '`m` must be "9"',
        '`d` must be more than 5',
      ]),
    ).toEqual([
      'holds 2/2',
      'broken 1/2',
      'broken 1/2',
      'broken 1/2',
      'unchecked incomparable',
      'holds 2/2',
      'broken 0/2',
      'broken 1/2',
      'holds 2/2',
      'broken 1/2',
      'broken 0/2',
    ])
  })

  it('joins and or or by the logic of unknown values', async () => {
    await folder.write('a.csv', 'a,b\n1,\n,1\n2,\n,\n2,1\n')
    expect(
      await short('source: a.csv', [
        'where `a` is 1 or `b` is 1, the number of rows must be 3',
        'where `a` is 2 and `b` is 1, the number of rows must be 1',
        'where `a` is not 1, the number of rows must be 2',
        '`a` must be 1 or be missing',
      ]),
    ).toEqual(['holds 3', 'holds 1', 'holds 2', 'broken 3/5'])
  })
})
