import { parseDocument } from 'yaml'
import { z } from 'zod'
import { Failure } from './failure.ts'

/** What `assay.yaml` may say. All of it may be left out. */

const MILLISECONDS: { readonly [unit: string]: number } = {
  ms: 1,
  millisecond: 1,
  s: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
}

/** A duration as people write it; in milliseconds. */
const duration = z
  .union([z.string(), z.number()])
  .describe('a duration such as 30 seconds')
  .transform((written, context) => {
    const [, n, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(String(written).trim()) ?? []
    const one = MILLISECONDS[unit.toLowerCase()] ?? MILLISECONDS[unit.toLowerCase().replace(/s$/, '')]
    if (n !== undefined && one !== undefined) return Number(n) * one
    context.addIssue({ code: 'custom', message: `"${String(written)}" is no duration; write it as 30 seconds` })
    return z.NEVER
  })

const name = z.string().min(1)

const channel = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('slack'), webhook: z.url() }),
  z.strictObject({
    kind: z.literal('slack-bot'),
    token: name,
    channel: name,
    api: z.url().default('https://slack.com/api/'),
  }),
  z.strictObject({ kind: z.literal('webhook'), url: z.url(), secret: z.string().min(16) }),
  z.strictObject({ kind: z.literal('email'), smtp: z.url(), from: name, to: z.union([name, z.array(name).min(1)]) }),
])

const alarms = z
  .strictObject({
    channels: z.record(name, channel).default({}).describe('where alarms go, by the names that routes and pages use'),
    routes: z
      .array(
        z.strictObject({
          page: name.optional().describe('a dataset, or a pattern such as billing-*'),
          owner: name.optional(),
          severity: z.enum(['must', 'should']).optional(),
          to: z.array(name).min(1),
        }),
      )
      .default([])
      .describe('the first that fits is taken; `alarms:` of a page goes before'),
    'quiet hours': z
      .strictObject({ from: z.iso.time(), to: z.iso.time(), timezone: name.default('UTC') })
      .optional()
      .describe('alarms of a *should* wait until they end'),
    budget: z
      .int()
      .min(1)
      .optional()
      .describe('messages a week and channel; *should* alarms beyond it go into one digest'),
  })
  .prefault({})

export const settingsSchema = z.strictObject({
  pages: z.array(name).min(1).default(['.']).describe('pages, or folders with pages in them'),
  state: name.default('.assay').describe('folder of the history and of the kept deliveries'),
  retention: z
    .strictObject({
      deliveries: z.int().min(1).default(30),
      days: z.number().min(0).default(90),
    })
    .prefault({})
    .describe('snapshots newer than either are kept; the current one always is'),
  poll: duration.prefault('30 seconds').describe('how often sources are looked at'),
  settle: duration.prefault('2 seconds').describe('a file that has not changed for so long is no longer written to'),
  alarms,
  server: z
    .strictObject({
      host: name.default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(4180),
      url: z.url().optional().describe('where people reach the board, for the links of alarms'),
    })
    .prefault({}),
})

export type Settings = z.infer<typeof settingsSchema>
export type ChannelSettings = z.infer<typeof channel>

export const DEFAULTS: Settings = settingsSchema.parse({})

/** Reads the text of an `assay.yaml`; `${NAME}` stands for a variable of the environment. Throws a `Failure` that says what is wrong where. */
export function readSettings(written: string, path: string, environment: NodeJS.ProcessEnv): Settings {
  const document = parseDocument(written)
  const [fault] = document.errors
  if (fault) throw bad(path, fault.message.split('\n', 1)[0] ?? fault.message)
  const said: unknown = document.toJS() ?? {}
  const read = settingsSchema.safeParse(filled(said, path, environment))
  if (read.success) return read.data
  const faults = read.error.issues.map((each) => `${each.path.join('.') || 'the file'}: ${each.message}`)
  throw bad(path, faults.join('; '))
}

function filled(of: unknown, path: string, environment: NodeJS.ProcessEnv): unknown {
  if (typeof of === 'string')
    return of.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const value = environment[variable]
      if (value === undefined) throw bad(path, `the environment has no variable ${variable}`)
      return value
    })
  if (Array.isArray(of)) return of.map((each) => filled(each, path, environment))
  if (of !== null && typeof of === 'object')
    return Object.fromEntries(Object.entries(of).map(([key, each]) => [key, filled(each, path, environment)]))
  return of
}

const bad = (path: string, what: string): Failure => new Failure('bad-config', `${path} is wrong: ${what}.`)
