import { z } from 'zod'
import { distributionSchema } from '../report/contract.ts'

/** What `assay profile --format json` and `assay suggest --format json` print, and the server's board is drawn from. */

const count = z.int().min(0)
const valueCount = z.object({ value: z.string(), rows: count })
const tried = {
  counted: count.describe('rows in which it could be told'),
  failing: count.describe('of them, those in which it is not so'),
  sentence: z.string().describe('what a page would say, in canonical form'),
}

export const WHAT_IT_IS = [
  'number',
  'whole number',
  'date',
  'timestamp',
  'time',
  'true or false',
  'text',
  'list',
  'empty',
] as const

export const columnProfileSchema = z.object({
  name: z.string().describe('as a sentence names it; a nested field as `address.city`'),
  entries: z.boolean().describe('the values are the entries of a list, and `rows` counts entries'),
  private: z.boolean().describe('its values are shown as keyed hashes, and nothing else of them is'),
  holds: z.string().describe('what the source holds: text of a file, or number, date … of Parquet and JSON'),
  is: z.enum(WHAT_IT_IS).describe('what nearly all values read as'),
  unlike: count.describe('present values that do not read so'),
  written: z.string().nullable().describe('how its dates or numbers are written: ISO, DD/MM/YYYY, 1.234,56'),
  standard: z.string().nullable().describe('the standard that nearly all values keep: email, country code …'),
  rows: count,
  present: count,
  different: count,
  once: count.describe('values that occur only once'),
  frequent: z.array(valueCount).describe('the most frequent values first'),
  rare: z.array(valueCount).describe('the least frequent values, the rarest first'),
  smallest: z.string().nullable().describe('of numbers and dates'),
  largest: z.string().nullable(),
  shortest: z.object({ length: count, value: z.string() }).nullable(),
  longest: z.object({ length: count, value: z.string() }).nullable(),
  numbers: z
    .object({ mean: z.number(), quartiles: z.tuple([z.number(), z.number(), z.number()]) })
    .nullable()
    .describe('of values that read as numbers'),
  distribution: distributionSchema.nullable().describe('nothing fails in it'),
  shapes: z
    .array(z.object({ pattern: z.string(), rows: count, example: z.string() }))
    .describe('how texts are made of digits, letters and what stands between: RE2 patterns, most rows first'),
  misspelt: z
    .array(valueCount.extend({ of: z.string(), ofRows: count }))
    .describe('rare values that are nearly spelt as a much more frequent one'),
})
export type ColumnFacts = z.infer<typeof columnProfileSchema>

export const tableFactsSchema = z.object({
  keys: z.array(z.object({ columns: z.array(z.string()), ...tried })).describe('columns that name a row'),
  determines: z.array(z.object({ of: z.array(z.string()), on: z.string(), ...tried })),
  orderings: z.array(z.object({ low: z.string(), high: z.string(), ...tried })),
  computed: z.array(
    z.object({
      column: z.string(),
      how: z.enum(['equal', 'plus', 'times']),
      from: z.array(z.string()),
      ...tried,
    }),
  ),
  lookUps: z.array(z.object({ column: z.string(), dataset: z.string(), of: z.string(), ...tried })),
})
export type TableFacts = z.infer<typeof tableFactsSchema>

export const profileSchema = z.object({
  version: z.literal(1),
  dataset: z.string(),
  source: z.string(),
  delivery: z
    .object({ source: z.string(), of: count.describe('deliveries that there are') })
    .describe('the newest delivery is looked at'),
  rows: count,
  sample: z
    .object({ rows: count, of: count })
    .nullable()
    .describe(
      'above a size: `distribution`, `shapes`, `misspelt` and `numbers` are of this many rows; all else is exact',
    ),
  missing: z.array(z.string()).describe('texts that mean "no value"'),
  columns: z.array(columnProfileSchema),
  table: tableFactsSchema.nullable().describe('what columns have to do with one another; null where one was asked for'),
  seconds: z.number(),
})
export type Profile = z.infer<typeof profileSchema>

const exceptionSchema = z.object({
  column: z.string().nullable(),
  value: z.string().nullable().describe('null when it is missing'),
  row: count.describe('the first row in which it stands'),
  rows: count.describe('rows in which it stands'),
})

export const suggestedSchema = z.object({
  sentence: z.string().describe('in canonical form, with the tolerance that lets what was seen pass'),
  reading: z.string(),
  says: z.string().describe('the claim in a word or two: unique, present, range, one of, determine …'),
  columns: z.array(z.string()),
  seen: z.string().describe('the number that it rests on, as the page says it'),
  counted: count.nullable().describe('rows; null of a number of the delivery'),
  failing: count,
  exceptions: z.array(exceptionSchema).describe('the first exceptions, the rarest values first'),
  worth: z.number().describe('what a reader gains by it, 0 to 1: they are ranked by this'),
  chance: z.number().describe('how likely it alarms on the next delivery although nothing is wrong, 0 to 1'),
})
export type SuggestedSentence = z.infer<typeof suggestedSchema>

export const suggestionsSchema = z.object({
  version: z.literal(1),
  dataset: z.string(),
  source: z.string(),
  rows: count,
  deliveries: count.describe('deliveries that it was learnt from and tried on'),
  sample: z.object({ rows: count, of: count }).nullable(),
  tried: z.array(z.string()).describe('on what rows it was tried, in words'),
  sentences: z.array(suggestedSchema).describe('without what the page says already and what was dismissed'),
  alarms: z.number().describe('false alarms that all of them are expected to raise with each delivery'),
  dropped: count.describe('sentences that held where they were learnt and not where they were tried'),
  seconds: z.number(),
})
export type Suggestions = z.infer<typeof suggestionsSchema>

const changed = z.object({
  line: count,
  from: z.string().describe('the sentence as it was'),
  to: z.string(),
  debt: z.string().nullable().describe('what fails today, in words'),
})

export const adoptionSchema = z.object({
  version: z.literal(1),
  page: z.string(),
  text: z.string().describe('the page with these changes and no others'),
  patch: z.string().describe('the same as a unified diff; empty when nothing changes'),
  adopted: z
    .array(changed)
    .describe('broken today: now with the tolerance that lets pass what is there and nothing worse'),
  reduced: z.array(changed).describe('adopted before, and better today: the tolerance is tighter now'),
  paid: z.array(changed).describe('adopted before, and right today: the sentence is as it was meant'),
  left: z.array(z.object({ line: count, sentence: z.string(), why: z.string() })).describe('what cannot be adopted'),
  unchanged: count.describe('sentences that hold, or have nothing to judge yet'),
})
export type Adoption = z.infer<typeof adoptionSchema>
