import { spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { check } from '../main.ts'
import { run } from './run.ts'

let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-cli-'))
  await writeFile(at('orders.csv'), 'id,price\n1,5\n2,-3\n3,8\n')
  await writeFile(at('good.csv'), 'id,price\n1,5\n')
  await writeFile(
    at('orders.md'),
    '---\nsource: orders.csv\nkey: [id]\n---\n# Orders\n\n- `price` must be at least 0\n- `id` is required\n',
  )
  await writeFile(at('wrong.md'), '---\nsource: orders.csv\n---\n- `id` must be uniqe\n- `id` must be unique\n')
})
afterAll(() => rm(folder, { recursive: true }))

async function assay(...args: readonly string[]) {
  let out = ''
  let error = ''
  const status = await run(args, {
    out: (text) => (out += text),
    error: (text) => (error += text),
    terminal: false,
    colour: false,
    width: 100,
  })
  return { status, out, error }
}

describe('assay check', () => {
  test('exits with 1 when a delivery is not accepted, and with 0 for one that is', async () => {
    expect((await assay('check', at('orders.md'))).status).toBe(1)
    const good = await assay('check', at('orders.md'), '--source', at('good.csv'))
    expect(good.status).toBe(0)
    expect(good.out).toContain('accepted')
  })

  test('exits with 2 when a page is wrong, and still checks the rest', async () => {
    const { status, out } = await assay('check', at('wrong.md'))
    expect(status).toBe(2)
    expect(out).toContain('`id` must be unique')
    expect(out).toMatch(/wrong\.md:4:/)
  })

  test.each(['pretty', 'json', 'junit', 'sarif', 'markdown', 'html'])('prints %s', async (format) => {
    const { status, out } = await assay('check', at('orders.md'), '--format', format)
    expect(status).toBe(1)
    expect(out).toContain('price')
  })

  test('gives the same as the library', async () => {
    const now = '2024-05-01T00:00:00Z'
    const { out } = await assay('check', at('orders.md'), '-f', 'json', '--now', now)
    const library = await check({ pages: [at('orders.md')], now: new Date(now) })
    const timeless = (text: string): unknown => JSON.parse(text.replace(/"seconds": ?[\d.e-]+/g, '"seconds":0'))
    expect(timeless(out)).toEqual(timeless(JSON.stringify(library)))
  })

  test.each(['csv', 'ndjson', 'parquet'])('writes failing values to %s', async (ending) => {
    const { error } = await assay('check', at('orders.md'), '--failing', at(`failing.${ending}`))
    expect(error).toContain(`failing.${ending}`)
    expect((await readFile(at(`failing.${ending}`))).length).toBeGreaterThan(20)
  })

  test.each([
    ['the page', ['--report', 'orders.md']],
    ['the data', ['--failing', 'orders.csv']],
    ['the data, through a link', ['--failing', 'linked.csv']],
    ['data of another page', ['--failing', 'good.csv']],
    ['one file for two things', ['--report', 'twice.json', '--report', 'twice.json']],
    ['two files for one thing', ['--failing', 'a.csv', '--failing', 'b.csv']],
  ])('does not write over %s', async (_, args) => {
    await symlink(at('orders.csv'), at('linked.csv')).catch(() => undefined)
    await writeFile(at('other.md'), '---\nsource: good.csv\n---\n')
    const before = await readFile(at('orders.csv'), 'utf8')
    const { status, out, error } = await assay(
      'check',
      at('orders.md'),
      ...args.map((each) => (each.startsWith('-') ? each : at(each))),
    )
    expect([status, out]).toEqual([2, ''])
    expect(error).toMatch(/is not written over|written twice|names one file/)
    expect(await readFile(at('orders.csv'), 'utf8')).toBe(before)
    expect(await readFile(at('orders.md'), 'utf8')).toContain('source: orders.csv')
    await rm(at('other.md'))
  })

  test('says of a wrong ending, option, format, time or page what is wrong, without a stack', async () => {
    for (const args of [
      ['--failing', 'x.txt'],
      ['--fromat', 'json'],
      ['--format', 'jsn'],
      ['--now', 'noon'],
      ['--report', 'x.doc'],
    ]) {
      const { status, error } = await assay('check', at('orders.md'), ...args)
      expect(status).toBe(2)
      expect(error.length).toBeGreaterThan(10)
      expect(error).not.toMatch(/\n\s+at /)
    }
    expect((await assay('check', at('none.md'))).error).toContain('none.md')
    expect((await assay('chek')).status).toBe(2)
  })

  test('writes reports by their ending', async () => {
    await assay('check', at('orders.md'), '-r', at('r.html'), '-r', at('r.json'))
    expect(await readFile(at('r.html'), 'utf8')).toContain('<!doctype html>')
    expect(JSON.parse(await readFile(at('r.json'), 'utf8'))).toMatchObject({ version: 1, summary: { broken: 1 } })
  })

  test('takes a folder for its pages', async () => {
    const { out } = await assay('check', folder, '-f', 'json')
    const result = JSON.parse(out) as { pages: { dataset: string }[] }
    expect(result.pages.map((page) => page.dataset)).toEqual(['orders', 'wrong'])
  })
})

test('assay format rewrites sentences and nothing else', async () => {
  const page = at('format.md')
  await writeFile(page, '---\nsource: orders.csv # mine\n---\n\n*  `id` is required  \n  Why: so.\n')
  expect((await assay('format', '--check', page)).status).toBe(1)
  expect((await assay('format', page)).status).toBe(0)
  expect(await readFile(page, 'utf8')).toBe(
    '---\nsource: orders.csv # mine\n---\n\n*  `id` must be present  \n  Why: so.\n',
  )
  expect((await assay('format', '--check', page)).status).toBe(0)
})

test('assay explain shows each stage', async () => {
  const { out } = await assay('explain', at('orders.md'))
  for (const part of ['# Sentences', '# Checks', '# Queries', 'SELECT', '# Measurements', '# Verdicts'])
    expect(out).toContain(part)
})

test('assay words prints the language', async () => {
  expect((await assay('words')).out).toContain('be between')
})

test('where nobody is logged in, a decision asks who decides, and a token is made and revoked', async () => {
  const project = await mkdtemp(join(tmpdir(), 'assay-cli-nobody-'))
  for (const name of ['ASSAY_USER', 'USER', 'USERNAME']) vi.stubEnv(name, undefined)
  try {
    const decided = await assay('release', 'orders', '1', '--reason', 'x', '--project', project)
    expect(decided).toMatchObject({ status: 2 })
    expect(decided.error).toContain('--by NAME')
    expect(await assay('token', 'add', 'ci', '--project', project)).toMatchObject({ status: 0 })
    expect((await assay('token', 'list', '--project', project)).out).toContain('by somebody on this machine')
    expect(await assay('token', 'revoke', '1', '--project', project)).toMatchObject({ status: 0 })
    expect(await assay('token', 'add', 'me', '--by', 'Ada', '--project', project)).toMatchObject({ status: 0 })
    expect(await assay('token', 'revoke', '2', '--by', 'Ben', '--project', project)).toMatchObject({ status: 0 })
    const { out } = await assay('token', 'list', '--project', project)
    expect(out).toMatch(
      /^1 .* by somebody on this machine, revoked \S+ by somebody on this machine\n2 .* by Ada, revoked \S+ by Ben\n$/,
    )
    const again = await assay('token', 'revoke', '2', '--project', project)
    expect([again.status, again.error]).toEqual([2, expect.stringContaining('assay token list')])
  } finally {
    vi.unstubAllEnvs()
    await rm(project, { recursive: true })
  }
})

test('an interrupted check leaves no temporary file behind', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'assay-cli-temporary-'))
  const bin = fileURLToPath(new URL('../../bin/assay.js', import.meta.url))
  const child = spawn(process.execPath, [bin, 'check', at('orders.md'), '--watch'], {
    env: { ...process.env, TMPDIR: temporary },
  })
  let out = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  for (let i = 0; i < 300 && out === ''; i++) await new Promise((done) => setTimeout(done, 100))
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(await readdir(temporary)).toEqual([])
  await rm(temporary, { recursive: true })
})

test('--watch checks again when the data changes', async () => {
  const script = `import { run } from ${JSON.stringify(new URL('../../dist/cli/run.js', import.meta.url).href)}; await run(['check', ${JSON.stringify(at('orders.md'))}, '--watch'])`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  try {
    let out = ''
    child.stdout.on('data', (data: Buffer) => (out += data.toString()))
    const said = async (text: string) => {
      for (let i = 0; i < 300 && !out.includes(text); i++) await new Promise((done) => setTimeout(done, 100))
      return out.includes(text)
    }
    expect(await said('3 rows')).toBe(true)
    await new Promise((done) => setTimeout(done, 500))
    await appendFile(at('orders.csv'), '4,7\n')
    expect(await said('4 rows')).toBe(true)
  } finally {
    child.kill()
  }
})
