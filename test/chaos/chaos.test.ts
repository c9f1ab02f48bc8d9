import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { watch } from '../../packages/assay/src/main.ts'
import { fateOf, openProject, type Ended, type Project } from './project.ts'
import { openReceiver, type Receiver } from './receiver.ts'

/** How often a process is killed: a few times among the tests, at least 200 times in `npm run chaos`. */
const KILLS = Number(process.env.ASSAY_CHAOS_KILLS ?? 8)
const EACH = 10

/** Telling an alarm takes about as long as judging, so that it is interrupted about as often. */
const SLOWNESS_MS = 400

let project: Project
let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver(SLOWNESS_MS)
  project = await openProject(receiver)
})
afterAll(async () => {
  await project.close()
  await receiver.close()
})

/** Messages that were taken, and of which the sender died before it could write that down: they will be repeated. */
async function toRepeat(): Promise<number> {
  const heard = new Set(receiver.heard.map((each) => each.key))
  return (await project.outbox()).filter((each) => !each.sent && heard.has(each.key)).length
}

/** Everything that is still to be told, hours later by the clock. */
async function tellTheRest(): Promise<void> {
  for (let hours = 1; (await project.outbox()).some((each) => !each.sent) && hours < 50; hours++)
    await watch({ pages: [project.path], clock: () => new Date(Date.now() + hours * 3_600_000) })
}

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

/** Everything in the outbox was told, and nothing else; a repeat is the same, with the same identity. */
async function heardOf(): Promise<{ readonly messages: number; readonly repeats: number }> {
  const outbox = await project.outbox()
  expect(outbox.filter((each) => !each.sent)).toEqual([])
  const bodies = new Map(receiver.heard.map((each) => [each.key, each.body]))
  expect([...bodies.keys()].sort()).toEqual(outbox.map((each) => each.key).sort())
  for (const { key, body } of receiver.heard) expect(body).toBe(bodies.get(key))
  expect(await project.alarmFaults(receiver.heard)).toEqual([])
  return { messages: outbox.length, repeats: receiver.heard.length - outbox.length }
}

it(`loses nothing when it is killed ${String(KILLS)} times at any moment`, { timeout: 30 * 60_000 }, async () => {
  project.feed()
  const whole = await project.run(['watch', '--once', '--threads', '1'])
  expect(whole.output).toContain('feed 1 (in/feed-00001.csv): accepted')
  let kills = 0
  let looks = 0
  let interrupted = 0
  for (let round = 1; kills < KILLS; round++) {
    const fed = project.feed()
    const looking = reader()
    const ended: Ended = await project.run(commandOf(round, fed), Math.random() * 1100 * whole.seconds)
    if (ended.killed) kills++
    // what was sent before it died may be on its way
    await sleep(ended.killed ? 20 : 0)
    const repeats = await toRepeat()
    expect(repeats - interrupted).toBeLessThanOrEqual(ended.killed ? 1 : 0)
    interrupted = repeats
    expect(await project.faults()).toEqual([])
    if (round % EACH === 0) expect((await project.run(['watch', '--once'])).output).not.toMatch(/fault|cannot/)
    looks += await looking.stop()
  }
  const last = await project.run(['watch', '--once'])
  expect(last.status, last.output).not.toBe(3)
  expect(await project.finalFaults()).toEqual([])
  expect(looks).toBeGreaterThan(KILLS)
  await tellTheRest()
  const { messages, repeats } = await heardOf()
  expect(repeats).toBeLessThanOrEqual(kills)
  if (process.env.ASSAY_CHAOS_KILLS)
    console.log(
      `${String(kills)} kills, ${String(looks)} looks at current; ${String(messages)} messages, all told, ${String(repeats)} of them twice`,
    )
})
