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

function targetOf(named: string): Target {
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
  const hour = nextTime(at, DIGEST_HOUR, zone)
  for (let day = hour; ; day = nextTime(new Date(day.getTime() + MINUTE), DIGEST_HOUR, zone))
    if (wall(day, zone).weekday === 'Mon') return day
}

type Quiet = NonNullable<Settings['alarms']['quiet hours']>

/** The end of the quiet hours that an instant lies in, or the instant itself. */
function afterQuiet({ from, to, timezone }: Quiet, at: Date): Date {
  const now = wall(at, timezone).time
  const [start, end] = [from.slice(0, 5), to.slice(0, 5)]
  const inside = start <= end ? start <= now && now < end : now >= start || now < end
  return inside ? nextTime(at, end, timezone) : at
}

const MINUTE = 60_000

/** The next time that the clock on the wall shows these hours and minutes, or has passed them by a change of the clock. */
function nextTime(at: Date, time: string, zone: string): Date {
  const start = Math.ceil(at.getTime() / MINUTE) * MINUTE
  for (let minute = start, before = ''; ; minute += MINUTE) {
    const now = wall(new Date(minute), zone).time
    if (now === time || (before !== '' && before < time && now > time)) return new Date(minute)
    before = now
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function wall(at: Date, zone: string): { readonly time: string; readonly weekday: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', weekday: 'short' })
  clocks.set(zone, clock)
  const parts = Object.fromEntries(clock.formatToParts(at).map((each) => [each.type, each.value]))
  return { time: `${parts.hour ?? '00'}:${parts.minute ?? '00'}`, weekday: parts.weekday ?? '' }
}
