import { z } from 'zod'
import { diagnosticSchema, statusSchema, verdictSchema } from '../report/contract.ts'
import { columnProfileSchema, profileSchema, suggestionsSchema } from '../suggest/contract.ts'
import { count, datasetParams, instant, limit, problemSchema, sentenceText, value } from './contract-ground.ts'

/** What people say: the text of a page with its versions, sentences that are tried, proposed and dismissed. */

const version = z.object({
  version: count,
  at: instant,
  by: z.string().describe('who saved it; `file` where the file was written by something else'),
  message: z.string().nullable(),
})
const pageText = z.string().max(1_000_000)

export const textSchema = z.object({
  file: z.string().describe('path of the page in the project'),
  text: pageText,
  version: count,
  editable: z.boolean().describe('whether who asks may save it'),
  git: z.boolean().describe('whether saving makes a commit'),
  repository: z
    .enum(['commits', 'ignored', 'none'])
    .describe('how the file is kept beside the versions here; `ignored`: its repository ignores it'),
  versions: z.array(version).describe('newest first, at most 500'),
})
export type TextResponse = z.infer<typeof textSchema>
export const textVersionParams = datasetParams.extend({ version: z.coerce.number().int().min(1) })
export const textVersionSchema = version.extend({ text: pageText })

export const saveTextSchema = z.strictObject({
  text: pageText,
  basedOn: count.describe('the version that was edited'),
  message: z.string().trim().max(500).optional().describe('of the commit and of the version'),
})
export const savedTextSchema = version.extend({
  diagnostics: z.array(diagnosticSchema).describe('of the page as it was saved'),
  commit: z.string().nullable().describe('hash of the commit; null where none was made'),
  notCommitted: z
    .string()
    .nullable()
    .describe('why no commit was made in a repository; the file is saved all the same'),
})
export type SavedTextResponse = z.infer<typeof savedTextSchema>
export const conflictSchema = problemSchema.extend({
  text: pageText.describe('the page as it is now'),
  version: count,
  by: z.string(),
  at: instant,
})
export type ConflictResponse = z.infer<typeof conflictSchema>

export const trySchema = z.strictObject({
  sentence: sentenceText,
  sample: z.boolean().default(false).describe('on some of the rows, where there are many; else on all'),
})
const place = { at: count, end: count }
const mistake = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    ...place,
    fix: z.string().optional().describe('the sentence as it could be'),
  })
  .describe('`at` and `end` are offsets in the sentence')
export const triedSchema = z.object({
  sentence: z.string(),
  canonical: z.string().nullable().describe('null when it is no sentence'),
  reading: z.string().nullable(),
  diagnostics: z.array(mistake),
  delivery: count.nullable().describe('the newest whose rows are kept; null when there is none'),
  verdict: verdictSchema.nullable(),
  sampled: z
    .object({ rows: count, of: count })
    .nullable()
    .describe('measured on so many of all rows only; null when on all'),
  seconds: z.number(),
})
export type TriedResponse = z.infer<typeof triedSchema>

export const tryPastSchema = z.strictObject({
  sentence: sentenceText,
  last: z.int().min(1).max(400).default(40).describe('deliveries'),
})
export const triedPastSchema = z.object({
  canonical: z.string().nullable(),
  diagnostics: z.array(mistake),
  tried: count.describe('deliveries that it could be judged on'),
  broken: count.describe('deliveries on which it would have been broken'),
  would: z
    .array(
      z.object({
        delivery: count,
        arrivedAt: instant,
        status: statusSchema
          .nullable()
          .describe('null: the rows are no longer kept, or too many would have to be read'),
        value,
        shown: z.string(),
        reason: z.string(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    )
    .describe('what it would have come to, oldest first'),
  measured: count.describe('deliveries whose kept rows were measured for it; the others were measured before'),
  left: count.describe('deliveries whose rows are kept and were not measured: that would have taken too long'),
  seconds: z.number(),
})
export type TriedPastResponse = z.infer<typeof triedPastSchema>

export const columnsSchema = z.object({
  delivery: count.nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      kind: z
        .enum(['text', 'number', 'date', 'timestamp', 'time', 'boolean', 'list', 'struct', 'duration', 'other'])
        .describe('what its values read as'),
      private: z.boolean(),
    }),
  ),
  words: z.array(z.string()).describe('conditions that the page defines'),
  measures: z.array(z.string()).describe('numbers that the page defines'),
  datasets: z.array(z.string()).describe('other datasets that a sentence can name'),
})
export type ColumnsResponse = z.infer<typeof columnsSchema>
export const valuesQuery = z.object({
  column: z.string().min(1).max(500),
  starts: z.string().max(200).default('').describe('what the values begin with, whatever the case'),
  limit: limit.default(50),
})
export const valuesSchema = z.object({
  values: z
    .array(z.object({ value: z.string(), rows: count }))
    .describe('most frequent first; none of a private column'),
})
export type ValuesResponse = z.infer<typeof valuesSchema>

export const columnParams = datasetParams.extend({ column: z.string().min(1).max(500) })
export const columnSchema = z.object({
  delivery: count.describe('the newest whose rows are kept'),
  rows: count,
  sample: profileSchema.shape.sample,
  missing: profileSchema.shape.missing,
  column: columnProfileSchema,
  seconds: z.number(),
})
export type ColumnResponse = z.infer<typeof columnSchema>
export const suggestionsQuery = z.object({
  column: z.string().min(1).max(500).optional().describe('only what speaks of it'),
})
export const suggestionsResponseSchema = suggestionsSchema.extend({ delivery: count })
export type SuggestionsResponse = z.infer<typeof suggestionsResponseSchema>

export const dismissSchema = z.strictObject({ sentence: sentenceText })
export const dismissedSchema = z.object({ added: count.describe('0: it was dismissed before') })

const proposal = z.object({
  id: count,
  sentence: z.string(),
  canonical: z.string(),
  reading: z.string(),
  after: z.int().min(0).nullable().describe('the line of the page that it is to stand below; null: at the end'),
  why: z.string().nullable(),
  by: z.string(),
  at: instant,
  state: z.enum(['open', 'accepted', 'declined']),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  verdict: verdictSchema
    .pick({
      status: true,
      severity: true,
      value: true,
      shown: true,
      bound: true,
      reason: true,
      counted: true,
      failing: true,
    })
    .nullable()
    .describe('on the newest delivery, of open ones'),
})
export const proposalsQuery = z.object({ state: z.enum(['open', 'all']).default('open') })
export const proposalsSchema = z.object({ proposals: z.array(proposal).describe('newest first, at most 200') })
export type ProposalsResponse = z.infer<typeof proposalsSchema>
export type ProposalResponse = z.infer<typeof proposal>
export const proposalSchema = proposal
export const proposeSchema = z.strictObject({
  sentence: sentenceText,
  after: z.int().min(0).nullable().default(null),
  why: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .regex(/^[^\r\n]*$/, 'one line')
    .nullable()
    .default(null),
})
export const proposalParams = datasetParams.extend({ id: z.coerce.number().int().min(1) })
export const proposalDecisionSchema = z.strictObject({ reason: z.string().trim().max(2000).default('') })
export const acceptedProposalSchema = z.object({ proposal, saved: savedTextSchema })
export const declinedProposalSchema = z.object({ proposal })
