import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PNG } from 'pngjs'
import { Undelivered } from './channel.ts'
import { email } from './email.ts'
import { demanded, type Message } from './message.ts'
import { picture } from './picture.ts'
import { retryAfter } from './post.ts'
import {
  mailServer,
  sample,
  slackApiServer,
  slackWebhookServer,
  webhookServer,
  type HttpServer,
  type MailServer,
  type SlackServer,
} from './servers.fixture.ts'
import { slackBot, slackWebhook } from './slack.ts'
import { slackMessage } from './slack-blocks.ts'
import { sparkline } from './sparkline.ts'
import { webhook } from './webhook.ts'

const first = { key: 'orders/price#1-1', first: null }
const refused = (sent: Promise<unknown>): Promise<Undelivered> =>
  sent.then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => {
      if (error instanceof Undelivered) return error
      throw error
    },
  )

/** As large as an alarm can get, and full of signs that mean something to somebody. */
const huge: Message = {
  ...sample,
  headline: 'x&<>*_~`'.repeat(100),
  sentences: Array.from({ length: 60 }, () => ({
    ...sample.sentences[0]!,
    sentence: '`a&<b>` must & '.repeat(200),
    why: '&<>'.repeat(2000),
  })),
  rows: { columns: ['a', 'b'], cells: Array.from({ length: 200 }, () => ['&'.repeat(500), '`'.repeat(500)]) },
  links: Array.from({ length: 40 }, (_, i) => ({ label: 'l'.repeat(200), url: `http://127.0.0.1/${String(i)}` })),
}

describe('an incoming webhook of Slack', () => {
  let server: HttpServer
  beforeAll(async () => {
    server = await slackWebhookServer()
  })
  beforeEach(() => {
    server.taken.length = 0
  })
  afterAll(() => server.close())
  const channel = () => slackWebhook({ name: 'quality', url: `${server.url}/services/T/B/secret` })

  test('takes an alarm with its number, its bound, its history and the rows', async () => {
    await channel().send(sample, first)
    const text = JSON.stringify(server.taken[0])
    for (const part of ['98.4%, must be 100%', '▁', 'row  id', '-4995', 'pricing-team', 'orders/price#1-1'])
      expect(text).toContain(part)
    expect(text).not.toContain('<!channel>')
    expect(text).toContain('&lt;!channel&gt;')
  })
  test('takes the largest alarm', async () => {
    await channel().send(huge, first)
    expect(server.taken).toHaveLength(1)
  })
  test('a rate limit says when to come again', async () => {
    server.faults.push('rate-limit')
    expect((await refused(channel().send(sample, first))).retryAfterSeconds).toBe(7)
  })
  test('what passes by and what does not', async () => {
    server.faults.push('error', 'hang-up', 'gone', 'redirect')
    const faults: Undelivered[] = []
    for (let i = 0; i < 4; i++) faults.push(await refused(channel().send(sample, first)))
    expect(faults.map((each) => each.permanent)).toEqual([false, false, true, true])
    expect(server.taken).toHaveLength(0)
    expect(faults.every((each) => !each.message.includes('secret'))).toBe(true)
  })
  test('nobody listens', async () => {
    const alone = slackWebhook({ name: 'quality', url: 'http://127.0.0.1:1/' })
    expect((await refused(alone.send(sample, first))).permanent).toBe(false)
  })
})

describe('a bot of Slack', () => {
  let server: SlackServer
  beforeAll(async () => {
    server = await slackApiServer()
  })
  afterAll(() => server.close())
  const bot = (token = 'xoxb-good') => slackBot({ name: 'quality', token, channel: '#quality', api: server.url })

  test('updates an alarm in place and tells its end in the thread', async () => {
    const reference = await bot().send(sample, first)
    expect(reference).toBe('C1/1700000000.000000')
    await bot().send({ ...sample, event: 'updated', headline: 'Orders: still' }, { key: 'k-2', first: reference })
    expect([...server.shown.values()].map((each) => each.text)).toEqual(['🔴 Orders: still'])
    await bot().send({ ...sample, event: 'closed', headline: 'Orders: over' }, { key: 'k-3', first: reference })
    expect([...server.shown.values()].map((each) => each.text)).toEqual(['🟢 Orders: over', '🟢 Orders: over'])
    expect([...server.shown.values()][1]?.thread).toBe('1700000000.000000')
  })
  test('a revoked token does not pass by', async () => {
    expect(await refused(bot('xoxb-old').send(sample, first))).toMatchObject({
      permanent: true,
      message: 'Slack answered invalid_auth',
    })
  })
})

describe('a signed webhook', () => {
  test('carries a signature that the receiver can check, and the key that makes a repeat harmless', async () => {
    const server = await webhookServer('s3cret')
    const channel = webhook({ name: 'hook', url: server.url, secret: 's3cret' })
    await channel.send(sample, first)
    await channel.send(sample, first)
    expect([...server.keys]).toEqual([first.key])
    expect(server.taken[0]).toMatchObject({ version: 1, id: first.key, alarm: sample.alarm, headline: sample.headline })
    const forged = webhook({ name: 'hook', url: server.url, secret: 'guess' })
    expect((await refused(forged.send(sample, first))).message).toContain('401')
    await server.close()
  })
})

describe('mail', () => {
  let server: MailServer
  beforeAll(async () => {
    server = await mailServer()
  })
  beforeEach(() => {
    server.mails.length = 0
  })
  afterAll(() => server.close())
  const channel = () =>
    email({ name: 'mail', server: server.url, from: 'assay@example.com', to: ['a@example.com', 'b@example.com'] })

  test('as text and HTML, with the picture inside and everything escaped', async () => {
    await channel().send(sample, first)
    const [mail] = server.mails
    expect(mail?.subject).toBe('[Assay] Orders is held: `price` must be at least 0')
    expect(mail?.text).toContain('98.4%, must be 100%')
    expect(mail?.html).toContain('&lt;!channel&gt;')
    expect(mail?.html).not.toContain('<script>')
    expect(PNG.sync.read(mail?.attachments[0]?.content ?? Buffer.alloc(0)).width).toBe(480)
    expect(mail?.headers.get('x-assay-message')).toBe(first.key)
  })
  test('a repeat has the same Message-ID, and what follows answers the first', async () => {
    const reference = await channel().send(sample, first)
    await channel().send(sample, first)
    await channel().send({ ...sample, event: 'closed' }, { key: 'k-2', first: reference })
    const [one, again, closed] = server.mails
    expect(again?.messageId).toBe(one?.messageId)
    expect(closed?.messageId).not.toBe(one?.messageId)
    expect(closed?.inReplyTo).toBe(one?.messageId)
  })
  test('a headline cannot add a header', async () => {
    await channel().send({ ...sample, headline: 'a\r\nBcc: evil@example.com' }, first)
    expect(server.mails[0]?.bcc).toBeUndefined()
    expect(server.mails[0]?.subject).toBe('[Assay] a Bcc: evil@example.com')
  })
  test('what passes by and what does not', async () => {
    server.faults.push(451, 550, 'hang-up')
    const faults: Undelivered[] = []
    for (let i = 0; i < 3; i++) faults.push(await refused(channel().send(sample, first)))
    expect(faults.map((each) => each.permanent)).toEqual([false, true, false])
    expect(server.mails).toHaveLength(0)
  })
})

describe('pictures', () => {
  test('a line of bars', () => {
    expect(sparkline([1, 2, 3, null, 0])).toBe('▃▆█ ▁')
    expect(sparkline([5, 5])).toBe('▅▅')
    expect(sparkline([5])).toBe('')
  })
  test('a PNG needs two numbers', () => {
    expect(picture([1, null], null)).toBeNull()
    expect(picture([1, null, 2], { low: 0, high: null })?.subarray(1, 4).toString()).toBe('PNG')
  })
})

test('when to come again, as seconds and as a date', () => {
  expect(retryAfter('30')).toBe(30)
  expect(retryAfter('Mon, 23 Nov 2026 05:41:30 GMT', Date.parse('2026-11-23T05:41:00Z'))).toBe(30)
  expect(retryAfter('soon')).toBeNull()
  expect(retryAfter(null)).toBeNull()
})

test('a message of Slack has at most 50 blocks', () => {
  expect(slackMessage(huge, 'k').blocks.length).toBeLessThanOrEqual(50)
})

test.each([
  ['100%', 'must be 100%'],
  ['at least 5', 'must be at least 5'],
  ['stay as usual', 'must stay as usual'],
  ['not fall by more than 10% since the last delivery', 'must not fall by more than 10% since the last delivery'],
])('what must be %s is said so', (bound, said) => {
  expect(demanded(bound)).toBe(said)
})
