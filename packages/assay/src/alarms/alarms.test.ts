import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as store from '../history/index.ts'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { EvidenceResult, PageResult, VerdictResult } from '../report/contract.ts'
import { samplePage, sampleVerdict } from '../report/sample-verdict.test-data.ts'
import { DEFAULTS, type Settings } from '../settings.ts'
import { channelNamed } from './channels.ts'
import { sendDue, type OutboxStore } from './outbox.ts'
import { raise, sayOf, wake, type AlarmStore, type Raising } from './raise.ts'
import { scheduled, targetsOf } from './routing.ts'
import { mailServer, slackApiServer, slackWebhookServer, webhookServer } from './servers.fixture.ts'

/** Alarms over a real history and real servers: what is said to whom, and what is kept. */

let folder: string
let history: store.History
let dataset: DatasetRecord
/** Deliveries so far: one comes every day. */
let nth: number
const DAY = 86_400_000
const START = Date.parse('2026-11-02T05:00:00.000Z')
const day = (n: number): string => new Date(START + n * DAY).toISOString()

beforeEach(async () => {
  nth = 0
  folder = mkdtempSync(join(tmpdir(), 'assay-alarms-'))
  history = await store.openHistory(folder)
  dataset = await history.write((tx) =>
    store.putDataset(
      tx,
      { name: 'orders', page: '/p/orders.md', title: 'Orders', owner: 'ops', source: '*', labels: [], alarms: [] },
      day(0),
    ),
  )
})
afterEach(async () => {
  await history.close()
  rmSync(folder, { recursive: true })
})

const storeOn = (tx: store.Tx): AlarmStore => ({
  openAlarms: (id) => store.openAlarms(tx, id),
  alarmById: (id) => store.alarmById(tx, id),
  mutedCauses: (id, at) => store.mutedCauses(tx, id, at),
  putAlarm: (of) => store.putAlarm(tx, of),
  changeAlarm: (id, to) => store.changeAlarm(tx, id, to),
  putAlarmEvent: (id, of) => store.putAlarmEvent(tx, id, of),
  enqueue: (of) => store.enqueue(tx, of),
  messagesOf: (id, channel) => store.messagesOf(tx, id, channel),
  queuedSince: (channel, since) => store.queuedSince(tx, channel, since),
})
const outbox: OutboxStore = {
  claim: (now, limit, until) => history.write((tx) => store.claimMessages(tx, now, limit, until)),
  messagesOf: (alarm, channel) => store.messagesOf(history.db, alarm, channel),
  sent: (id, of) => history.write((tx) => store.messageSent(tx, id, of)),
  failed: (id, of) => history.write((tx) => store.messageFailed(tx, id, of)),
}

const settings = (alarms: unknown): Settings['alarms'] => ({ ...DEFAULTS.alarms, ...(alarms as Settings['alarms']) })
const hook = (url = 'http://127.0.0.1:1/') => settings({ channels: { hook: { kind: 'slack', webhook: url } } })

const evidence = (blamed: string, common: EvidenceResult['common'] = []): EvidenceResult => ({
  columns: ['row', 'id', blamed],
  rows: [[17, 3920564, -4995]],
  total: 312,
  blamed: [blamed],
  common,
})
const broken = (sentence: string, column: string, more: Partial<VerdictResult> = {}): VerdictResult =>
  sampleVerdict({
    line: 9,
    sentence,
    status: 'broken',
    blocks: true,
    value: 0.984,
    shown: '98.4%',
    failing: 312,
    columns: [column],
    evidence: evidence(column),
    ...more,
  })
const price = broken('`price` must be at least 0', 'price')
const fine = (of: VerdictResult) => sampleVerdict({ line: of.line, sentence: of.sentence, columns: of.columns })

async function deliver(
  verdicts: readonly VerdictResult[],
  alarms: Settings['alarms'],
  more: Partial<PageResult> = {},
  at = day(nth),
): Promise<DeliveryRecord> {
  const held = verdicts.some((each) => each.blocks)
  const result = samplePage({
    page: 'orders.md',
    dataset: 'orders',
    state: held ? 'held' : 'accepted',
    verdicts: [...verdicts],
    ...more,
  })
  return history.write(async (tx) => {
    const delivery = await store.arrive(tx, {
      datasetId: dataset.id,
      source: `orders-${String(nth)}.csv`,
      mark: String(nth),
      arrivedAt: at,
      fingerprint: String(nth++),
      bytes: 1,
      sameAs: null,
    })
    const outcome = {
      dataset,
      delivery: { ...delivery, state: result.state },
      was: 'arrived' as const,
      result,
      decision: null,
    }
    await raise(storeOn(tx), outcome, new Map([[price.canonical, [1, 1, 0.984]]]), raising(alarms, at))
    return delivery
  })
}
const raising = (alarms: Settings['alarms'], at: string): Raising => ({ settings: alarms, page: [], links: [], at })

const alarms = async () => [...(await store.alarmsOf(history.db, { limit: 100 }))]
const headlines = async (channel?: string) => {
  const all = await Promise.all(
    (await alarms()).reverse().map((each) => store.messagesOf(history.db, each.id, channel)),
  )
  return all.flat().map((each) => (each.payload as { message: { event: string; headline: string } }).message)
}

describe('one alarm for each page and cause', () => {
  test('is opened once, kept up to date and closed by recovery', async () => {
    await deliver([price], hook())
    await deliver([price], hook())
    await deliver([fine(price)], hook())
    expect(await alarms()).toMatchObject([
      { state: 'closed', severity: 'must', cause: 'price', openedAt: day(0), closedAt: day(2) },
    ])
    expect((await headlines()).map((each) => each.headline)).toEqual([
      'Orders is held: `price` must be at least 0',
      'Orders has recovered: `price` must be at least 0',
    ])
  })
  test('sentences that blame one column, or whose rows share a value, are one cause; others are another', async () => {
    const xerox = [{ column: 'supplier', value: 'Xerox', failing: 300, rows: 400 }]
    await deliver(
      [
        price,
        broken('`price` must be a number', 'price'),
        broken('`ean` must be present', 'ean', { evidence: evidence('ean', xerox) }),
        broken('`title` must be present', 'title', { evidence: evidence('title', xerox) }),
        broken('the number of rows must be at least 100', '', { columns: [], evidence: undefined }),
      ],
      hook(),
    )
    expect((await alarms()).map((each) => each.cause).reverse()).toEqual([
      'price',
      'ean, title',
      'the number of rows must be at least 100',
    ])
  })
  test('more of the same is told again when it is worse, joined by others or twice as much', async () => {
    const should = { ...price, severity: 'should' as const, blocks: false }
    await deliver([should], hook())
    await deliver([should], hook())
    await deliver([price], hook())
    await deliver([price, broken('`price` must be a number', 'price')], hook())
    await deliver([{ ...price, failing: 900 }], hook())
    expect((await headlines()).map((each) => each.event)).toEqual(['opened', 'updated', 'updated', 'updated'])
    expect(await alarms()).toHaveLength(1)
  })
  test('a warning is not named as the reason why a delivery is held', async () => {
    await deliver([price, broken('`name` should be present', 'name', { severity: 'should', blocks: false })], hook())
    expect((await headlines()).map((each) => each.headline)).toEqual([
      'Orders is held: `price` must be at least 0',
      'Orders: `name` should be present',
    ])
  })
  test('what could not be checked is neither recovered nor told again', async () => {
    await deliver([price], hook())
    await deliver([{ ...fine(price), status: 'idle' }], hook())
    await deliver([], hook(), { state: 'not-checked', accepted: false })
    expect((await alarms()).map((each) => [each.cause, each.state]).reverse()).toEqual([
      ['price', 'open'],
      ['the data could not be read', 'open'],
    ])
    await deliver([], hook())
    expect((await alarms()).map((each) => each.state)).toEqual(['closed', 'closed'])
  })
  test('a released delivery closes its alarms with the name and the reason', async () => {
    const delivery = await deliver([price], hook())
    await history.write((tx) =>
      raise(
        storeOn(tx),
        {
          dataset,
          delivery,
          was: 'held',
          result: null,
          decision: {
            dataset: 'orders',
            number: 1,
            what: 'release',
            by: 'Ada',
            at: day(1),
            reason: 'a sale',
            was: 'held',
            is: 'released',
          },
        },
        new Map(),
        raising(hook(), day(1)),
      ),
    )
    expect(await alarms()).toMatchObject([{ state: 'closed', note: 'Delivery 1 was released by Ada: a sale' }])
  })
})

describe('what people say of an alarm', () => {
  const say = async (what: 'acknowledge' | 'snooze' | 'mute', until: string | null, at: string) => {
    const [alarm] = await alarms()
    await history.write((tx) =>
      sayOf(storeOn(tx), alarm?.id ?? 0, { what, by: 'Ada', note: null, until }, raising(hook(), at)),
    )
  }
  test('an acknowledged one is told again only when it becomes more serious', async () => {
    const should = { ...price, severity: 'should' as const, blocks: false }
    await deliver([should], hook())
    await say('acknowledge', null, day(0))
    await deliver([{ ...should, failing: 9000 }], hook())
    expect(await headlines()).toHaveLength(1)
    await deliver([price], hook())
    expect(await headlines()).toHaveLength(2)
    expect(await alarms()).toMatchObject([{ state: 'open' }])
  })
  test('a snoozed one is silent until its end and then said again', async () => {
    await deliver([price], hook())
    await say('snooze', day(40), day(1))
    await deliver([price, broken('`price` must be a number', 'price')], hook())
    await history.write((tx) => wake(storeOn(tx), () => raising(hook(), day(39)), day(39)))
    expect(await headlines()).toHaveLength(1)
    await history.write((tx) => wake(storeOn(tx), () => raising(hook(), day(40)), day(40)))
    expect(await headlines()).toHaveLength(2)
  })
  test('a mute outlasts the alarm', async () => {
    nth = 100
    await deliver([price], hook())
    await say('mute', day(110), day(100))
    await deliver([fine(price)], hook())
    await deliver([price], hook())
    expect(await headlines()).toHaveLength(1)
    expect(await alarms()).toMatchObject([{ state: 'muted', until: day(110) }, { state: 'closed' }])
    nth = 120
    await deliver([fine(price)], hook())
    await deliver([price], hook())
    expect((await headlines()).map((each) => each.event)).toEqual(['opened', 'closed', 'opened'])
  })
})

describe('where and when', () => {
  const routed = settings({
    channels: { a: { kind: 'slack', webhook: 'http://x/' }, b: { kind: 'slack', webhook: 'http://x/' } },
    routes: [{ page: 'bill*', to: ['b'] }, { owner: 'ops', severity: 'must', to: ['a', 'b'] }, { to: ['a'] }],
  })
  const names = (page: readonly string[], dataset: string, owner: string, severity: 'must' | 'should') =>
    targetsOf(routed, page, { dataset, owner, severity }).map((each) => each.channel)
  test('the first route that fits; a page before all routes', () => {
    expect(names([], 'billing', 'ops', 'must')).toEqual(['b'])
    expect(names([], 'orders', 'ops', 'must')).toEqual(['a', 'b'])
    expect(names([], 'orders', 'ops', 'should')).toEqual(['a'])
    expect(targetsOf(routed, ['b:#quality', 'nowhere'], { dataset: 'x', owner: null, severity: 'must' })).toEqual([
      { channel: 'b', to: '#quality' },
    ])
  })
  const quiet = settings({ 'quiet hours': { from: '22:00', to: '07:00', timezone: 'Europe/Berlin' }, budget: 2 })
  const when = (severity: 'must' | 'should', at: string, sent = 0) => scheduled(quiet, severity, sent, new Date(at))
  test('warnings wait for the end of the quiet hours, also over a change of the clock', () => {
    expect(when('should', '2026-11-03T22:30:00Z').nextAt).toBe('2026-11-04T06:00:00.000Z')
    expect(when('should', '2026-11-03T12:00:00Z').nextAt).toBe('2026-11-03T12:00:00.000Z')
    expect(when('must', '2026-11-03T22:30:00Z').nextAt).toBe('2026-11-03T22:30:00.000Z')
    expect(when('should', '2026-10-24T22:30:00Z').nextAt).toBe('2026-10-25T06:00:00.000Z')
  })
  test('beyond the budget they wait for the digest on Monday', () => {
    expect(when('should', '2026-11-03T12:00:00Z', 2)).toEqual({ nextAt: '2026-11-09T08:00:00.000Z', digest: true })
    expect(when('must', '2026-11-03T12:00:00Z', 2).digest).toBe(false)
  })
})

describe('sending', () => {
  test('a channel that is down for an hour gets everything in order when it is back, each once', async () => {
    const server = await slackWebhookServer()
    const said = hook(server.url)
    const channel = (name: string) => channelNamed(said, name)
    server.faults.push(...Array.from({ length: 400 }, () => 'error' as const))
    await deliver([price], said)
    await deliver([fine(price)], said)
    let now = Date.parse(day(3))
    const clock = () => new Date(now)
    for (const end = now + 3_600_000; now < end; now += 5000) await sendDue(outbox, channel, clock)
    expect(server.taken).toHaveLength(0)
    const tried = 400 - server.faults.length
    expect(tried).toBeGreaterThan(5)
    expect(tried).toBeLessThan(40)
    server.faults.length = 0
    for (const end = now + 3_600_000; now < end; now += 5000) await sendDue(outbox, channel, clock)
    expect(server.taken.map((each) => (each as { text: string }).text)).toEqual([
      expect.stringContaining('is held'),
      expect.stringContaining('has recovered'),
    ])
    await server.close()
  })
  test('a rate limit is obeyed', async () => {
    const server = await slackWebhookServer()
    const said = hook(server.url)
    server.faults.push('rate-limit')
    await deliver([price], said)
    let now = Date.parse(day(3))
    const go = () =>
      sendDue(
        outbox,
        (name) => channelNamed(said, name),
        () => new Date(now),
      )
    expect(await go()).toMatchObject([{ error: expect.stringContaining('429') as string }])
    now += 5999
    expect(await go()).toEqual([])
    now += 1002
    expect(await go()).toMatchObject([{ error: null }])
    await server.close()
  })
  test('after a crash between sending and keeping that it was sent, it is sent once more with the same identity', async () => {
    const server = await webhookServer('0123456789abcdef')
    const said = settings({ channels: { hook: { kind: 'webhook', url: server.url, secret: '0123456789abcdef' } } })
    await deliver([price], said)
    let now = Date.parse(day(3))
    const crashing: OutboxStore = { ...outbox, sent: () => Promise.reject(new Error('killed')) }
    const named = (name: string) => channelNamed(said, name)
    await expect(sendDue(crashing, named, () => new Date(now))).rejects.toThrow('killed')
    now += 60_000
    expect(await sendDue(outbox, named, () => new Date(now))).toEqual([])
    now += 61_000
    expect(await sendDue(outbox, named, () => new Date(now))).toHaveLength(1)
    expect(await sendDue(outbox, named, () => new Date(now + DAY))).toEqual([])
    expect([server.taken.length, server.keys.size]).toEqual([2, 1])
    await server.close()
  })
  test('two senders do not send the same message', async () => {
    const server = await slackWebhookServer()
    const said = hook(server.url)
    await deliver([price], said)
    const named = (name: string) => channelNamed(said, name)
    const clock = () => new Date(day(3))
    await Promise.all([sendDue(outbox, named, clock), sendDue(outbox, named, clock)])
    expect(server.taken).toHaveLength(1)
    await server.close()
  })
  test('a bot changes its message in place; mail and webhook hear what is worth it', async () => {
    const slack = await slackApiServer()
    const mail = await mailServer()
    const said = settings({
      channels: {
        bot: { kind: 'slack-bot', token: 'xoxb-good', channel: '#quality', api: `${slack.url}/` },
        mail: { kind: 'email', smtp: mail.url, from: 'assay@example.com', to: 'ops@example.com' },
      },
    })
    const send = (at: string) =>
      sendDue(
        outbox,
        (name) => channelNamed(said, name),
        () => new Date(at),
      )
    await deliver([price], said, {}, day(0))
    await send(day(0))
    await deliver([{ ...price, failing: 320 }], said, {}, day(1))
    await send(day(1))
    expect([...slack.shown.values()]).toHaveLength(1)
    expect(mail.mails).toHaveLength(1)
    await deliver([fine(price)], said, {}, day(2))
    await send(day(2))
    expect([...slack.shown.values()].map((each) => each.text)).toEqual([
      expect.stringContaining('has recovered'),
      expect.stringContaining('has recovered'),
    ])
    expect(mail.mails.map((each) => each.inReplyTo)).toEqual([undefined, mail.mails[0]?.messageId])
    await slack.close()
    await mail.close()
  })
  test('what is beyond the budget comes as one message', async () => {
    const server = await slackWebhookServer()
    const said = { ...hook(server.url), budget: 1 }
    const warning = (name: string) =>
      broken(`\`${name}\` should be present`, name, { severity: 'should', blocks: false })
    await deliver([warning('a'), warning('b'), warning('c')], said, {}, day(1))
    const send = (at: string) =>
      sendDue(
        outbox,
        (name) => channelNamed(said, name),
        () => new Date(at),
      )
    expect(await send(day(1))).toHaveLength(1)
    expect(await send(day(6))).toHaveLength(0)
    expect(await send(day(8))).toHaveLength(2)
    expect(server.taken.map((each) => (each as { text: string }).text)).toEqual([
      expect.stringContaining('`\u200ba`\u200b should be present'),
      expect.stringContaining('2 warnings beyond the budget'),
    ])
    await server.close()
  })
  test('a channel that nobody configured keeps its messages', async () => {
    await deliver([price], hook())
    const sent = await sendDue(
      outbox,
      () => null,
      () => new Date(day(9)),
    )
    expect(sent).toMatchObject([{ error: expect.stringContaining('no channel hook') as string }])
  })
})
