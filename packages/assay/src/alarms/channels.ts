import type { ChannelSettings, Settings } from '../settings.ts'
import type { Channel } from './channel.ts'
import { email } from './email.ts'
import { targetOf } from './routing.ts'
import { slackBot, slackWebhook } from './slack.ts'
import { webhook } from './webhook.ts'

/** The channel of a target, such as `quality` or `quality:#search`; null when the configuration has none of that name. */
export function channelNamed(settings: Settings['alarms'], target: string): Channel | null {
  const { channel, to } = targetOf(target)
  const said = settings.channels[channel]
  return said ? channelOf(target, said, to) : null
}

function channelOf(name: string, said: ChannelSettings, to: string | null): Channel {
  switch (said.kind) {
    case 'slack':
      return slackWebhook({ name, url: said.webhook })
    case 'slack-bot':
      return slackBot({ name, token: said.token, channel: to ?? said.channel, api: said.api.replace(/\/$/, '') })
    case 'webhook':
      return webhook({ name, url: said.url, secret: said.secret })
    case 'email':
      return email({ name, server: said.smtp, from: said.from, to: to === null ? [said.to].flat() : [to] })
  }
}
