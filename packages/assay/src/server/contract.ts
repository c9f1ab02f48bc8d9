import { z } from 'zod'
import { pageResultSchema, statusSchema } from '../report/contract.ts'
import { count, deliveryStateSchema, instant, limit, roleSchema, value } from './contract-ground.ts'
import { savedTextSchema } from './contract-saying.ts'

export { datasetParams, deliveryParams, deliveryStateSchema, problemSchema, roleSchema } from './contract-ground.ts'
export * from './contract-events.ts'
export * from './contract-rows.ts'
export * from './contract-saying.ts'

/** What the API takes and gives; the OpenAPI document and the board's types are made from it. Instants are ISO 8601, UTC. */

export const alarmParams = z.object({ id: z.coerce.number().int().min(1) })

export const sessionSchema = z.object({
  name: z.string(),
  role: roleSchema,
  open: z.boolean().describe('nobody has to sign in: only this machine can reach the server, and there is no token'),
})
export type SessionResponse = z.infer<typeof sessionSchema>
export const signInSchema = z.strictObject({ token: z.string().min(1).max(200) })

const stripSchema = z.object({
  number: count,
  state: deliveryStateSchema,
  arrivedAt: instant,
  broken: count,
  warnings: count,
  unchecked: count,
})

const dueSchema = z
  .object({
    late: z.boolean(),
    due: instant.nullable().describe('when the late data was due'),
    next: instant.nullable().describe('when the next delivery is due'),
  })
  .nullable()
  .describe('by the sentences about arrival; null when the page has none')

export const datasetStates = ['broken', 'late', 'unchecked', 'warning', 'holds', 'idle'] as const
const datasetSummarySchema = z.object({
  dataset: z.string(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  labels: z.array(z.string()),
  state: z.enum(datasetStates),
  since: instant.nullable().describe('since when it is in this state'),
  says: z.string().describe('what is the matter, in a few words: 1 broken, supplier = Xerox'),
  last: stripSchema
    .extend({ rows: count.nullable(), setAside: count.nullable(), outcome: z.string().nullable() })
    .nullable(),
  strip: z.array(stripSchema).describe('the last deliveries, oldest first'),
  sentences: z.object({ holds: count, broken: count, warnings: count, unchecked: count, idle: count }).nullable(),
  due: dueSchema,
  openAlarms: count,
  proposed: count.describe('sentences that wait for an editor'),
})
export type DatasetSummary = z.infer<typeof datasetSummarySchema>

export const overviewQuery = z.object({
  owner: z.string().optional(),
  state: z.enum(datasetStates).optional(),
  label: z.string().optional(),
  q: z.string().max(200).optional().describe('part of a name or title'),
  after: z.coerce.number().int().min(0).default(0),
  limit: limit.default(100),
})
export const overviewSchema = z.object({
  now: instant,
  headline: z.string().describe('in words what needs someone'),
  details: z.string(),
  all: count.describe('datasets that fit the filters'),
  sentences: count,
  owners: z.array(z.string()),
  labels: z.array(z.string()),
  datasets: z.array(datasetSummarySchema).describe('the worst first'),
})
export type OverviewResponse = z.infer<typeof overviewSchema>

const pointSchema = z.object({
  delivery: count,
  status: statusSchema.nullable(),
  value,
  counted: count.nullable(),
  failing: count.nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const seriesSchema = z.object({
  sentence: count.describe('id of the sentence'),
  canonical: z.string(),
  reading: z.string(),
  severity: z.enum(['must', 'should']),
  bound: z.string(),
  unit: z.enum(['share', 'number', 'duration', 'instant', 'text']),
  line: count,
  points: z.array(pointSchema).describe('oldest first'),
})

const judgedWrong = z.object({
  kind: z.enum(['expected', 'should-have-alarmed']),
  by: z.string(),
  at: instant,
  reason: z.string(),
})
const deliverySchema = z.object({
  number: count,
  state: deliveryStateSchema,
  source: z.string(),
  arrivedAt: instant,
  judgedAt: instant.nullable(),
  fingerprint: z.string(),
  sameAs: count.nullable(),
  bytes: count,
  rows: count.nullable(),
  setAside: count.nullable(),
  counts: z.object({ holds: count, broken: count, warnings: count, unchecked: count, idle: count }).nullable(),
  outcome: z.string().nullable(),
  seconds: z.number().nullable(),
  kept: z.boolean().describe('its rows are still kept'),
  current: z.boolean(),
  judgedWrong: z
    .array(judgedWrong.extend({ sentence: z.string() }))
    .describe('what people said of its verdicts, oldest first'),
  decisions: z.array(
    z.object({
      what: z.enum(['release', 'reject', 'replay', 'forget']),
      by: z.string(),
      at: instant,
      reason: z.string(),
      was: deliveryStateSchema,
      is: deliveryStateSchema,
    }),
  ),
})
export type DeliveryResponse = z.infer<typeof deliverySchema>
export const deliveriesQuery = z.object({ before: z.coerce.number().int().min(1).optional(), limit: limit.default(50) })
export const deliveriesSchema = z.object({ deliveries: z.array(deliverySchema).describe('newest first') })
export type DeliveriesResponse = z.infer<typeof deliveriesSchema>

export const pageQuery = z.object({ last: limit.default(60).describe('deliveries in the lines of the sentences') })
export const pageSchema = z.object({
  dataset: z.string(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  strip: z.array(stripSchema),
  delivery: deliverySchema.nullable().describe('the one whose verdicts are shown'),
  current: count.nullable().describe('number of the newest accepted delivery'),
  due: dueSchema,
  result: pageResultSchema
    .nullable()
    .describe('the page as a document with its verdicts, as of `assay check --format json`'),
  series: z.array(seriesSchema),
  brokenSince: z
    .record(z.string(), instant)
    .describe('by canonical sentence: when the deliveries on which it is broken began'),
  waiting: z
    .array(
      z.object({
        kind: z.enum(['sentence', 'mistake']),
        text: z.string(),
        says: z.string().nullable().describe('what is wrong with it'),
        after: z.string().nullable().describe('the judged sentence, canonically, that it stands below'),
      }),
    )
    .describe('what was written into the page since and is not judged yet'),
})
export type PageResponse = z.infer<typeof pageSchema>

export const deliveryResultSchema = z.object({ delivery: deliverySchema, result: pageResultSchema.nullable() })

export const decisionSchema = z.strictObject({ reason: z.string().trim().min(1).max(2000) })
export const decidedSchema = z.object({ delivery: deliverySchema })

export const judgedWrongSchema = z.strictObject({
  sentence: z.string().min(1).max(10_000).describe('as it is written canonically'),
  kind: z.enum(['expected', 'should-have-alarmed']),
  reason: z.string().trim().min(1).max(2000),
})
export const judgedWrongResponseSchema = judgedWrong.extend({
  sentence: z.string(),
  teaches: z.boolean().describe('what is usual is learnt by it: the delivery counts as accepted'),
})

export const cureSchema = z.strictObject({
  sentence: z.string().min(1).max(10_000).describe('one that a change of format breaks, as it is written canonically'),
  reason: z.string().trim().min(1).max(2000),
})
export const curedSchema = z.object({
  says: z.string().describe('what changed'),
  saved: savedTextSchema,
  delivery: deliverySchema.describe('judged again by the mended page'),
  notReplayed: z.string().nullable().describe('why it could not be judged again; the page is mended all the same'),
})
export type CuredResponse = z.infer<typeof curedSchema>

export const compareQuery = z.object({
  a: z.coerce.number().int().min(1).optional().describe('the older; the newest that was accepted before `b`'),
  b: z.coerce.number().int().min(1).optional().describe('the newer; the newest that is kept'),
})
export { comparisonSchema } from '../report/compare-contract.ts'
export type { ComparedColumn, ComparedWhere, Comparison } from '../report/compare-contract.ts'

export const sentenceQuery = z.object({
  sentence: z.string().min(1).max(10_000).describe('as it is written canonically'),
})
export const sqlSchema = z.object({
  statements: z.array(z.string()),
  seconds: z
    .number()
    .nullable()
    .describe('that measuring it took on the newest delivery, with all that shares its scan'),
})
export type StatementsResponse = z.infer<typeof sqlSchema>

const alarmStateSchema = z.enum(['open', 'acknowledged', 'snoozed', 'muted', 'closed'])
const alarmSchema = z.object({
  id: count,
  dataset: z.string(),
  cause: z.string(),
  severity: z.enum(['must', 'should']),
  title: z.string(),
  state: alarmStateSchema,
  until: instant.nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  openedAt: instant,
  changedAt: instant,
  closedAt: instant.nullable(),
  sentences: z.array(
    z.object({
      sentence: z.string(),
      shown: z.string(),
      bound: z.string(),
      reason: z.string(),
      why: z.string().nullable(),
      history: z.array(z.number().nullable()),
      band: z.object({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
    }),
  ),
  common: z.string().nullable(),
})
export type AlarmResponse = z.infer<typeof alarmSchema>
export const alarmsQuery = z.object({
  open: z.enum(['true', 'false']).optional(),
  dataset: z.string().optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: limit.default(100),
})
export const alarmsSchema = z.object({ alarms: z.array(alarmSchema) })
export type AlarmsResponse = z.infer<typeof alarmsSchema>
export const alarmDetailSchema = alarmSchema.extend({
  events: z.array(z.object({ at: instant, what: z.string(), by: z.string().nullable(), note: z.string().nullable() })),
  messages: z.array(
    z.object({
      channel: z.string(),
      key: z.string(),
      event: z.string(),
      headline: z.string(),
      note: z
        .string()
        .nullable()
        .describe('what has changed since it was told first: who acknowledged it, what was decided'),
      createdAt: instant,
      sentAt: instant.nullable().describe('when the channel took it; null while it waits'),
      attempts: count,
      nextAt: instant,
      lastError: z.string().nullable(),
    }),
  ),
  untold: z
    .object({ why: z.enum(['no-channels', 'no-route', 'quiet', 'later-channel']), until: instant.nullable() })
    .nullable()
    .describe(
      'why there is no message: assay.yaml has no channel; none fits this page, owner and severity; it is muted or snoozed `until`; the channels came after it. Null where somebody is told',
    ),
})
export type AlarmDetailResponse = z.infer<typeof alarmDetailSchema>
export const alarmWordSchema = z.strictObject({
  what: z.enum(['acknowledge', 'snooze', 'mute', 'unmute', 'expected']),
  note: z.string().max(2000).nullable().default(null),
  until: instant.nullable().default(null).describe('end of a snooze or mute; they need one'),
})

export const tokenSchema = z.object({
  id: count,
  name: z.string(),
  role: roleSchema,
  createdAt: instant,
  createdBy: z.string(),
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  revokedBy: z.string().nullable(),
})
export const tokensSchema = z.object({ tokens: z.array(tokenSchema) })
export const newTokenSchema = z.strictObject({ name: z.string().trim().min(1).max(100), role: roleSchema })
export const madeTokenSchema = tokenSchema.extend({ token: z.string().describe('shown once, kept only as a hash') })

export const healthSchema = z.object({ status: z.literal('ok') })
export const readySchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  lastLook: instant.nullable().describe('when the sources were last looked at'),
  unsent: count.describe('messages that wait for their channel'),
})
export type ReadyResponse = z.infer<typeof readySchema>
