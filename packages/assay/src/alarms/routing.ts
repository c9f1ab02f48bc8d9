import { dayAfter, lastBefore, localDay, wallClock, weekdayOf } from '@assay/core'
import type { Settings } from '../settings.ts'

/** Where an alarm is told, and when; pure. */

export interface Target {
  /** Name of a channel of the configuration. */
  readonly channel: string
  /** Another conversation or address than the channel's own: `quality:#search` on a page. */
  readonly to: string | null
}

export interface About {
  readonly dataset: string
  readonly owner: string | null
  readonly severity: 'must' | 'should'
}

/** What a page says goes before the routes; of those, the first that fits. Without any, all channels are told. */
export function targetsOf(settings: Settings['alarms'], page: readonly string[], about: About): readonly Target[] {
  const channels = Object.keys(settings.channels)
  const named = page.length > 0 ? page : (settings.routes.find((route) => fits(route, about))?.to ?? unrouted(settings))
  return [...new Set(named)].map(targetOf).filter((each) => channels.includes(each.channel))
}

const unrouted = (settings: Settings['alarms']): readonly string[] =>
  settings.routes.length === 0 ? Object.keys(settings.channels) : []

/** What `targetName` wrote. */
export function targetOf(named: string): Target {
  const [channel = '', ...to] = named.split(':')
  return { channel, to: to.length > 0 ? to.join(':') : null }
}

export const targetName = ({ channel, to }: Target): string => (to === null ? channel : `${channel}:${to}`)

/** Channels that a page or a route names and that are not there: to be said when the configuration is read. */
export function unknownTargets(settings: Settings['alarms'], page: readonly string[]): readonly string[] {
  const named = [...page, ...settings.routes.flatMap((each) => each.to)]
  return [...new Set(named.map((each) => targetOf(each).channel))].filter((each) => !(each in settings.channels))
}

type Route = Settings['alarms']['routes'][number]
const fits = (route: Route, about: About): boolean =>
  (route.page === undefined || pattern(route.page).test(about.dataset)) &&
  (route.owner === undefined || route.owner === about.owner) &&
  (route.severity === undefined || route.severity === about.severity)

/** A name in which `*` stands for anything. */
const pattern = (of: string): RegExp =>
  new RegExp(
    `^${of
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')}$`,
    'i',
  )

export interface Schedule {
  /** ISO 8601. */
  readonly nextAt: string
  /** Told with others in one message. */
  readonly digest: boolean
}

/**
 * When a message goes out: at once, except that those of a *should* wait for the end of the quiet hours, and go into the digest
 * of the week once the channel had its budget of messages in the last seven days.
 */
export function scheduled(
  settings: Settings['alarms'],
  severity: 'must' | 'should',
  sentThisWeek: number,
  at: Date,
): Schedule {
  if (severity === 'must') return { nextAt: at.toISOString(), digest: false }
  if (settings.budget !== undefined && sentThisWeek >= settings.budget)
    return { nextAt: nextDigest(settings, at).toISOString(), digest: true }
  const quiet = settings['quiet hours']
  return { nextAt: (quiet ? afterQuiet(quiet, at) : at).toISOString(), digest: false }
}

const DIGEST_HOUR = '09:00'

/** Mondays at 09:00, in the zone of the quiet hours. */
function nextDigest(settings: Settings['alarms'], at: Date): Date {
  const zone = settings['quiet hours']?.timezone ?? 'UTC'
  let day = localDay(at.getTime() / 1000, zone)
  while (weekdayOf(day) !== 'Monday' || timeOf(day, DIGEST_HOUR, zone) < at) day = dayAfter(day)
  return timeOf(day, DIGEST_HOUR, zone)
}

type Quiet = NonNullable<Settings['alarms']['quiet hours']>

/** The end of the quiet hours that an instant lies in, or the instant itself. */
function afterQuiet({ from, to, timezone }: Quiet, at: Date): Date {
  const [day = '', clock = ''] = wallClock(at.getTime() / 1000, timezone).split('T')
  const [now, start, end] = [clock.slice(0, 5), from.slice(0, 5), to.slice(0, 5)]
  const inside = start <= end ? start <= now && now < end : now >= start || now < end
  return inside ? timeOf(now < end ? day : dayAfter(day), end, timezone) : at
}

const timeOf = (day: string, clock: string, zone: string): Date => new Date(lastBefore(day, clock, zone) * 1000)
