import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFolder, type Folder } from '../run/run.fixture.ts'
import { adoptionSchema, profileSchema, suggestionsSchema } from '../suggest/contract.ts'
import { csv, orders } from '../suggest/orders.fixture.ts'
import { run } from './run.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
  const rows = orders(300)
  Object.assign(rows[20] ?? {}, { city: 'Berlni', status: '<b>open</b>' })
  await folder.write('orders.csv', csv(rows))
})
afterAll(() => folder.close())
const at = (name: string) => join(folder.path, name)

async function ran(...args: readonly string[]) {
  const said = { out: '', error: '' }
  const status = await run(args, {
    out: (text) => (said.out += text),
    error: (text) => (said.error += text),
    terminal: false,
    colour: false,
    width: 100,
  })
  return { status, ...said }
}

describe('assay profile', () => {
  it('shows columns and what they have to do with one another, within the width', async () => {
    const { status, out } = await ran('profile', at('orders.csv'))
    expect(status).toBe(0)
    expect(out).toMatch(/^ {2}net\n {4}is {8}number · in every row/m)
    expect(out).toMatch(/misspelt {2}"Berlni" for "Berlin"/)
    expect(out).toMatch(/^Is computed or equal\n {2}`total` should be `net` plus `tax` {2}in all 300 rows/m)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('prints its contract, of one column too', async () => {
    const { out } = await ran('profile', at('orders.csv'), '--column', 'city', '--format', 'json')
    expect(profileSchema.parse(JSON.parse(out)).columns.map((each) => each.name)).toEqual(['city'])
  })

  it('is a page of HTML that shows texts as texts', async () => {
    const { out } = await ran('profile', at('orders.csv'), '--format', 'html')
    expect(out).toContain('<svg class="histogram"')
    expect(out).toContain('&lt;b&gt;open&lt;/b&gt;')
    expect(out).not.toContain('<b>open')
  })

  it('refuses a format and a column that are not there', async () => {
    expect(await ran('profile', at('orders.csv'), '--format', 'pdf')).toMatchObject({ status: 2, out: '' })
    expect((await ran('profile', at('orders.csv'), '--column', 'sity')).error).toContain('`city`')
  })
})

describe('assay suggest', () => {
  it('prints its contract, and a page of HTML with the exceptions', async () => {
    const json = await ran('suggest', at('orders.csv'), '--format', 'json')
    const found = suggestionsSchema.parse(JSON.parse(json.out))
    expect(found.sentences.map((each) => each.sentence)).toContain('`total` should be `net` plus `tax`')
    const { out } = await ran('suggest', at('orders.csv'), '--format', 'html')
    expect(out).toMatch(/<code>city<\/code>|<td>city<\/td>/)
    expect(out).toContain('Berlni')
    expect(out).not.toContain('<b>open')
  })

  it('writes the page, and says how many false alarms are expected of it; over none that is there', async () => {
    const page = at('suggested.md')
    const { status, out } = await ran('suggest', at('orders.csv'), '--out', page)
    expect(status).toBe(0)
    expect(out).toMatch(/suggested\.md: \d+ sentences, \d+ of them with exceptions; 0\.\d\d false alarms expected\.\n/)
    expect(await readFile(page, 'utf8')).toMatch(
      /Expected false alarms of these \d+ sentences: 0\.\d\d for each delivery/,
    )
    expect(await ran('suggest', at('orders.csv'), '--out', page)).toMatchObject({ status: 2 })
  })

  it('remembers what is dismissed, beside the page, whatever its numbers are', async () => {
    const page = at('dismissing.md')
    await folder.write('dismissing.md', '---\ndataset: orders\nsource: orders.csv\n---\n- `id` must be unique\n')
    const suggested = async () => (await ran('suggest', page)).out
    expect(await suggested()).toMatch(
      /^Tried on rows .* Expected false alarms of these \d+ sentences: 0\.\d\d for each/,
    )
    expect(await suggested()).toMatch(/^- `country` should be one of .*$/m)
    expect(await suggested()).toContain('`total` should be `net` plus `tax`')
    const unwanted = [
      '--dismiss',
      '`country` should be one of "a"',
      '--dismiss',
      '- `total` should be `net` plus `tax`',
    ]
    const { status, out } = await ran('suggest', page, ...unwanted)
    expect({ status, out }).toEqual({
      status: 0,
      out: `${at('assay-dismissed.yaml')}: 2 more sentences that are not suggested again.\n`,
    })
    expect((await ran('suggest', page, ...unwanted)).out).toContain(': 0 more sentences')
    expect(await suggested()).not.toMatch(/`country` should be one of|`total` should be `net` plus/)
    expect(await readFile(at('assay-dismissed.yaml'), 'utf8')).toMatch(
      /orders:\n {2}- sentence: .*\n {4}on: \d{4}-\d\d-\d\d\n/,
    )
    const nonsense = await ran('suggest', page, '--dismiss', 'the moon')
    expect(nonsense).toMatchObject({ status: 2, out: '' })
    expect(nonsense.error).toContain('"the moon" is no sentence')
  })

  it('adopts a page: the patch to the output, what was done and what was not beside it', async () => {
    const page =
      '---\nsource: orders.csv\n---\n- `status` must be one of "open", "shipped" or "returned"\n- `none` must be present\n'
    await folder.write('mine.md', page)
    const { status, out, error } = await ran('suggest', '--adopt', at('mine.md'))
    expect(status).toBe(0)
    await folder.write('adopt.patch', out)
    execFileSync('patch', ['-s', at('mine.md'), at('adopt.patch')])
    expect(await readFile(at('mine.md'), 'utf8')).toMatch(
      /"returned" with at most 1 exception\n {2}Debt: taken on \d{4}/,
    )
    expect(error).toMatch(/^1 sentence adopted, 0 as they were, 1 that cannot be adopted\./)
    expect(error).toContain('`none` must be present')
  })

  it('writes the adopted page where it is told, over the page itself too, but over no other', async () => {
    const page = '---\nsource: orders.csv\n---\n- `net` must be at least 10\n'
    await folder.write('mine.md', page)
    expect((await ran('suggest', '--adopt', at('mine.md'), '--out', at('orders.csv'))).status).toBe(2)
    const json = await ran('suggest', '--adopt', at('mine.md'), '--out', at('mine.md'), '--format', 'json')
    expect(await readFile(at('mine.md'), 'utf8')).toBe(adoptionSchema.parse(JSON.parse(json.out)).text)
    expect((await ran('check', at('mine.md'))).status).toBe(0)
  })
})
