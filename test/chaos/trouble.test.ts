import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyFile } from '../../packages/assay/src/history/index.ts'
import { watch } from '../../packages/assay/src/main.ts'
import { openProject, type Project } from './project.ts'
import { openReceiver } from './receiver.ts'

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

it(
  'a channel that is down, by a clock that jumps: each alarm is told once, in order, as soon as it is up',
  { timeout: 300_000 },
  async () => {
    const receiver = await openReceiver(0)
    const told = await openProject(receiver)
    const hour = 3_600_000
    const at = (hours: number) => {
      const now = Date.now() + hours * hour
      return watch({ pages: [told.path], threads: 1, clock: () => new Date(now) })
    }
    try {
      receiver.down = true
      // a day ahead, back again, and a year back: what was to be tried again at times that never come is not lost
      for (const hours of [0, 0.5, 24, 24.5, 1, -9000, -8999.9]) {
        told.feed()
        await at(hours)
      }
      const waiting = (await told.outbox()).map((each) => each.key)
      expect([waiting.length > 3, receiver.heard]).toEqual([true, []])
      receiver.down = false
      for (let i = 1; i <= waiting.length; i++) await at(1 + i / 4)
      expect(receiver.heard.map((each) => each.key)).toEqual(waiting)
      expect(await told.alarmFaults(receiver.heard)).toEqual([])
    } finally {
      await told.close()
      await receiver.close()
    }
  },
)
