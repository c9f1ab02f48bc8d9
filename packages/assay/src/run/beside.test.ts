import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderMarkdown } from '../report/markdown.ts'
import { renderPretty } from '../report/terminal.ts'
import type { EvidenceResult } from '../report/contract.ts'
import { openFolder, verdictsOf, type Folder } from './run.fixture.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder.close())

const shown = (of: EvidenceResult | undefined) => of && [of.columns, ...of.rows]
const pretty = async () =>
  renderPretty(await folder.check({ pages: [`${folder.path}/page.md`] }), { colour: false, width: 200 })

describe('what a row was compared with is evidence', () => {
  it('the row before and the next row', async () => {
    await folder.write('a.csv', 't,x\n2,5\n1,7\n3,6\n')
    const page = await folder.page('source: a.csv', [
      'in order of `t`, `x` must be at least the `x` before',
      'in order of `t`, `x` must be at most the next `x`',
    ])
    expect(page.verdicts.map((each) => shown(each.evidence))).toEqual([
      [
        ['row', 'x', 't', 'the x before'],
        [1, '5', '2', '7'],
      ],
      [
        ['row', 'x', 't', 'the next x'],
        [2, '7', '1', '5'],
      ],
    ])
  })

  it('a private value before only as its hash', async () => {
    await folder.write('a.csv', 't,x\n1,7\n2,5\n')
    const page = await folder.page('source: a.csv\nprivate: [x]', [
      'in order of `t`, `x` must be at least the `x` before',
    ])
    const [row] = page.verdicts[0]?.evidence?.rows ?? []
    expect(row?.[3]).toMatch(/^#[0-9a-f]{12}$/)
  })
})

describe('a look-up that leads to several values', () => {
  beforeEach(async () => {
    await folder.write('lk.csv', 'k,v\n1,300\n2,4\n1,200\n3,8\n3,8\n')
    await folder.write('lk.md', '---\nsource: lk.csv\nkey: [k]\n---\n- `k` must be present\n')
    await folder.write('a.csv', 'id,price\n1,100\n2,3\n3,9\n4,1\n')
  })

  it('fails, and shows them; one that leads to the same value twice is looked up', async () => {
    const page = await folder.page('source: a.csv', [
      'the `v` of its `id` in `lk` must be at least `price`',
      'the `v` of its `id` in `lk` must not be at least `price`',
    ])
    expect(verdictsOf(page).map(([, verdict]) => verdict)).toEqual(['broken 1/3', 'broken 1/3'])
    expect(shown(page.verdicts[0]?.evidence)).toEqual([
      ['row', 'id', 'price', 'the v of its id in lk'],
      [1, '1', '100', '200 or 300'],
      [3, '3', '9', '8'],
    ])
    expect(page.verdicts[0]?.reading).toContain('a row whose `id` has several different `v` in `lk` fails')
  })

  it('is in no scope, which is said', async () => {
    const page = await folder.page('source: a.csv', [
      'where the `v` of its `id` in `lk` is at least 1, `price` must be at least 1',
      'the number of rows where the `v` of its `id` in `lk` is at least 8 must be at most 1',
    ])
    expect(page.verdicts[0]).toMatchObject({ status: 'holds', counted: 2 })
    expect(page.verdicts[0]?.reason).toBe(
      'all 2 counted rows satisfy it; 1 of 3 values of `id` that are found in `lk` has several different `v` there ("1" in row 1), so its row could not be placed',
    )
    expect(page.verdicts[0]?.reading).toContain('a row whose `id` has several different `v` in `lk` is not in scope')
    expect(page.verdicts[1]).toMatchObject({ status: 'unchecked', why: 'incomparable' })
  })

  it('cannot be checked when no row leads to one value', async () => {
    await folder.write('a.csv', 'id,price\n1,100\n1,3\n')
    const page = await folder.page('source: a.csv', ['where the `v` of its `id` in `lk` is 4, `price` must be 1'])
    expect(page.verdicts[0]).toMatchObject({ status: 'unchecked' })
    expect(page.verdicts[0]?.reason).toContain('several different `v`')
  })
})

it('the hint says which failing rows are not in the file of failing values', async () => {
  await folder.write('a.csv', 'zip,city\n1,Rome\n1,Rome\n1,Roma\n2,Bern\n2,Berne\n')
  await folder.page('source: a.csv', ['`zip` must determine `city`'])
  const said = 'in 2 rows a tie leaves open which cell is wrong'
  expect(await pretty()).toContain(said)
  expect(renderMarkdown(await folder.check({ pages: [`${folder.path}/page.md`] }))).toContain(said)
})

it('blanks at the ends of values can be seen', async () => {
  await folder.write('a.csv', 'id,name\n1,Garten \n2,  Haus\n')
  await folder.page('source: a.csv', ['`name` must be without blanks at its ends'])
  expect(await pretty()).toContain('Garten␣')
  const markdown = renderMarkdown(await folder.check({ pages: [`${folder.path}/page.md`] }))
  expect(markdown).toContain('Garten␣')
  expect(markdown).toContain('␣␣Haus')
})

it('says why the first row of an order is not counted, and what nothing is said of', async () => {
  await folder.write('a.csv', 't,x\n1,5\n2,6\n')
  await folder.page('source: a.csv', ['in order of `t`, `x` must be at most the `x` before'])
  const text = await pretty()
  expect(text).toContain('1 not counted, because a value or the row beside it is missing')
  expect(text).toContain('1 broken.')
  expect(text).not.toContain('0 hold')
})

it('lists are written alike in evidence and in the file of failing values', async () => {
  await folder.write('a.json', '[{"id":1,"tags":["a","b"]},{"id":2,"tags":["c"]}]')
  const page = await folder.page('source: a.json', ['every entry of `tags` must be "c"'])
  expect(shown(page.verdicts[0]?.evidence)).toEqual([
    ['row', 'tags'],
    [1, '[a, b]'],
  ])
})
