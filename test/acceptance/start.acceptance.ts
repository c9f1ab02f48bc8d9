import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'

/** What `npm start` runs once it has built, as a process whose output is read by a program. */

const root = fileURLToPath(new URL('../../', import.meta.url))
let told: { readonly stdout: string; readonly stderr: string }
let seconds: number
beforeAll(async () => {
  await rm(join(root, 'assay-report.html'), { force: true })
  const start = performance.now()
  told = await promisify(execFile)(process.execPath, ['examples/start.js'], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  })
  seconds = (performance.now() - start) / 1000
})

test('it takes less than a minute', () => {
  console.log(`examples/start.js: ${seconds.toFixed(1)} s`)
  expect(seconds).toBeLessThan(60)
})

test('it prints the verdicts of every page', () => {
  for (const line of [
    '▲ airports · 3,376 rows · held: ',
    '▲ flights · 3,000,000 rows · held: ',
    '▲ movies · 3,201 rows · held: ',
    '◆ birdstrikes · 10,000 rows · accepted without 50 rows',
    '◆ zipcodes · 42,049 rows · accepted',
  ])
    expect(told.stdout).toContain(line)
})

test('it writes the report whose path it prints, with all pages in it', async () => {
  const path = /^report: (.+)$/m.exec(told.stderr)?.[1] ?? ''
  expect(path).toBe(join(root, 'assay-report.html'))
  const html = await readFile(path, 'utf8')
  expect(html).toMatch(/^<!doctype html>/)
  for (const name of ['airports', 'birdstrikes', 'flights', 'movies', 'zipcodes']) expect(html).toContain(name)
})

test('it tells the story, to a path that can be read', async () => {
  expect(told.stdout).toContain('22 of 22 deliveries accepted')
  expect(told.stdout).toMatch(/departures 24 .*: accepted without 165 rows/)
  expect(told.stdout).toMatch(/departures 25 .*: held: /)
  expect(told.stdout).toMatch(/departures 27 .*: held: /)
  const path = /^ +(\S+departures\/28\/accepted\.parquet)$/m.exec(told.stdout)?.[1] ?? ''
  expect((await readFile(join(root, path))).subarray(0, 4).toString()).toBe('PAR1')
})
