import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** A receiver of alarms: a real HTTP server on this machine, which checks the signature of whatever is sent to it. */
export async function openReceiver(secret, received) {
  const server = createServer(async (request, response) => {
    const parts = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    const genuine = signedBy(secret, request.headers['assay-signature'] ?? '', body)
    response.writeHead(genuine ? 200 : 401).end()
    if (genuine) received(JSON.parse(body), body, request.headers)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}/alarms`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function signedBy(secret, signature, body) {
  const [, seconds = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  const made = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  return given !== '' && timingSafeEqual(Buffer.from(given, 'hex'), made)
}
