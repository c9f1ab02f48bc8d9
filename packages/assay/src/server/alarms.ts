import { bodyOf, targetsOf, type Payload } from '../alarms/index.ts'
import type { AlarmRecord } from '../record.ts'
import type { App } from './app.ts'
import {
  alarmDetailSchema,
  alarmParams,
  alarmsQuery,
  alarmsSchema,
  alarmWordSchema,
  type AlarmDetailResponse,
  type AlarmResponse,
} from './contract.ts'
import { datasetOf } from './datasets.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Services } from './services.ts'
import { personAsking } from './session.ts'

export function addAlarms(app: App, services: Services): void {
  const { store, history } = services
  app.get(
    '/api/alarms',
    {
      schema: { summary: 'Alarms, newest first', querystring: alarmsQuery, response: { 200: alarmsSchema } },
      config: { role: 'viewer' },
    },
    async (request) => {
      const { open, dataset, before, limit } = request.query
      const datasetId = dataset === undefined ? undefined : (await datasetOf(services, dataset)).id
      const alarms =
        open === 'true'
          ? [...(await store.openAlarms(history.db, datasetId))].reverse().slice(0, limit)
          : await store.alarmsOf(history.db, {
              limit,
              ...(datasetId === undefined ? {} : { datasetId }),
              ...(before === undefined ? {} : { before }),
            })
      return { alarms: alarms.map(alarmResponse) }
    },
  )
  app.get(
    '/api/alarms/:id',
    {
      schema: {
        summary: 'An alarm, what happened to it and who was told',
        params: alarmParams,
        response: { 200: alarmDetailSchema },
      },
      config: { role: 'viewer' },
    },
    (request) => detailOf(services, request.params.id),
  )
  app.post(
    '/api/alarms/:id',
    {
      schema: {
        summary: 'Acknowledge, snooze or mute an alarm, or say that it is expected',
        params: alarmParams,
        body: alarmWordSchema,
        response: { 200: alarmDetailSchema },
      },
      config: { role: 'editor' },
    },
    async (request) => {
      const { what, note, until } = request.body
      if ((what === 'snooze' || what === 'mute') !== (until !== null))
        throw new Refusal(400, 'until', 'A snooze or mute, and only these, has an end.')
      const said = await services.sayOfAlarm(request.params.id, { what, note, until, by: personAsking(request).name })
      if (!said) throw notFound(`alarm ${String(request.params.id)} that this can be said of`)
      return detailOf(services, request.params.id)
    },
  )
}

function alarmResponse(of: AlarmRecord): AlarmResponse {
  const { id, dataset, cause, severity, title, state, until, by, note, openedAt, changedAt, closedAt } = of
  const { message } = bodyOf(of)
  return {
    ...{ id, dataset, cause, severity, title, state, until, by, note, openedAt, changedAt, closedAt },
    sentences: message.sentences.map((each) => ({ ...each, history: [...each.history] })),
    common: message.common,
  }
}

/** Why nobody is told of an alarm that no message was made for. */
async function untoldOf(
  { store, history, project: { settings } }: Services,
  alarm: AlarmRecord,
): Promise<NonNullable<AlarmDetailResponse['untold']>> {
  if (alarm.state === 'muted' || alarm.state === 'snoozed') return { why: 'quiet', until: alarm.until }
  if (Object.keys(settings.alarms.channels).length === 0) return { why: 'no-channels', until: null }
  const dataset = await store.datasetNamed(history.db, alarm.dataset)
  const { owner } = bodyOf(alarm).message
  const told = targetsOf(settings.alarms, dataset?.alarms ?? [], { ...alarm, owner })
  return { why: told.length === 0 ? 'no-route' : 'later-channel', until: null }
}

async function detailOf(services: Services, id: number): Promise<AlarmDetailResponse> {
  const { store, history } = services
  const alarm = await store.alarmById(history.db, id)
  if (!alarm) throw notFound(`alarm ${String(id)}`)
  const [events, messages] = await Promise.all([store.alarmEvents(history.db, id), store.messagesOf(history.db, id)])
  return {
    ...alarmResponse(alarm),
    events: [...events],
    messages: messages.map(({ payload, channel, key, createdAt, sentAt, attempts, nextAt, lastError }) => ({
      ...{ channel, key, createdAt, sentAt, attempts, nextAt, lastError },
      event: (payload as Payload).message.event,
      headline: (payload as Payload).message.headline,
      note: (payload as Payload).message.note,
    })),
    untold: messages.length > 0 ? null : await untoldOf(services, alarm),
  }
}
