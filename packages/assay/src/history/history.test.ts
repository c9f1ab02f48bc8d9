import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Measurement } from '@assay/core'
import type { MeasurementRecord } from '../record.ts'
import { sampleResult } from '../report/sample-result.test-data.ts'
import type { PageResult } from '../report/contract.ts'
import * as store from './index.ts'

const AT = '2024-05-15T12:00:00.000Z'
let folder: string
let history: store.History
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-history-'))
  history = await store.openHistory(folder)
})
afterEach(async () => {
  await history.close()
  rmSync(folder, { recursive: true })
})

const dataset = () =>
  history.write((tx) =>
    store.putDataset(
      tx,
      { name: 'orders', page: '/p/orders.md', title: null, owner: 'ops', source: '*.csv', labels: [], alarms: [] },
      AT,
    ),
  )
const arrival = (datasetId: number, source: string, more: Partial<store.Arrival> = {}): store.Arrival => ({
  datasetId,
  source,
  mark: 'm',
  arrivedAt: AT,
  fingerprint: source,
  bytes: 10,
  sameAs: null,
  ...more,
})
const [page] = sampleResult.pages
if (!page) throw new Error('no sample')

const measured = (result: PageResult): readonly MeasurementRecord[] =>
  result.verdicts.map((verdict, i) => ({
    key: `measure ${String(i)}`,
    measurement: {
      kind: 'rows',
      groups: [
        { keys: [], rows: 100, counted: verdict.counted ?? 0, passed: (verdict.counted ?? 0) - (verdict.failing ?? 0) },
      ],
    },
    seconds: 0.01,
    statements: [`SELECT ${String(i)}`],
  }))

async function judged(datasetId: number, source: string, result: PageResult = page as PageResult) {
  return history.write(async (tx) => {
    const delivery = await store.arrive(tx, arrival(datasetId, source))
    const pageVersion = await store.putPage(tx, { datasetId, text: '# Orders', at: AT, by: 'file' })
    const state = result.state === 'not-checked' ? 'not-checked' : result.state
    return store.putJudged(tx, {
      delivery,
      datasetId,
      state,
      at: AT,
      result,
      measurements: measured(result),
      rest: null,
      seconds: 1,
      pageVersion,
    })
  })
}

describe('deliveries', () => {
  it('are numbered within their dataset and known by what their source looked like', async () => {
    const { id } = await dataset()
    const numbers = await history.write(async (tx) => [
      (await store.arrive(tx, arrival(id, 'a.csv'))).number,
      (await store.arrive(tx, arrival(id, 'b.csv'))).number,
      (await store.arrive(tx, arrival(id, 'a.csv', { mark: 'n' }))).number,
    ])
    expect(numbers).toEqual([1, 2, 3])
    expect(await store.marksOf(history.db, id)).toEqual(
      new Map([
        ['a.csv', 'n'],
        ['b.csv', 'm'],
      ]),
    )
    expect((await store.unfinished(history.db, id)).map((each) => each.number)).toEqual([1, 2, 3])
  })

  it('that repeat a content say which', async () => {
    const { id } = await dataset()
    const first = await judged(id, 'a.csv')
    const again = await history.write((tx) =>
      store.arrive(tx, arrival(id, 'b.csv', { fingerprint: 'a.csv', sameAs: first.id })),
    )
    expect(again).toMatchObject({ state: 'same', sameAs: 1 })
    expect(await store.withContent(history.db, id, 'a.csv', { newest: false })).toMatchObject({ number: 1 })
  })

  it('become current when they are accepted or released, and cease to be when they are rejected', async () => {
    const { id } = await dataset()
    const good = { ...page, state: 'accepted' as const }
    await judged(id, 'a.csv', good)
    const second = await judged(id, 'b.csv', { ...page, state: 'held' })
    const current = async () => (await store.lastAccepted(history.db, id))?.number
    expect(await current()).toBe(1)
    const by = { by: 'Ada', at: AT, reason: 'checked by hand' }
    await history.write((tx) => store.decide(tx, second, { what: 'release', is: 'released', ...by }))
    expect(await current()).toBe(2)
    const released = await store.deliveryById(history.db, second.id)
    await history.write((tx) => store.decide(tx, released, { what: 'reject', is: 'rejected', ...by }))
    expect(await current()).toBe(1)
    expect(await store.currents(history.db)).toEqual([{ dataset: 'orders', number: 1 }])
    expect((await store.decisionsOf(history.db, { datasetId: id })).map((each) => [each.was, each.is])).toEqual([
      ['held', 'released'],
      ['released', 'rejected'],
    ])
  })
})

describe('verdicts and measurements', () => {
  it('come back as they were kept', async () => {
    const { id } = await dataset()
    const delivery = await judged(id, 'a.csv')
    const found = await store.verdictsOf(history.db, { datasetId: id, deliveryId: delivery.id })
    expect(found.map((each) => [each.canonical, each.status, each.value, each.counted, each.failing])).toEqual(
      [...page.verdicts]
        .sort((a, b) => a.line - b.line)
        .map((each) => [each.canonical, each.status, each.value, each.counted, each.failing]),
    )
    expect(await store.resultOf(history.db, delivery.id)).toEqual(page)
    expect(delivery.counts).toEqual(store.countsOf(page))
  })

  it('are replaced when a delivery is judged again', async () => {
    const { id } = await dataset()
    const delivery = await judged(id, 'a.csv')
    const fewer = { ...page, verdicts: page.verdicts.slice(0, 2) }
    await history.write((tx) =>
      store.putJudged(tx, {
        delivery,
        datasetId: id,
        state: 'accepted',
        at: AT,
        result: fewer,
        measurements: measured(fewer),
        rest: null,
        seconds: 1,
        pageVersion: 1,
      }),
    )
    expect(await store.verdictsOf(history.db, { datasetId: id, deliveryId: delivery.id })).toHaveLength(2)
  })

  it('make a line for each sentence, also from measurements that were taken later', async () => {
    const { id } = await dataset()
    const older = await judged(id, 'a.csv', { ...page, verdicts: page.verdicts.slice(0, 1) })
    await judged(id, 'b.csv', { ...page, verdicts: page.verdicts.slice(0, 2) })
    const later = measured(page)[1]
    if (!later) throw new Error('no measurement')
    await history.write(async (tx) =>
      store.putMeasurement(tx, await store.putMeasure(tx, later), older.id, 0, later, 0.5),
    )
    const series = await store.seriesOf(history.db, { datasetId: id, last: 365 })
    expect(series.map((each) => each.points.map((point) => [point.delivery, point.status === null]))).toEqual([
      [
        [1, false],
        [2, false],
      ],
      [
        [1, true],
        [2, false],
      ],
    ])
  })

  it('of what was not accepted are no baseline', async () => {
    const { id } = await dataset()
    await judged(id, 'a.csv', { ...page, state: 'accepted' })
    await judged(id, 'b.csv', { ...page, state: 'held' })
    await judged(id, 'c.csv', { ...page, state: 'accepted' })
    const numbers = async (query: Omit<store.PastQuery, 'datasetId'>) =>
      (await store.pastOf(history.db, 'measure 0', { datasetId: id, ...query })).map((each) => each.number)
    expect(await numbers({})).toEqual([1, 3])
    expect(await numbers({ before: 3 })).toEqual([1])
    expect(await numbers({ all: true })).toEqual([1, 2, 3])
  })

  it.each<[string, Measurement]>([
    ['counts', { kind: 'rows', groups: [{ keys: [], rows: 5, counted: 4, passed: 3 }] }],
    ['counts of groups', { kind: 'rows', groups: [{ keys: ['DE'], rows: 5, counted: 4, passed: 3 }] }],
    ['no group', { kind: 'rows', groups: [] }],
    [
      'numbers',
      { kind: 'number', groups: [{ keys: [], rows: 5, leaves: { a: { kind: 'number', is: 0.1 }, b: null } }] },
    ],
    ['a failure', { kind: 'failed', message: 'no' }],
    ['nothing', { kind: 'settled', status: 'unchecked', why: 'no-column', message: 'no' }],
  ])('keep every kind of measurement: %s', async (_, measurement) => {
    const { id } = await dataset()
    const delivery = await judged(id, 'a.csv', { ...page, state: 'accepted' })
    const record = { key: 'k', measurement, seconds: 1, statements: ['SELECT 1'] }
    await history.write(async (tx) =>
      store.putMeasurement(tx, await store.putMeasure(tx, record), delivery.id, 0, record, 1),
    )
    expect((await store.pastOf(history.db, 'k', { datasetId: id })).map((each) => each.measurement)).toEqual([
      measurement,
    ])
  })

  it('say since when a sentence is broken', async () => {
    const { id } = await dataset()
    const with_ = (status: 'holds' | 'broken'): PageResult => ({
      ...page,
      verdicts: page.verdicts.slice(0, 1).map((each) => ({ ...each, status })),
    })
    for (const [i, status] of (['broken', 'holds', 'broken', 'broken'] as const).entries())
      await judged(id, `${String(i)}.csv`, with_(status))
    const last = await store.deliveryNumbered(history.db, id, 4)
    const [verdict] = await store.verdictsOf(history.db, { datasetId: id, deliveryId: last?.id ?? 0 })
    expect(verdict?.brokenSince).toBe(3)
  })
})

describe('several users', () => {
  it('write at once from several connections without losing anything', async () => {
    const { id } = await dataset()
    const others = await Promise.all([1, 2, 3].map(() => store.openHistory(folder)))
    await Promise.all(
      others.flatMap((other, k) =>
        Array.from({ length: 20 }, (_, i) =>
          other.write((tx) => store.arrive(tx, arrival(id, `${String(k)}-${String(i)}.csv`))),
        ),
      ),
    )
    await Promise.all(others.map((other) => other.close()))
    const all = await store.deliveriesOf(history.db, id, { limit: 100 })
    expect(all.map((each) => each.number)).toEqual(Array.from({ length: 60 }, (_, i) => 60 - i))
  })

  it('wait for one who holds the lock, and the event loop goes on meanwhile', async () => {
    await dataset()
    const other = new Database(store.historyFile(folder))
    other.exec('BEGIN IMMEDIATE')
    let ticks = 0
    const ticking = setInterval(() => ticks++, 10)
    setTimeout(() => other.exec('COMMIT'), 400)
    await dataset()
    clearInterval(ticking)
    other.close()
    expect(ticks).toBeGreaterThan(5)
  })

  it('keep nothing of a transaction that failed', async () => {
    const { id } = await dataset()
    const failing = history.write(async (tx) => {
      await store.arrive(tx, arrival(id, 'a.csv'))
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.deliveriesOf(history.db, id, { limit: 9 })).toEqual([])
  })

  it('cannot write where they only read', async () => {
    await expect(history.db.insertInto('measure').values({ hash: 'a', definition: 'b' }).execute()).rejects.toThrow()
    const reader = await store.readHistory(folder)
    expect(await store.allDatasets(reader?.db ?? history.db)).toEqual([])
    await reader?.close()
    expect(await store.readHistory(join(folder, 'nowhere'))).toBeNull()
  })
})

describe('alarms, outbox and tokens', () => {
  it('has one alarm of a cause that is not closed', async () => {
    const { id } = await dataset()
    const alarm = {
      datasetId: id,
      cause: 'price',
      severity: 'must' as const,
      title: 'price is broken',
      state: 'open' as const,
      until: null,
      by: null,
      note: null,
      openedAt: AT,
      changedAt: AT,
      closedAt: null,
      firstDelivery: null,
      lastDelivery: null,
      body: { sentences: [1] },
    }
    const first = await history.write((tx) => store.putAlarm(tx, alarm))
    await expect(history.write((tx) => store.putAlarm(tx, alarm))).rejects.toThrow()
    expect(await store.openAlarms(history.db, id)).toEqual([{ ...alarm, id: first, dataset: 'orders' }])
    await history.write((tx) => store.changeAlarm(tx, first, { state: 'closed', closedAt: AT }))
    const second = await history.write((tx) => store.putAlarm(tx, alarm))
    expect((await store.alarmsOf(history.db, { limit: 9 })).map((each) => each.id)).toEqual([second, first])
  })

  it('keeps messages until they are sent, each identity once', async () => {
    const message = { alarm: null, channel: 'ops', sequence: 1, key: 'k', payload: { a: 1 }, createdAt: AT, nextAt: AT }
    await history.write((tx) => store.enqueue(tx, message))
    await history.write((tx) => store.enqueue(tx, message))
    const later = '2024-05-15T13:00:00.000Z'
    const [due, ...more] = await history.write((tx) => store.claimMessages(tx, AT, 10, later))
    expect([due?.payload, more.length]).toEqual([{ a: 1 }, 0])
    expect(await history.write((tx) => store.claimMessages(tx, AT, 10, later))).toEqual([])
    await history.write((tx) => store.messageFailed(tx, due?.id ?? 0, { error: '503', nextAt: later }))
    expect(await history.write((tx) => store.claimMessages(tx, AT, 10, later))).toEqual([])
    expect(await store.nextDue(history.db)).toBe(later)
    await history.write((tx) => store.messageSent(tx, due?.id ?? 0, { at: later, reference: 'ts1' }))
    expect(await store.nextDue(history.db)).toBeNull()
    expect(await store.queuedSince(history.db, 'ops', AT)).toBe(1)
  })

  it('knows tokens by their hashes until they are revoked', async () => {
    const token = { name: 'ci', role: 'viewer' as const, hash: 'h', createdAt: AT, createdBy: 'Ada' }
    const { id } = await history.write((tx) => store.putToken(tx, token))
    expect(await store.tokenHashes(history.db)).toMatchObject([{ id, hash: 'h', role: 'viewer' }])
    expect(await history.write((tx) => store.revokeToken(tx, id, { at: AT, by: 'Ben' }))).toBe(true)
    expect(await store.tokenHashes(history.db)).toEqual([])
  })
})
