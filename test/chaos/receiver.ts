import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A message as it was taken. */
export interface Heard {
  readonly key: string
  readonly alarm: string
  readonly event: string
  readonly body: string
}

/** A receiver of alarms that takes its time, and may be down. */
export interface Receiver {
  readonly url: string
  readonly secret: string
  readonly heard: Heard[]
  /** Whether it answers that it cannot take anything. */
  down: boolean
  close(): Promise<void>
}

/** @param slowness milliseconds until it answers, at most; it has taken a message before it answers */
export async function openReceiver(slowness: number): Promise<Receiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      if (receiver.down) {
        response.writeHead(503).end()
        return
      }
      const { id, alarm, event } = JSON.parse(body) as { id: string; alarm: string; event: string }
      receiver.heard.push({ key: id, alarm, event, body })
      void sleep(Math.random() * slowness).then(() => response.writeHead(200).end())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${String(port)}/`,
    secret: 'for the rounds of chaos',
    heard: [],
    down: false,
    close: () => closed(server),
  }
  return receiver
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
