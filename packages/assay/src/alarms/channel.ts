import type { Message } from './message.ts'

/** Where alarms are told. One instance belongs to one named channel of the configuration. */
export interface Channel {
  readonly name: string
  /** Whether a repeat with the same key is taken once only. */
  readonly takesKey: boolean
  /**
   * Tells it, and gives what the channel calls the message, if anything. Throws `Undelivered` when it was not taken, or when
   * that is not known.
   */
  send(message: Message, delivery: Sending): Promise<string | null>
}

export interface Sending {
  /** The identity of this message; a repeat carries the same. */
  readonly key: string
  /** What the channel called the first message of this alarm: to update it in place, or to answer below it. */
  readonly first: string | null
}

/** A channel did not take a message. */
export class Undelivered extends Error {
  /** When it may be tried again, where the channel said so. */
  readonly retryAfterSeconds: number | null
  /** It will never be taken: the address is gone, the token was revoked. It is tried again only much later. */
  readonly permanent: boolean

  constructor(
    message: string,
    more: { readonly retryAfterSeconds?: number | null; readonly permanent?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'Undelivered'
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
    this.permanent = more.permanent ?? false
  }
}
