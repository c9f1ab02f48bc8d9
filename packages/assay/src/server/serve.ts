import { EventEmitter } from 'node:events'
import { isIP } from 'node:net'
import { pino, type Logger } from 'pino'
import { SOMEBODY, userName, type Project } from '../config.ts'
import { Failure } from '../failure.ts'
import { sayOfAlarm, tellOn } from '../run/alarming.ts'
import { release, reject } from '../run/decide.ts'
import { openDeliveries, type OpenDeliveries } from '../run/open-deliveries.ts'
import { judgedWrong } from '../run/judge-wrong.ts'
import { holdWatch, openWatching } from '../run/open-watching.ts'
import type { EngineLimits, Parts } from '../run/parts.ts'
import { replay } from '../run/replay.ts'
import { toldOf } from '../run/told.ts'
import { repair, watchOn } from '../run/watch.ts'
import type { Watching, WatchEvent } from '../run/watching.ts'
import { buildApp } from './app.ts'
import type { ServerEvent } from './contract.ts'
import type { Decision, Services } from './services.ts'
import { tellChanges } from './tell-changes.ts'

export interface ServeOptions extends EngineLimits {
  /** Overrides what `assay.yaml` says. */
  readonly host?: string
  readonly port?: number
  /** Goes on until this says stop. */
  readonly signal: AbortSignal
  /** Told where it listens. */
  readonly listening?: (url: string) => void
  /** Where logs go, one JSON object a line; standard output when absent. */
  readonly log?: Logger
}

/** One process: watcher, clock, outbox and HTTP API; it ends in an orderly way when it is told to stop. */
export async function serve(parts: Parts, project: Project, options: ServeOptions): Promise<void> {
  const { server } = project.settings
  const { host = server.host, port = server.port, signal, listening, log = pino(), ...limits } = options
  const held = await holdWatch(parts, project)
  try {
    const events = new EventEmitter<{ change: [ServerEvent] }>()
    events.setMaxListeners(0)
    const watching = await openWatching(parts, project, {
      ...limits,
      say: sayOn(log, events),
      progress: ({ dataset, number }, says) => {
        events.emit('change', { kind: 'progress', dataset, number, says })
      },
    })
    try {
      const local = isLocal(host)
      if (!local) await refuseOpen(watching, host)
      await repair(watching)
      let looked: Date | null = null
      const open = openDeliveries(watching)
      events.on('change', (event) => {
        if (event.kind === 'delivery') open.release(event.dataset)
      })
      const app = await buildApp(
        servicesOf(watching, open, events, () => looked),
        {
          local,
          hosts: hostsOf(project),
          logger: log,
        },
      )
      const url = await app.listen({ host, port })
      listening?.(url)
      try {
        await Promise.all([
          watchOn(watching, project.pages, signal, () => {
            looked = watching.clock()
          }),
          tellOn(watching, signal),
          tellChanges(watching, events, signal),
        ])
      } finally {
        await app.close()
        await open.close()
      }
    } finally {
      await watching.close()
    }
  } finally {
    held.release()
  }
}

const isLocal = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const hostsOf = ({ settings }: Project): readonly string[] =>
  settings.server.url === undefined ? [] : [new URL(settings.server.url).hostname]

/** Whoever can reach it from elsewhere must say who they are. */
async function refuseOpen({ store, history }: Watching, host: string): Promise<void> {
  if ((await store.tokenHashes(history.db)).length > 0) return
  throw new Failure('no-token', `Others can reach ${host}, and nobody would have to sign in: there is no token.`, {
    next: 'Make one first: `assay token add NAME --role admin`.',
  })
}

function sayOn(log: Logger, events: EventEmitter<{ change: [ServerEvent] }>): (event: WatchEvent) => void {
  return ({ level, dataset, delivery, text }) => {
    log[level]({ dataset, ...(delivery ? { delivery: delivery.number, state: delivery.state } : {}) }, text)
    if (delivery)
      events.emit('change', {
        kind: 'delivery',
        dataset: delivery.dataset,
        number: delivery.number,
        state: delivery.state,
      })
  }
}

function servicesOf(
  watching: Watching,
  open: OpenDeliveries,
  events: EventEmitter<{ change: [ServerEvent] }>,
  lastLook: () => Date | null,
): Services {
  const { project, history, store, deliveries, parts, limits, clock } = watching
  const decisions = { release, reject, replay }
  return {
    project,
    history,
    store,
    deliveries,
    parts,
    limits,
    clock,
    open,
    events,
    lastLook,
    userName: userName() ?? SOMEBODY,
    dues: watching.dues,
    async decide({ what, ...of }: Decision) {
      const done = await decisions[what](watching, of)
      watching.say({
        level: 'info',
        dataset: done.dataset,
        delivery: done,
        text: `${toldOf(done)}, by ${of.by}: ${of.reason}`,
      })
      return done
    },
    async judgedWrong(of) {
      const said = await judgedWrong(watching, of)
      const found = await store.datasetNamed(history.db, of.dataset)
      const delivery = found && (await store.deliveryNumbered(history.db, found.id, of.number))
      if (delivery)
        events.emit('change', { kind: 'delivery', dataset: of.dataset, number: of.number, state: delivery.state })
      return said
    },
    sayOfAlarm: (id, word) => sayOfAlarm(watching, id, word),
  }
}
