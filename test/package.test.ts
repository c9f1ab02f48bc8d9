import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const execute = promisify(execFile)
let folder: string
const node = (...args: readonly string[]) => execute(process.execPath, [...args], { cwd: folder })

/** Packs a package and puts what is in it, and links to what it says that it needs, where `npm install` would. */
async function installed(workspace: string): Promise<void> {
  const source = join(root, 'packages', workspace)
  const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd: source })
  const [packed] = JSON.parse(stdout) as { name: string; filename: string }[]
  const target = join(folder, 'node_modules', packed!.name)
  await mkdir(target, { recursive: true })
  await execute('tar', ['-xzf', join(folder, packed!.filename), '-C', target, '--strip-components=1'])
  const { dependencies } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as {
    dependencies: { [name: string]: string }
  }
  for (const name of Object.keys(dependencies)) {
    const link = join(folder, 'node_modules', name)
    if (name === '@assay/core' || existsSync(link)) continue
    await mkdir(dirname(link), { recursive: true })
    const nested = join(source, 'node_modules', name)
    await symlink(existsSync(nested) ? nested : join(root, 'node_modules', name), link)
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-package-'))
  await installed('core')
  await installed('assay')
  // whoever writes TypeScript for Node has them
  await mkdir(join(folder, 'node_modules/@types'))
  await symlink(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'orders.csv'), 'id,price\n1,5\n2,-3\n')
  await writeFile(join(folder, 'orders.md'), '---\nsource: orders.csv\n---\n- `price` must be at least 0\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the package has its command, its licences and no source', () => {
  const files = readdirSync(join(folder, 'node_modules/assay'))
  expect(files.sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json'])
  const others = readFileSync(join(folder, 'node_modules/assay/dist/LICENCES-OF-OTHERS.txt'), 'utf8')
  for (const name of ['@duckdb/node-api', 'commander', 'yaml', 'micromark']) expect(others).toContain(`${name} `)
})

/** What a built file imports at its start, and what those import in their turn. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  const [head = ''] = /^(?:(?:im|ex)port[^"'`;]*["'][^"'`]+["'];)*/.exec(readFileSync(file, 'utf8')) ?? []
  for (const [, from = ''] of head.matchAll(/["']([^"']+)["']/g)) {
    const path = from.startsWith('.') ? resolve(dirname(file), from) : from
    if (found.has(path)) continue
    found.add(path)
    if (path !== from) loaded(path, found)
  }
  return found
}

test('the command starts with few files and no other package', () => {
  const files = [...loaded(join(folder, 'node_modules/assay/dist/cli/run.js'))].filter(
    (each) => !each.startsWith('node:'),
  )
  expect(files.filter((each) => !each.startsWith(folder))).toEqual([])
  expect(files).toContain(join(folder, 'node_modules/assay/dist/chunks/main.js'))
  expect(files.length).toBeLessThan(10)
})

test.each(['pretty', 'json', 'junit', 'sarif', 'markdown', 'html'])(
  'the installed command prints %s and exits with 1 for what is broken',
  async (format) => {
    const ended = await node('node_modules/assay/bin/assay.js', 'check', 'orders.md', '-f', format).catch(
      (error: unknown) => error as { code: number; stdout: string; stderr: string },
    )
    expect(ended).toMatchObject({ code: 1, stderr: '' })
    expect(ended.stdout).toContain('price')
  },
)

test('the installed library checks, and its matcher matches', async () => {
  await writeFile(
    join(folder, 'use.js'),
    `import { check, resultSchema } from 'assay'
import { assayMatchers } from 'assay/matcher'
const result = resultSchema.parse(await check({ pages: ['orders.md'] }))
const matched = await assayMatchers.toSatisfy('orders.csv', '\`id\` must be unique')
console.log(result.summary.broken, matched.pass)`,
  )
  expect((await node('use.js')).stdout).toBe('1 true\n')
})

test('the types of the installed library are found and say what there is', async () => {
  await writeFile(
    join(folder, 'typed.ts'),
    `import { check, explain, type Result } from 'assay'
import { assayMatchers } from 'assay/matcher'
export const result: Result = await check({ pages: ['orders.md'] })
export const kind: string | undefined = (await explain({ page: 'orders.md' })).checks[0]?.severity
export const status: 'holds' | 'broken' | 'unchecked' | 'idle' | undefined = result.pages[0]?.verdicts[0]?.status
// @ts-expect-error there is no such option
await check({ pagess: [] })
export { assayMatchers }`,
  )
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext', 'typed.ts']
  await node(tsc, ...options).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout)
  })
})
