import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderPretty } from '../report/terminal.ts'
import { openFolder, pageText, verdictsOf, type Folder } from './run.fixture.ts'

let folder: Folder
beforeEach(async () => {
  folder = await openFolder()
})
afterEach(() => folder.close())

const at = (name: string): string => join(folder.path, name)

describe('columns with odd names', () => {
  const NAMES = ['select "a"; --', 'two\nlines', 'Цена', '💶', 'a.b', "it's", 'g0', 'a`b', '__let0']

  it('are columns like others', async () => {
    const header = NAMES.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')
    await folder.write(
      'odd.csv',
      `${header}\n${NAMES.map((_, i) => String(i)).join(',')}\n${NAMES.map(() => 'x').join(',')}\n`,
    )
    const spoken = NAMES.filter((each) => !each.includes('\n') && !each.includes('`'))
    const page = await folder.page(
      'source: odd.csv\nkey: g0',
      [
        ...spoken.map((each) => `\`${each}\` must be a number`),
        ...spoken.map((each) => `for each \`${each}\`, \`${each}\` must be unique`),
        'every column must be a number',
        'the rows must be unique',
      ],
      { failing: at('failing.csv') },
    )
    expect(verdictsOf(page).map(([, verdict]) => verdict)).toEqual([
      ...spoken.map(() => 'broken 1/2'),
      ...spoken.map(() => 'holds 2/2'),
      'broken 1/2',
      'holds 2/2',
    ])
    expect(page.verdicts[0]?.evidence).toMatchObject({ total: 1, blamed: ['select "a"; --'] })
  })

  it('may be the names of the failing file itself', async () => {
    await folder.write('clash.csv', 'file,row,column,value,line\n1,2,3,4,x\n')
    const page = await folder.page('source: clash.csv\nkey: [file, value]', ['`line` must be a number'], {
      failing: at('failing.ndjson'),
    })
    expect(verdictsOf(page)).toEqual([['`line` must be a number', 'broken 0/1']])
  })

  it('may be 5,000', async () => {
    const names = Array.from({ length: 5000 }, (_, i) => `c${String(i)}`)
    await folder.write(
      'wide.csv',
      `${names.join(',')}\n${names.map(() => '1').join(',')}\n${names.map(() => 'x').join(',')}\n`,
    )
    const start = performance.now()
    const page = await folder.page('source: wide.csv', [
      ...names.slice(0, 300).map((each) => `\`${each}\` must be a number`),
      'the number of columns must be 5,000',
      'the rows must be unique',
      '`c5000` must be present',
      'every column must be present',
    ])
    expect(verdictsOf(page).map(([, verdict]) => verdict)).toEqual([
      ...names.slice(0, 300).map(() => 'broken 1/2'),
      'holds 5000',
      'holds 2/2',
      'unchecked no-column',
      'holds 2/2',
    ])
    expect(performance.now() - start).toBeLessThan(90_000)
  })
})

describe('patterns', () => {
  it('that RE2 does not take make one sentence unchecked, with its words', async () => {
    await folder.write('a.csv', 'a\nx\n')
    const page = await folder.page('source: a.csv', [
      '`a` must match /(?=x)x/',
      '`a` must match /[/',
      '`a` must match /x/',
      '`a` must be present',
    ])
    const [look, ...others] = page.verdicts
    expect(look).toMatchObject({ status: 'unchecked', why: 'engine' })
    expect(look?.reason).toMatch(/perl operator|\(\?=/)
    expect(others.filter((each) => each.status === 'holds').map((each) => each.sentence)).toEqual([
      '`a` must match /x/',
      '`a` must be present',
    ])
    expect(page.diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ['pattern', 6],
      ['pattern', 7],
    ])
    const open = others.filter((each) => each.status === 'unchecked').map((each) => [each.line, each.reason])
    expect(open).toEqual([[7, expect.stringMatching(/missing|\[|bracket|pattern/)]])
  })

  it('that explode elsewhere do not here', async () => {
    await folder.write('a.csv', `a\n${'a'.repeat(50_000)}!\n`)
    const start = performance.now()
    const page = await folder.page('source: a.csv', ['`a` must match /^(a+)+$/', '`a` must match /(a|aa|a?)*$/'])
    expect(verdictsOf(page).map(([, verdict]) => verdict)).toEqual(['broken 0/1', 'holds 1/1'])
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('pages', () => {
  it('with errors in their settings say where, and are checked as far as they go', async () => {
    await folder.write('a.csv', 'a\n1\n')
    await folder.write('page.md', '---\nsource: a.csv\nkey: [a\nowner: me\n---\n- `a` must be 1\n')
    const result = await folder.check({ pages: [at('page.md')] })
    expect(result.exitStatus).toBe(2)
    expect(result.pages[0]?.diagnostics[0]).toMatchObject({ severity: 'error' })
    expect(result.pages[0]?.diagnostics[0]?.line).toBeGreaterThanOrEqual(3)
  })

  it('without a sentence are wrong', async () => {
    await folder.write('a.csv', 'a\n1\n')
    await folder.write('page.md', pageText('source: a.csv', []))
    const result = await folder.check({ pages: [at('page.md')] })
    expect(result).toMatchObject({ exitStatus: 2, pages: [{ diagnostics: [{ code: 'no-sentence' }] }] })
  })

  it('of which no sentence is understood accept nothing', async () => {
    await folder.write('a.csv', 'a\n1\n')
    const page = await folder.page('source: a.csv', ['`a` must be quite fine'])
    expect(page).toMatchObject({
      accepted: false,
      state: 'held',
      outcome: 'held: the page has no sentence that is understood',
    })
    expect(await folder.page('source: a.csv', ['`a` must be quite fine', '`a` must be 1'])).toMatchObject({
      accepted: true,
    })
  })

  it('that are not there, or have nothing in them, are named', async () => {
    await expect(folder.check({ pages: [at('gone.md')] })).rejects.toMatchObject({
      code: 'no-page',
      message: expect.stringContaining('gone.md'),
    })
    await folder.write('empty/readme.md', '# Nothing\n')
    await expect(folder.check({ pages: [at('empty')] })).rejects.toMatchObject({ code: 'no-page' })
    await folder.write('blank.md', '')
    const result = await folder.check({ pages: [at('blank.md')] })
    expect(result.exitStatus).toBe(2)
  })

  it.each([
    ['gone.csv', /gone\.csv/],
    ['empty.csv', /empty/],
    ['nothing-here', /nothing-here/],
    ['not.parquet', /not\.parquet/],
    ['twice.csv', /twice\.csv|`a`/],
  ])('whose source is %s are not checked, and say why without a stack trace', async (source, named) => {
    await folder.write('empty.csv', '')
    await folder.write('nothing-here/.keep', '')
    await folder.write('not.parquet', 'a,b\n1,2\n')
    await folder.write('twice.csv', 'a,a\n1,2\n')
    await folder.write('page.md', pageText(`source: ${source}`, ['`a` must be 1']))
    const result = await folder.check({ pages: [at('page.md')] })
    const [page] = result.pages
    expect(page).toMatchObject({
      accepted: false,
      state: 'not-checked',
      verdicts: [{ status: 'unchecked', blocks: true }],
    })
    expect(result.exitStatus).toBe(1)
    expect(page?.diagnostics.map((each) => each.message).join()).toMatch(named)
    expect(renderPretty(result, { colour: false, width: 100 })).not.toMatch(/\.ts:\d|^\s+at /m)
  })

  it('that look into a dataset that cannot be read lose that sentence only', async () => {
    await folder.write('a.csv', 'a\n1\n')
    await folder.write('other.md', pageText('source: gone.csv', ['`id` must be present']))
    const page = await folder.page('source: a.csv', [
      '`a` must be found in `id` of `other`',
      '`a` must be found in `id` of `nobody`',
      '`a` must be 1',
    ])
    expect(page.verdicts.map((each) => [each.status, each.why])).toEqual([
      ['unchecked', 'no-dataset'],
      ['unchecked', 'no-dataset'],
      ['holds', null],
    ])
    expect(page.diagnostics.map((each) => each.message).join()).toContain('gone.csv')
  })

  it('of 5,000 sentences are judged within a minute', async () => {
    await folder.write(
      'a.csv',
      `id,v\n${Array.from({ length: 1000 }, (_, i) => `${String(i)},${String(i % 7)}\n`).join('')}`,
    )
    const start = performance.now()
    const sentences = Array.from(
      { length: 5000 },
      (_, i) => `\`v\` must be ${i % 2 === 0 ? 'at least' : 'at most'} ${String(i % 2500)}.${String(i)}`,
    )
    const page = await folder.page('source: a.csv', sentences)
    expect(page.verdicts).toHaveLength(5000)
    expect(page.verdicts.filter((each) => each.status === 'unchecked')).toEqual([])
    expect(performance.now() - start).toBeLessThan(60_000)
  })
})

describe('settings that name no column of the data', () => {
  it.each(['private: emial', 'key: [id, emial]', 'time: emial'])('are a mistake of the page: %s', async (setting) => {
    await folder.write('people.csv', 'id,email\n1,ann@example.com\n')
    await folder.write('page.md', pageText(`source: people.csv\n${setting}`, ['`email` must be present']))
    const result = await folder.check({ pages: [at('page.md')] })
    expect(result.exitStatus).toBe(2)
    expect(result.pages[0]?.diagnostics).toMatchObject([
      { severity: 'error', line: 3, message: expect.stringContaining('did you mean `email`') as string },
    ])
  })

  it('may be left out of JSON where nothing like it is there, and are inside of others', async () => {
    await folder.write('people.ndjson', '{"id":1,"home":{"city":"Ulm"}}\n')
    const settings = 'source: people.ndjson\nprivate: [home.city, password]'
    await folder.write('page.md', pageText(settings, ['`id` must be present']))
    const result = await folder.check({ pages: [at('page.md')] })
    expect(result.exitStatus).toBe(0)
    expect(result.pages[0]?.diagnostics).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('password') as string },
    ])
  })
})

describe('pages in a folder', () => {
  const BODY = '\n- `id` must be present\n'
  it.each([
    ['a misspelt source', `---\nsorce: data.csv\n---\n${BODY}`, 'did you mean `source`'],
    ['a source without a colon', `---\nsource data.csv\n---\n${BODY}`, 'no list of `name: value`'],
    ['broken YAML', `---\nsource: [data.csv\n---\n${BODY}`, 'no valid YAML'],
    ['a blank line before', `\n---\nsource: data.csv\n---\n${BODY}`, 'must begin in the first line'],
    ['no end', `---\nsource: data.csv\n${BODY}`, 'never end'],
  ])('do not vanish: %s', async (_, text, said) => {
    await folder.write('data.csv', 'id\n1\n')
    await folder.write('good.md', pageText('source: data.csv', ['`id` must be present']))
    await folder.write('README.md', `# About\n${BODY}`)
    await folder.write('post.md', `---\ntitle: A post\nlayout: wide\n---\n${BODY}`)
    await folder.write('bad.md', text)
    const result = await folder.check({ pages: [folder.path] })
    expect(result.exitStatus).toBe(2)
    expect(result.pages.map((page) => page.dataset)).toEqual(['bad', 'good'])
    expect(result.pages[0]?.diagnostics.map((each) => each.message).join('\n')).toContain(said)
  })

  it('a page that is not there is said, and the others are checked', async () => {
    await folder.write('data.csv', 'id\n1\n')
    await folder.write('good.md', pageText('source: data.csv', ['`id` must be present']))
    const result = await folder.check({ pages: [`${folder.path}/good.md`, `${folder.path}/nosuch.md`] })
    expect(result.exitStatus).toBe(2)
    expect(result.pages.map((page) => page.state)).toEqual(['accepted', 'not-checked'])
    expect(result.pages[1]?.diagnostics).toMatchObject([{ code: 'no-page', severity: 'error' }])
    await expect(folder.check({ pages: [`${folder.path}/nosuch.md`] })).rejects.toThrow('There is no page')
  })
})

describe('a pattern that cannot be read', () => {
  it.each(['[', '(?=x)', String.raw`(a)\1`])(
    '/%s/ is a mistake of the page at its line and column',
    async (pattern) => {
      await folder.write('data.csv', 'id\n1\n')
      await folder.write(
        'page.md',
        pageText('source: data.csv', ['`id` must be present', `\`id\` should match /${pattern}/`]),
      )
      const result = await folder.check({ pages: [`${folder.path}/page.md`] })
      const line = result.pages[0]?.verdicts[1]?.line
      expect(result.exitStatus).toBe(2)
      expect(result.pages[0]?.diagnostics).toMatchObject([{ code: 'pattern', severity: 'error', line, column: 21 }])
      expect(result.pages[0]?.verdicts.map((each) => each.status)).toEqual(['holds', 'unchecked'])
    },
  )
})

describe('a Parquet file that is written anew while it is measured', () => {
  it.each(['measuring', 'gathering evidence'])(
    'at "%s", is told, and nothing is said of its numbers',
    async (moment) => {
      await folder.parquet('moving.parquet', 'SELECT i AS x FROM range(1000) t(i)')
      const page = await folder.page(
        'source: moving.parquet',
        ['`x` must be at least 0', 'the average of `x` must be 0'],
        {
          progress: (text) => {
            if (text.includes(moment)) utimesSync(at('moving.parquet'), new Date(), new Date(0))
          },
        },
      )
      expect(page.state).toBe('not-checked')
      expect(page.verdicts.map((each) => [each.status, each.value])).toEqual([
        ['unchecked', null],
        ['unchecked', null],
      ])
      expect(page.diagnostics[0]?.message).toContain('moving.parquet was changed while it was read')
    },
  )
})
