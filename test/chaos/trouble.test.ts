import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyFile } from '../../packages/assay/src/history/index.ts'
import { openProject, type Project } from './project.ts'

let project: Project
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.close())

const WATCH = ['watch', '--once', '--threads', '1']

it(
  'a full disk keeps nothing halfway, says so, and everything is done when there is room',
  { timeout: 300_000 },
  async () => {
    project.feed()
    expect((await project.run(WATCH)).status).toBe(0)
    const said: string[] = []
    // too little for the history, then for the rows, then enough for some of it
    for (const kilobytes of [1, 4, 40, 120, 200, 280, 320, 400]) {
      project.feed()
      const { status, output } = await project.runCramped(WATCH, kilobytes)
      said.push(output)
      expect([0, 1, 2], output).toContain(status)
      expect(output).not.toContain('a fault of Assay')
      expect(await project.current()).not.toBeNull()
      expect(await project.faults()).toEqual([])
    }
    expect(said.filter((each) => /disk full/.test(each)).length).toBeGreaterThan(2)
    await project.run(WATCH)
    expect(await project.finalFaults()).toEqual([])
  },
)

it('a locked history is waited for', { timeout: 120_000 }, async () => {
  project.feed()
  await project.run(WATCH)
  project.feed()
  const other = new Database(historyFile(project.state))
  other.exec('BEGIN IMMEDIATE')
  const running = project.run(WATCH)
  await sleep(3000)
  expect(await project.faults()).toEqual([])
  other.exec('COMMIT')
  other.close()
  const { status, seconds } = await running
  expect(status).toBe(0)
  expect(seconds).toBeGreaterThan(2.9)
  expect(await project.finalFaults()).toEqual([])
})
