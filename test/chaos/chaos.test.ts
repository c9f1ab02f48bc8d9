import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fateOf, openProject, type Ended, type Project } from './project.ts'

/** How often a process is killed: a few times among the tests, at least 200 times in `npm run chaos`. */
const KILLS = Number(process.env.ASSAY_CHAOS_KILLS ?? 8)
const EACH = 10

let project: Project
beforeAll(async () => {
  project = await openProject()
})
afterAll(() => project.close())

/** Looks at `current` all the time, as a reader would. */
function reader(): { stop(): Promise<number> } {
  let going = true
  const look = async () => {
    let looks = 0
    for (; going; looks++) {
      await project.current()
      await sleep(5)
    }
    return looks
  }
  const looking = look()
  // told when it is stopped
  looking.catch(() => undefined)
  return {
    stop() {
      going = false
      return looking
    },
  }
}

/** Most of the time new deliveries; now and then a person decides. */
function commandOf(round: number, fed: number): readonly string[] {
  if (round % 7 === 3) return ['replay', 'feed', String(Math.max(1, fed - 2)), '--by', 'chaos']
  const held = Array.from({ length: fed - 1 }, (_, i) => fed - 1 - i).find((k) => fateOf(k) === 'held')
  if (round % 11 === 5 && held !== undefined)
    return ['release', 'feed', String(held), '--by', 'chaos', '--reason', 'chaos']
  return ['watch', '--once', '--threads', '1']
}

it(`loses nothing when it is killed ${String(KILLS)} times at any moment`, { timeout: 30 * 60_000 }, async () => {
  project.feed()
  const whole = await project.run(['watch', '--once', '--threads', '1'])
  expect(whole.output).toContain('feed 1 (in/feed-00001.csv): accepted')
  let kills = 0
  let looks = 0
  for (let round = 1; kills < KILLS; round++) {
    const fed = project.feed()
    const looking = reader()
    const ended: Ended = await project.run(commandOf(round, fed), Math.random() * 1100 * whole.seconds)
    if (ended.killed) kills++
    expect(await project.faults()).toEqual([])
    if (round % EACH === 0) expect((await project.run(['watch', '--once'])).output).not.toMatch(/fault|cannot/)
    looks += await looking.stop()
  }
  const last = await project.run(['watch', '--once'])
  expect(last.status, last.output).not.toBe(3)
  expect(await project.finalFaults()).toEqual([])
  expect(looks).toBeGreaterThan(KILLS)
  if (process.env.ASSAY_CHAOS_KILLS) console.log(`${String(kills)} kills, ${String(looks)} looks at current`)
})
