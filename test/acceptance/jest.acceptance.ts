import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The matcher in jest itself, installed beside the packages as `npm pack` makes them. */

const JEST = 'jest@30.5.2'
const execute = promisify(execFile)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-jest-'))
  const packed: string[] = []
  for (const name of ['core', 'assay']) {
    const cwd = fileURLToPath(new URL(`../../packages/${name}`, import.meta.url))
    const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd })
    packed.push(...(JSON.parse(stdout) as { filename: string }[]).map((each) => join(folder, each.filename)))
  }
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module", "jest": { "transform": {} } }')
  await execute('npm', ['install', '--no-audit', '--no-fund', ...packed, JEST], { cwd: folder })
  await writeFile(join(folder, 'orders.csv'), 'id,price\n1,5\n2,-3\n3,n/a\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** As the README says it for vitest, with jest in its place. */
const tests = (body: string) => `
import { expect, test } from '@jest/globals'
import { assayMatchers } from 'assay/matcher'

expect.extend(assayMatchers)
${body}`

interface Ran {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

async function jest(body: string) {
  await writeFile(join(folder, 'orders.test.js'), tests(body))
  // the command that the README says
  const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
  const [, command = ''] = /In jest, tests must be ES modules: `node ([^`]+)`/.exec(readme) ?? []
  const run = execute(process.execPath, [...command.split(' '), '--json'], { cwd: folder })
  const ended = await run.then(
    ({ stdout }) => ({ status: 0, stdout }),
    (error: unknown) => {
      const { code, stdout } = error as { readonly code: number; readonly stdout: string }
      return { status: code, stdout }
    },
  )
  const { testResults } = JSON.parse(ended.stdout) as Ran
  return { status: ended.status, tests: testResults.flatMap((each) => each.assertionResults) }
}

test('it passes where the sentences hold', async () => {
  const { status, tests } = await jest(`
test('holds', async () => {
  await expect('orders.csv').toSatisfy(['\`id\` must be unique', '\`price\` must be at least -3'], { missing: ['n/a'] })
})
test('denied', async () => {
  await expect('orders.csv').not.toSatisfy('\`price\` must be at least 0', { missing: ['n/a'], key: ['id'] })
})`)
  expect(tests.map(({ title, status: state }) => [title, state])).toEqual([
    ['holds', 'passed'],
    ['denied', 'passed'],
  ])
  expect(status).toBe(0)
})

test('it fails where one is broken, with the sentence and its rows, and where one is not understood', async () => {
  const { status, tests } = await jest(`
test('broken', async () => {
  await expect('orders.csv').toSatisfy('\`price\` must be at least 0', { missing: ['n/a'], key: ['id'] })
})
test('not understood', async () => {
  await expect('orders.csv').not.toSatisfy('\`price\` must be nice')
})`)
  expect(tests.map(({ title, status: state }) => [title, state])).toEqual([
    ['broken', 'failed'],
    ['not understood', 'failed'],
  ])
  const [broken, unread] = tests.map((each) => each.failureMessages.join('\n'))
  expect(broken).toContain('`price` must be at least 0')
  expect(broken).toContain('-3')
  expect(unread).toContain('nice')
  expect(status).toBe(1)
})
