import { createHmac } from 'node:crypto'
import type { Channel } from './channel.ts'
import type { Message } from './message.ts'
import { post } from './post.ts'

export interface WebhookSettings {
  readonly name: string
  readonly url: string
  /** Shared with the receiver, who checks the signature with it. */
  readonly secret: string
}

/** What the body says besides the message: which version of its shape it is. */
const webhookBody = (message: Message, key: string): string => JSON.stringify({ version: 1, id: key, ...message })

/**
 * The signature of a body: hex of HMAC-SHA256 over the seconds since 1970 at which it was sent, a full stop and the body, so
 * that a receiver can refuse what is old as well as what is forged (the scheme of Stripe's `v1` signatures).
 */
const signatureOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret)
    .update(`${String(seconds)}.${body}`)
    .digest('hex')

/** A signed webhook: one POST of JSON for each message, with the key of the message for receivers that take it once. */
export function webhook({ name, url, secret }: WebhookSettings): Channel {
  return {
    name,
    takesKey: true,
    async send(message, { key }) {
      const body = webhookBody(message, key)
      const seconds = Math.floor(Date.now() / 1000)
      await post(
        url,
        {
          'content-type': 'application/json',
          'idempotency-key': key,
          'assay-signature': `t=${String(seconds)},v1=${signatureOf(secret, seconds, body)}`,
        },
        body,
      )
      return null
    },
  }
}
