import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { z } from 'zod'
import type { Message } from './message.ts'

/** Real servers that speak what the channels speak, with faults on demand. They listen on the loopback address only. */

export type Fault = 'rate-limit' | 'error' | 'gone' | 'hang-up' | 'redirect'

export interface HttpServer {
  readonly url: string
  /** The bodies that were taken, oldest first. */
  readonly taken: unknown[]
  /** What is wrong with the next requests, one after another. */
  readonly faults: Fault[]
  close(): Promise<void>
}

type Answer = (
  body: unknown,
  request: IncomingMessage,
  text: string,
) => { readonly status: number; readonly body: string }

async function httpServer(answer: Answer): Promise<HttpServer> {
  const taken: unknown[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const fault = faults.shift()
      if (fault) {
        fail(fault, request, response)
        return
      }
      const text = Buffer.concat(parts).toString('utf8')
      const said = answer(JSON.parse(text), request, text)
      if (said.status === 200) taken.push(JSON.parse(text))
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    taken,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault === 'hang-up') request.socket.destroy()
  else if (fault === 'rate-limit') response.writeHead(429, { 'retry-after': '7' }).end('rate_limited')
  else if (fault === 'redirect') response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
  else response.writeHead(fault === 'gone' ? 404 : 503).end(fault === 'gone' ? 'no_service' : 'try later')
}

const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() })
const markdown = z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3000) })
/** The blocks that we use, with the limits of Slack's reference of Block Kit. */
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ type: z.literal('section'), text: markdown }),
  z.strictObject({ type: z.literal('context'), elements: z.array(markdown).min(1).max(10) }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(z.strictObject({ type: z.literal('button'), text: plainText(75), url: z.url().max(3000) }))
      .min(1)
      .max(25),
  }),
])
const slackBody = z.strictObject({
  text: z.string().min(1).max(4000),
  blocks: z.array(block).max(50).optional(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
})

/** An incoming webhook of Slack: answers `ok`, or 400 `invalid_blocks` for what Slack would not take. */
export const slackWebhookServer = (): Promise<HttpServer> =>
  httpServer((body) =>
    slackBody.safeParse(body).success ? { status: 200, body: 'ok' } : { status: 400, body: 'invalid_blocks' },
  )

export interface SlackServer extends HttpServer {
  /** The messages as the conversation shows them, by their timestamps. */
  readonly shown: Map<string, { readonly text: string; readonly thread?: string }>
}

/** Slack's API: `chat.postMessage` and `chat.update` for the token `xoxb-good`. */
export async function slackApiServer(): Promise<SlackServer> {
  const shown = new Map<string, { readonly text: string; readonly thread?: string }>()
  const server = await httpServer((body, request) => {
    const refuse = (error: string) => ({ status: 200, body: JSON.stringify({ ok: false, error }) })
    if (request.headers.authorization !== 'Bearer xoxb-good') return refuse('invalid_auth')
    const said = slackBody.safeParse(body).data
    if (!said) return refuse('invalid_blocks')
    if (said.channel === undefined) return refuse('channel_not_found')
    if (request.url?.endsWith('/chat.update')) {
      if (said.ts === undefined || !shown.has(said.ts)) return refuse('message_not_found')
      shown.set(said.ts, { text: said.text })
      return { status: 200, body: JSON.stringify({ ok: true, channel: 'C1', ts: said.ts }) }
    }
    const ts = `1700000000.${String(shown.size).padStart(6, '0')}`
    shown.set(ts, { text: said.text, ...(said.thread_ts === undefined ? {} : { thread: said.thread_ts }) })
    return { status: 200, body: JSON.stringify({ ok: true, channel: 'C1', ts }) }
  })
  return { ...server, shown }
}

/** A receiver of signed webhooks that refuses forged and old ones, and takes each key once. */
export async function webhookServer(secret: string): Promise<HttpServer & { readonly keys: Set<string> }> {
  const keys = new Set<string>()
  const server = await httpServer((_body, request, text) => {
    const [, seconds = '', given = ''] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['assay-signature'])) ?? []
    const right = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
    if (given !== right || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return { status: 401, body: 'forged' }
    keys.add(String(request.headers['idempotency-key']))
    return { status: 200, body: '{}' }
  })
  return { ...server, keys }
}

export interface MailServer {
  readonly url: string
  readonly mails: ParsedMail[]
  /** Answers to the next messages instead of taking them. */
  readonly faults: (421 | 451 | 550 | 'hang-up')[]
  close(): Promise<void>
}

export async function mailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = []
  const faults: (421 | 451 | 550 | 'hang-up')[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const fault = faults.shift()
      void simpleParser(stream).then((mail) => {
        if (fault === undefined) {
          mails.push(mail)
          done()
        } else if (fault === 'hang-up') {
          const [connection] = [...server.connections].filter((each) => 'id' in each && each.id === session.id)
          if (connection && '_socket' in connection) (connection._socket as { destroy(): void }).destroy()
        } else done(Object.assign(new Error('not now'), { responseCode: fault }))
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`,
    mails,
    faults,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** An alarm with everything in it, and with texts that try to be more than text. */
export const sample: Message = {
  event: 'opened',
  alarm: 'orders/price#1',
  severity: 'must',
  dataset: 'orders',
  headline: 'Orders is held: `price` must be at least 0',
  delivery: { number: 17, source: 'orders-17.csv', arrivedAt: '2026-11-23T05:41:00.000Z' },
  sentences: [
    {
      sentence: '`price` must be at least 0',
      shown: '98.4%',
      bound: '100%',
      reason: '312 of 19,406 counted rows do not satisfy it',
      why: 'refunds have a file of <their> own & more',
      history: [1, 1, null, 1, 0.984],
      band: { low: 1, high: 1 },
    },
  ],
  more: 2,
  common: '298 of 312 rows with supplier = <!channel> *Xerox*',
  rows: {
    columns: ['row', 'id', 'price'],
    cells: [
      ['17', '3920564', '-4995'],
      ['212', '```<script>', '-1,220'],
    ],
  },
  owner: 'pricing-team',
  since: '2026-11-23T05:41:00.000Z',
  at: '2026-11-23T05:41:07.000Z',
  cure: null,
  note: null,
  links: [{ label: 'See the rows', url: 'http://127.0.0.1:8080/orders/17' }],
}
