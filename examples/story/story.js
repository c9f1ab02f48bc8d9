import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath, URL } from 'node:url'
import { kept, watch } from '../../packages/assay/dist/index.js'
import { openFeed, startOf } from './feed.js'
import { openReceiver } from './receiver.js'
import { alarmLines, dayOf, paragraph, stepLines } from './told.js'

const PAGE = fileURLToPath(new URL('flights.md', import.meta.url))
const SECRET = 'only for this story'
const DAY = 86_400_000
const HOUR = DAY / 24
const QUIET = 22
const MORNINGS = 28

/**
 * Four weeks of a real feed through the real watcher, by a clock that is set: quiet days, then one late delivery, one with bad
 * rows, one with dates written in another way, one that is held, and each time the recovery. Alarms go to a receiver that
 * listens on this machine. The project with its history is left in `folder`.
 * @param {{ folder: string, now: Date, say: (line: string) => void }} options
 */
export async function story({ folder, now, say }) {
  const last = now.getTime() % DAY < 6 * HOUR ? startOf(now) - DAY : startOf(now)
  await begunAnew(folder)
  const feed = await openFeed(join(folder, 'deliveries'), last)
  const alarms = []
  const receiver = await openReceiver(SECRET, (message, body) => alarms.push({ message, body }))
  try {
    await writeFile(join(folder, 'assay.yaml'), settings(receiver.url))
    const teller = { folder, feed, alarms, say, told: 0, morning: (n) => last - (MORNINGS - n) * DAY }
    paragraph(say, OPENING)
    await quietDays(teller)
    await troubles(teller)
    await keepAlarms(folder, alarms)
  } finally {
    await receiver.close()
    feed.close()
    // whoever opens the project later has no receiver
    await writeFile(join(folder, 'assay.yaml'), settings(null))
  }
}

const OPENING = [
  'Every flight from an airport of the United States in four weeks of 2001 (vega-datasets), one file each morning, moved on to',
  'these days. What goes wrong was put in by this script. Each morning somebody, or cron, says `assay watch --once`.',
]

const settings = (url) =>
  `settle: 0 seconds\n${url === null ? '' : `alarms:\n  channels:\n    desk: { kind: webhook, url: '${url}', secret: '${SECRET}' }\n`}`

/** The page alone; not while somebody watches there, as whoever looks first would find out. */
async function begunAnew(folder) {
  await mkdir(folder, { recursive: true })
  await copyFile(PAGE, join(folder, 'departures.md'))
  await writeFile(join(folder, 'assay.yaml'), settings(null))
  await watch({ pages: [folder] })
  for (const each of ['.assay', 'deliveries', 'alarms']) await rm(join(folder, each), { recursive: true, force: true })
}

/** What `assay watch --once` says at a time. */
async function look({ folder }, at) {
  const said = []
  await watch({ pages: [folder], clock: () => new Date(at), say: ({ text }) => said.push(text) })
  // what was told is shown as it arrived
  return said.filter((each) => !each.startsWith('told '))
}

async function quietDays(teller) {
  const { feed, morning, say } = teller
  let accepted = 0
  for (let n = 1; n <= QUIET; n++) {
    await feed.deliver(morning(n))
    const said = await look(teller, morning(n) + 5.5 * HOUR)
    if (said.some((each) => each.includes(': accepted'))) accepted++
  }
  say(
    `${dayOf(morning(1))} to ${dayOf(morning(QUIET))}   ${'●'.repeat(accepted)}  ${accepted} of ${QUIET} deliveries accepted`,
  )
  say('')
}

async function troubles(teller) {
  const [late, bad, dates, mended, half, whole] = [23, 24, 25, 26, 27, 28].map(teller.morning)
  await step(teller, late + 6.5 * HOUR, 'Nothing has come by 06:00.')
  await step(teller, late + 9.7 * HOUR, 'It comes, late.', () => teller.feed.deliver(late))
  await step(teller, bad + 5.5 * HOUR, 'One row in a hundred has no destination.', () =>
    teller.feed.deliver(bad, 'bad rows'),
  )
  await step(teller, dates + 5.5 * HOUR, 'Dates are written as 31/12/2001.', () =>
    teller.feed.deliver(dates, 'other dates'),
  )
  await step(teller, mended + 5.5 * HOUR, 'They are written as before.', () => teller.feed.deliver(mended))
  await step(teller, half + 5.5 * HOUR, 'Only the flights before noon came.', () =>
    teller.feed.deliver(half, 'half a day'),
  )
  await rejected(teller, half + 8 * HOUR)
  await step(teller, whole + 5.5 * HOUR, 'A whole day again.', () => teller.feed.deliver(whole))
  await current(teller)
}

async function step(teller, at, what, happen = async () => undefined) {
  await happen()
  stepLines(teller.say, at, what, 'assay watch --once', await look(teller, at))
  heard(teller)
}

/** The alarms that have arrived since the last time, as the receiver took them. */
function heard(teller) {
  for (const { message } of teller.alarms.slice(teller.told)) for (const line of alarmLines(message)) teller.say(line)
  teller.told = teller.alarms.length
  teller.say('')
}

async function rejected(teller, at) {
  const of = { dataset: 'departures', number: 27, by: 'Operations', reason: 'the file was cut off' }
  const command = `assay reject departures 27 --reason "${of.reason}"`
  const done = await (await kept()).reject(of, { folder: teller.folder, clock: () => new Date(at) })
  stepLines(teller.say, at, 'Somebody looks at it.', command, [`departures 27: ${done.state}`])
  heard(teller)
}

async function current({ folder, say }) {
  const path = await (await kept()).current('departures', { folder })
  say('What a training job reads is the newest good day, whatever came after it:')
  say(`  $ assay current departures`)
  say(`  ${relative(process.cwd(), path)}`)
}

async function keepAlarms(folder, alarms) {
  await mkdir(join(folder, 'alarms'))
  for (const [i, { body }] of alarms.entries())
    await writeFile(join(folder, 'alarms', `${String(i + 1).padStart(2, '0')}.json`), `${body}\n`)
}
