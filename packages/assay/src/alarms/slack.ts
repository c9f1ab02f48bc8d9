import { z } from 'zod'
import { Undelivered, type Channel } from './channel.ts'
import { post } from './post.ts'
import { slackMessage } from './slack-blocks.ts'

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** Slack's incoming webhook: every message is a new one, since a webhook cannot change what it said. */
export function slackWebhook({ name, url }: { readonly name: string; readonly url: string }): Channel {
  return {
    name,
    takesKey: false,
    async send(message, { key }) {
      await post(url, JSON_TYPE, JSON.stringify(slackMessage(message, key)))
      return null
    },
  }
}

export interface SlackBotSettings {
  readonly name: string
  readonly token: string
  /** Id of a conversation, or its name. */
  readonly channel: string
  /** Of Slack's API; another one in tests and in isolated networks. */
  readonly api?: string
}

const answer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  ts: z.string().optional(),
  channel: z.string().optional(),
})

/** Errors that pass by, as Slack documents them for chat.postMessage and chat.update. */
const PASSING = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
]

/**
 * A bot of Slack: the first message of an alarm is updated in place and so always says how things are; what is new is
 * told in its thread too. The reference is `conversation/timestamp`.
 */
export function slackBot({ name, token, channel, api = 'https://slack.com/api' }: SlackBotSettings): Channel {
  const call = async (method: string, body: object): Promise<string> => {
    const { text } = await post(
      `${api}/${method}`,
      { ...JSON_TYPE, authorization: `Bearer ${token}` },
      JSON.stringify(body),
    )
    const said = answer.safeParse(parsed(text)).data
    if (said?.ok && said.ts !== undefined) return `${said.channel ?? channel}/${said.ts}`
    throw new Undelivered(`Slack answered ${said?.error ?? text.slice(0, 200)}`, {
      permanent: said?.error !== undefined && !PASSING.includes(said.error),
    })
  }
  return {
    name,
    takesKey: false,
    async send(message, { key, first }) {
      const said = { ...slackMessage(message, key), unfurl_links: false }
      if (first === null) return call('chat.postMessage', { channel, ...said })
      const [conversation = channel, ts = ''] = first.split('/')
      // the update can be repeated without harm, so that it comes first
      await call('chat.update', { channel: conversation, ts, ...said })
      if (message.event !== 'updated')
        await call('chat.postMessage', { channel: conversation, thread_ts: ts, text: said.text })
      return first
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
