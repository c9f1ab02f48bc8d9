import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { calledAs, findProject, projectOf } from './config.ts'
import { readSettings } from './settings.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-config-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const read = (yaml: string, environment: NodeJS.ProcessEnv = {}) => readSettings(yaml, 'assay.yaml', environment)

it('says what is the case when nothing is said', () => {
  expect(read('')).toMatchObject({
    pages: ['.'],
    state: '.assay',
    retention: { deliveries: 30, days: 90 },
    poll: 30_000,
    settle: 2000,
    server: { host: '127.0.0.1' },
  })
})

it.each([
  ['poll: 5 minutes', 300_000],
  ['poll: 1 hour', 3_600_000],
  ['poll: 500ms', 500],
  ['poll: 1.5 s', 1500],
  ['poll: 2 days', 172_800_000],
])('reads durations: %s', (yaml, milliseconds) => {
  expect(read(yaml).poll).toBe(milliseconds)
})

it('takes secrets from the environment and says which one is not there', () => {
  const yaml = 'alarms:\n  channels:\n    ops: { kind: slack, webhook: "${HOOK}" }\n'
  expect(read(yaml, { HOOK: 'https://hooks.example.com/x' }).alarms.channels).toEqual({
    ops: { kind: 'slack', webhook: 'https://hooks.example.com/x' },
  })
  expect(() => read(yaml)).toThrow('the environment has no variable HOOK')
})

it.each([
  ['pol: 3 s', 'pol'],
  ['poll: soon', '"soon" is no duration'],
  ['retention: { deliveries: 0 }', 'retention.deliveries'],
  ['a: [', 'assay.yaml is wrong'],
])('names what is wrong: %s', (yaml, what) => {
  expect(() => read(yaml)).toThrow(what)
})

it('is found from a page upwards, by its file or its state folder', async () => {
  mkdirSync(join(folder, 'a', 'b', 'c'), { recursive: true })
  writeFileSync(join(folder, 'a', 'assay.yaml'), 'pages: [b]\nstate: ../state\n')
  const project = await findProject(join(folder, 'a', 'b', 'page.md'))
  expect(project).toMatchObject({
    root: join(folder, 'a'),
    pages: [join(folder, 'a', 'b')],
    state: join(folder, 'state'),
  })
  mkdirSync(join(folder, 'a', 'b', '.assay'))
  expect(await findProject(join(folder, 'a', 'b', 'c'))).toMatchObject({
    root: join(folder, 'a', 'b'),
    state: join(folder, 'a', 'b', '.assay'),
  })
  expect(await projectOf(folder)).toMatchObject({ root: folder, state: join(folder, '.assay') })
})

it.each([
  [{}, 'assay'],
  [{ npm_command: 'exec', npm_config_user_agent: 'npm/10.8.2 node/v20.20.2 linux x64' }, 'npx assay'],
  [{ npm_command: 'run-script', npm_config_user_agent: 'pnpm/9.1.0 npm/? node/v20.20.2' }, 'pnpm exec assay'],
  [{ npm_config_user_agent: 'yarn/4.1.0 npm/? node/v20.20.2' }, 'yarn assay'],
])('is said as it was called: %o', (environment, called) => {
  expect(calledAs(environment)).toBe(called)
})
