import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { ConflictResponse, SavedTextResponse, TextResponse } from './contract.ts'
import { BOARD, serveFolder, tokenFor, type Served } from './served.fixture.ts'

/** The text of a page: read, saved, in conflict, committed. */

const PAGE =
  '---\nsource: in/o-*.csv\ndelivery: each file\nkey: [id]\nprivate: [mail]\n---\n# Orders\n\n- `price` must be at least 0\n'
let served: Served
afterEach(() => served.stop())

async function start(before: (path: string) => void = () => undefined): Promise<Served> {
  served = await serveFolder(
    { 'pages/orders.md': PAGE, 'in/o-1.csv': '' },
    'settle: 0 s\npoll: 200 ms\npages: [pages]\n',
  )
  before(served.folder.path)
  await served.folder.write('pages/in/o-1.csv', 'id,price,mail\n1,5,a@b.c\n')
  await served.judged('orders', 1)
  return served
}
const TEXT = '/api/datasets/orders/text'
const text = async (): Promise<TextResponse> => (await served.get(TEXT)).body
const save = (body: object, headers = BOARD) => served.send('PUT', TEXT, body, headers)
const onDisk = () => served.folder.text('pages/orders.md')

describe('saving', () => {
  it('writes the file and keeps every version with who and when', async () => {
    await start()
    const first = await text()
    expect(first.repository).toBe('none')
    expect(first).toMatchObject({ file: join('pages', 'orders.md'), text: PAGE, editable: true, git: false })
    const changed = `${PAGE}- \`id\` must be unique\n`
    const until = await served.listen()
    const saved = await save({ text: changed, basedOn: first.version, message: 'ids count' })
    expect(saved).toMatchObject({ status: 200, body: { message: 'ids count', commit: null, notCommitted: null } })
    expect(await until((seen) => seen.includes('"kind":"page"'))).toContain('"dataset":"orders"')
    expect(await onDisk()).toBe(changed)
    const now = await text()
    expect(now.versions.map((each) => each.message)).toEqual(['ids count', null])
    expect(now.versions[1]?.by).toBe('file')
    expect((await served.get(`${TEXT}/${String(first.version)}`)).body).toMatchObject({ text: PAGE })
    expect((await served.get(`${TEXT}/999`)).status).toBe(404)
  })
  it('says what is wrong with what was saved', async () => {
    await start()
    const { version } = await text()
    const { body } = await save({ text: `${PAGE}- \`price\` must bee 1\n`, basedOn: version })
    expect((body as SavedTextResponse).diagnostics).toMatchObject([{ severity: 'error', line: 10 }])
  })
  it('a page with lines that are no sentences needs someone until they are mended', async () => {
    await start()
    const overview = async () => (await served.get('/api/overview')).body
    expect(await overview()).toMatchObject({ headline: 'Orders needs nobody.' })
    const { version } = await text()
    const wrong = await save({ text: `${PAGE}- \`price\` must bee 1\n- \`id\` shud be\n`, basedOn: version })
    expect(await overview()).toMatchObject({
      headline: 'Orders needs someone.',
      datasets: [{ state: 'unchecked', says: '2 lines are no sentences' }],
    })
    await save({ text: PAGE, basedOn: (wrong.body as SavedTextResponse).version })
    expect(await overview()).toMatchObject({ headline: 'Orders needs nobody.', datasets: [{ says: '1 holds' }] })
  })
  it('what was saved and is not judged yet stands on the page, after what it stands below', async () => {
    await start()
    const { version } = await text()
    await save({ text: `${PAGE}- \`id\` must be unique\n- \`id\` shud be\n`, basedOn: version })
    const after = '`price` must be at least 0'
    expect((await served.get('/api/datasets/orders')).body).toMatchObject({
      waiting: [
        { kind: 'sentence', text: '`id` must be unique', says: null, after },
        { kind: 'mistake', text: '`id` shud be', says: expect.any(String) as string, after },
      ],
    })
    // by whatever it is edited
    await served.folder.write('pages/orders.md', `${PAGE}- \`id\` must be present\n`)
    expect((await served.get('/api/datasets/orders')).body).toMatchObject({
      waiting: [{ kind: 'sentence', text: '`id` must be present' }],
    })
  })
  it('keeps the ends of lines that the file has', async () => {
    await start()
    await served.folder.write('pages/orders.md', PAGE.replaceAll('\n', '\r\n'))
    const { version } = await text()
    await save({ text: `${PAGE}More.\n`, basedOn: version })
    expect(await onDisk()).toBe(`${PAGE}More.\n`.replaceAll('\n', '\r\n'))
  })
})

describe('an edit in between', () => {
  it('of another person is not overwritten, but given back', async () => {
    await start()
    const { version } = await text()
    expect((await save({ text: `${PAGE}Ada.\n`, basedOn: version })).status).toBe(200)
    const conflict = await save({ text: `${PAGE}Bea.\n`, basedOn: version })
    expect(conflict).toMatchObject({ status: 409, body: { code: 'conflict', text: `${PAGE}Ada.\n` } })
    const { version: now } = conflict.body as ConflictResponse
    expect(await onDisk()).toBe(`${PAGE}Ada.\n`)
    expect((await save({ text: `${PAGE}Ada.\nBea.\n`, basedOn: now })).status).toBe(200)
  })
  it('of the file itself too', async () => {
    await start()
    const { version } = await text()
    await served.folder.write('pages/orders.md', `${PAGE}By hand.\n`)
    const conflict = await save({ text: `${PAGE}Bea.\n`, basedOn: version })
    expect(conflict).toMatchObject({ status: 409, body: { by: 'file', text: `${PAGE}By hand.\n` } })
    expect(await onDisk()).toBe(`${PAGE}By hand.\n`)
  })
})

describe('who may', () => {
  it('only an editor saves, and only an admin says where data comes from and what is private', async () => {
    await start()
    const [viewer, editor, admin] = [
      await tokenFor(served, 'viewer'),
      await tokenFor(served, 'editor'),
      await tokenFor(served, 'admin'),
    ]
    expect((await served.get(TEXT)).status).toBe(401)
    const read: TextResponse = (await served.get(TEXT, viewer)).body
    expect(read.editable).toBe(false)
    const of = (change: string) => ({ text: change, basedOn: read.version })
    expect((await save(of(`${PAGE}x\n`), viewer)).status).toBe(403)
    for (const bad of [
      PAGE.replace('in/o-*.csv', '/etc/passwd'),
      PAGE.replace('private: [mail]\n', ''),
      PAGE.replace('---\n# Orders', 'dataset: others\n---\n# Orders'),
      '# Orders\n\n- `price` must be at least 0\n',
    ])
      expect([bad, await save(of(bad), editor)]).toMatchObject([bad, { status: 403, body: { code: 'settings' } }])
    expect(await onDisk()).toBe(PAGE)
    expect(await save(of(`${PAGE}x\n`), editor)).toMatchObject({ status: 200, body: { by: 'editor' } })
    const { version } = (await served.get(TEXT, admin)).body as TextResponse
    const moved = PAGE.replace('in/o-*.csv', 'in/p-*.csv')
    expect((await save({ text: moved, basedOn: version }, admin)).status).toBe(200)
  })
  it('no other site, no nonsense, no other path', async () => {
    await start()
    const { version } = await text()
    expect((await save({ text: 'x', basedOn: version }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await save({ text: 'x', basedOn: version }, {})).status).toBe(403)
    expect((await save({ text: 'x', basedOn: version, path: '/etc/passwd' })).status).toBe(400)
    expect((await save({ text: 'x' })).status).toBe(400)
    expect((await save({ text: 'x'.repeat(1_000_001), basedOn: version })).status).toBe(400)
    expect((await served.send('PUT', '/api/datasets/..%2forders/text', { text: 'x', basedOn: 1 })).status).toBe(404)
    expect(await onDisk()).toBe(PAGE)
  })
})

describe('in a repository', () => {
  const git = (...given: readonly string[]) =>
    execFileSync('git', given, { cwd: served.folder.path, encoding: 'utf8' }).trim()
  const hook = async (script: string) => {
    const folder = join(served.folder.path, '.git', 'hooks')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'pre-commit'), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, 'pre-commit'), 0o755)
  }
  const edit = async (more: string): Promise<SavedTextResponse> => {
    const { text: now, version } = await text()
    return (await save({ text: now + more, basedOn: version, message: '-m; rm "$HOME" `x`' })).body
  }

  it('commits the page alone, in the name of who saved it, and leaves what is staged', async () => {
    await start(() => git('init', '--quiet'))
    expect((await text()).git).toBe(true)
    expect((await text()).repository).toBe('commits')
    await served.folder.write('staged.txt', 'staged')
    git('add', 'staged.txt')
    // the first commit of all, of a file that git does not know yet
    const first = await edit('One.\n')
    expect(first.notCommitted).toBeNull()
    expect(git('show', '--name-only', '--format=%H %an <%ae>%n%s', 'HEAD')).toMatch(
      /^[0-9a-f]{40} .+ <[a-z0-9.]+@assay>\n-m; rm "\$HOME" `x`\n\npages\/orders\.md$/,
    )
    expect(first.commit).toBe(git('rev-parse', 'HEAD'))
    expect(git('status', '--porcelain', '--', 'staged.txt', 'pages/orders.md')).toBe('A  staged.txt')
    await edit('Two.\n')
    expect(git('rev-list', '--count', 'HEAD')).toBe('2')
    expect(git('show', 'HEAD:pages/orders.md')).toBe(`${PAGE}One.\nTwo.`)
    expect(git('status', '--porcelain', '--', 'staged.txt', 'pages/orders.md')).toBe('A  staged.txt')
  })
  it('a hook that refuses is said, and the file stays saved', async () => {
    await start(() => git('init', '--quiet'))
    await hook('echo "no commits on Fridays" >&2; exit 1')
    const refused = await edit('One.\n')
    expect(refused).toMatchObject({ commit: null, notCommitted: 'no commits on Fridays' })
    expect(await onDisk()).toBe(`${PAGE}One.\n`)
    expect(git('status', '--porcelain', '--', 'pages/orders.md')).toBe('?? pages/orders.md')
    await hook('exit 0')
    expect((await edit('Two.\n')).commit).toMatch(/^[0-9a-f]{40}$/)
  })
  it('a page that is ignored is not committed', async () => {
    await start(() => git('init', '--quiet'))
    await served.folder.write('.gitignore', 'pages/\n')
    expect(await text()).toMatchObject({ git: false, repository: 'ignored' })
    expect(await edit('One.\n')).toMatchObject({ commit: null, notCommitted: 'the repository ignores this file' })
    expect(await readFile(join(served.folder.path, 'pages/orders.md'), 'utf8')).toBe(`${PAGE}One.\n`)
    // what git knows is committed whatever the patterns
    git('add', '--force', 'pages/orders.md')
    expect((await text()).repository).toBe('commits')
    expect((await edit('Two.\n')).commit).toMatch(/^[0-9a-f]{40}$/)
  })
})
