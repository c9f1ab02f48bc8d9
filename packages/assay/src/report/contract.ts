import { z } from 'zod'

/** The result of a check: the contract of `--format json`, of the library and of every report. */

export const cell = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .describe('a cell; other kinds of value as text')
const count = z.int().min(0)

export const statusSchema = z.enum(['holds', 'broken', 'unchecked', 'idle'])
export const deliveryStateSchema = z.enum([
  'arrived',
  'accepted',
  'set-aside',
  'released',
  'held',
  'rejected',
  'not-checked',
  'same',
])

export const diagnosticSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  length: z.int().min(0).optional().describe('characters of that line that are meant'),
  fix: z.string().optional().describe('what to write instead'),
})

const judged = z.object({
  status: statusSchema,
  why: z
    .string()
    .nullable()
    .describe('reason code: null when it holds, out-of-bound when it is broken, else no-column, engine, no-baseline …'),
  value: z.union([z.number(), z.string()]).nullable().describe('the number measured; for rows the share from 0 to 1'),
  shown: z.string().describe('the value as it is shown: 98.4%, 1,349, 3 h'),
  counted: count.nullable().describe('rows counted: in scope and not missing'),
  failing: count.nullable().describe('counted rows that fail; null for sentences that are not about rows'),
  reason: z.string().describe('the verdict in one sentence'),
  left: z.string().optional().describe('in few words, what was not counted or left out: 3 not counted'),
})

const bound = z.string().describe('what the value must be: at least 99%')

const group = judged.omit({ why: true }).extend({
  bound,
  group: z.record(z.string(), cell).describe('the group: what is grouped by, and its value'),
})

const bin = z.object({ low: z.number(), high: z.number(), rows: count, failing: count })
export const distributionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numbers'),
    column: z.string(),
    bins: z
      .array(bin)
      .describe(
        'ascending, gapless; equally wide, but the outer ones reach as far as the values; high is exclusive except in the last',
      ),
    marks: z.array(z.number()).describe('the limits that the sentence sets'),
    times: z.boolean().describe('the numbers are seconds since 1970 of a date or timestamp'),
    unread: z
      .object({ rows: count, failing: count })
      .optional()
      .describe('values that are no number (no date, no time), and stand in no bin'),
  }),
  z.object({
    kind: z.literal('texts'),
    column: z.string(),
    values: z.array(z.object({ value: z.string(), rows: count, failing: count })).describe('most frequent first'),
    others: z.object({ different: count, rows: count, failing: count }),
    shapes: z
      .enum(['each', 'runs'])
      .optional()
      .describe(
        'the values are shapes, since every text is as frequent as the others: A a capital, a another letter, 9 a digit; with runs, many in a row are as one',
      ),
  }),
])

const evidence = z.object({
  columns: z
    .array(z.string())
    .describe(
      '`file` only when there are several; `row`; the key; the columns of the sentence; what they were compared with (the `x` before, what was looked up)',
    ),
  rows: z.array(z.array(cell)),
  total: count.describe('all failing rows, of which `rows` are the first'),
  blamed: z.array(z.string()).describe('those of `columns` whose cells are wrong'),
  unblamed: count
    .optional()
    .describe('how many of `total` are not in the file of failing values, as a tie leaves open which cell is wrong'),
  common: z
    .array(z.object({ column: z.string(), value: cell, failing: count, rows: count }))
    .describe(
      'what the failing rows have in common, strongest first: of `failing` rows with this value of `rows` in all',
    ),
  distribution: distributionSchema.optional(),
})

const past = z.object({
  delivery: count,
  status: statusSchema.nullable().describe('null where its measure was taken later, and the sentence not judged'),
  value: z.union([z.number(), z.string()]).nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

const mend = z.object({
  code: z
    .enum([
      'written',
      'numbers',
      'factor',
      'values',
      'affix',
      'letters',
      'codes',
      'renamed',
      'swapped',
      'columns',
      'delimiter',
      'encoding',
      'since-last',
    ])
    .describe('what changed: how dates are written, how numbers are, the unit, the words for the same values …'),
  says: z.string().describe('in one sentence, what it was and what it is'),
  columns: z.array(z.string()).describe('the columns that it is about, as the page names them'),
  old: z.array(z.string()).describe('values of the last accepted delivery; those of private columns as hashes'),
  new: z.array(z.string()).describe('values of this one beside them'),
  support: z
    .object({ what: z.string(), passed: count, counted: count })
    .describe('the check that supports it: of `counted` values (columns, sentences) so many are as `what` says'),
  lines: z.array(z.int()).describe('the lines of the sentences that it explains'),
  amendments: z
    .array(z.object({ line: z.int(), was: z.string(), is: z.string() }))
    .describe('sentences and settings of the page as they are and as they would be; `was` is empty for a new one'),
  patch: z.string().nullable().describe('the same as a unified diff of the page; null where the page is not to blame'),
  next: z.string().describe('what can be done'),
  release: z
    .string()
    .optional()
    .describe(
      'sentences that compare with the last accepted delivery stay broken, whatever the page says: the way out',
    ),
})

export const verdictSchema = judged.extend({
  line: z.int().min(1),
  column: z.int().min(1),
  sentence: z.string().describe('as it is written on the page'),
  canonical: z.string(),
  reading: z.string().describe('the exact meaning'),
  severity: z.enum(['must', 'should']),
  blocks: z.boolean().describe('whether it keeps the delivery from being accepted'),
  bound,
  band: z
    .object({ low: z.number().nullable(), high: z.number().nullable() })
    .nullable()
    .describe('the bound as numbers on the scale of `value`, for drawing; null where it is not a range'),
  bandShown: z
    .object({ low: z.string().nullable(), high: z.string().nullable() })
    .optional()
    .describe('the ends of `band` as they are shown: 97%, 3 h'),
  rows: count.nullable().describe('rows in scope'),
  columns: z.array(z.string()).describe('the columns that the sentence speaks about'),
  notes: z.array(z.object({ label: z.string().nullable(), text: z.string() })).describe('the lines below the sentence'),
  groups: z.array(group).optional().describe('the worst groups first, at most 100'),
  groupCount: z.object({ all: count, broken: count }).optional(),
  evidence: evidence.optional(),
  mend: z.int().min(0).optional().describe('what would mend it: index into `mends` of the page'),
  after: judged.extend({ bound }).optional().describe('the second judgement, without the rows set aside'),
  history: z
    .array(past)
    .optional()
    .describe('its number and `band` on earlier deliveries, oldest first, where a history is kept'),
})

export const pageResultSchema = z.object({
  page: z.string().describe('path of the page'),
  title: z.string().nullable(),
  dataset: z.string(),
  owner: z.string().nullable(),
  delivery: z.object({
    source: z.string(),
    rows: count.describe('all data rows, the unreadable ones included'),
    fingerprint: z.string().describe('sha256 over names and contents of its files'),
    bytes: count,
    unreadable: count.describe('rows that could not be read'),
    files: z.array(
      z.object({
        file: z.string(),
        bytes: count,
        rows: count,
        unreadable: count,
        format: z.string().describe('how it was read: CSV, comma, quote ", UTF-8, header'),
      }),
    ),
    unreadableRows: z.array(z.object({ file: z.string(), row: count, why: z.string(), text: z.string() })),
  }),
  earlier: z
    .array(z.object({ number: count, state: deliveryStateSchema, arrivedAt: z.string() }))
    .optional()
    .describe('what became of the deliveries before it, oldest first, where a history is kept'),
  accepted: z.boolean(),
  setAside: count.describe('rows to set aside so that the rest is accepted'),
  leftOut: count.optional().describe('rows that the second judgement (`after`) is without, whether it holds or not'),
  quarantine: z.number().nullable().describe('the share of rows that may be set aside'),
  state: z.enum(['accepted', 'set-aside', 'held', 'not-checked']),
  outcome: z.string().describe('the outcome in one sentence'),
  diagnostics: z.array(diagnosticSchema),
  verdicts: z.array(verdictSchema),
  mends: z
    .array(mend)
    .optional()
    .describe(
      'what is delivered otherwise than in the last accepted delivery and breaks sentences, one for each cause',
    ),
  document: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('heading'), level: z.int(), text: z.string(), line: z.int() }),
        z.object({ kind: z.literal('prose'), markdown: z.string(), line: z.int() }),
        z.object({ kind: z.literal('sentence'), verdict: z.int().describe('index into verdicts') }),
        z.object({ kind: z.literal('mistake'), text: z.string(), line: z.int() }),
      ]),
    )
    .describe('the page in its order; a mistake is a list item that is no sentence (its diagnostic has the same line)'),
  seconds: z.number(),
})

export const resultSchema = z.object({
  version: z.literal(1),
  now: z.string().describe('the time that the sentences were judged at, ISO 8601'),
  summary: z.object({ holds: count, broken: count, warnings: count, unchecked: count, idle: count }),
  exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  pages: z.array(pageResultSchema),
})

export type Result = z.infer<typeof resultSchema>
export type PageResult = z.infer<typeof pageResultSchema>
export type VerdictResult = z.infer<typeof verdictSchema>
export type MendResult = z.infer<typeof mend>
export type EvidenceResult = z.infer<typeof evidence>
export type DistributionResult = z.infer<typeof distributionSchema>
export type Cell = z.infer<typeof cell>
