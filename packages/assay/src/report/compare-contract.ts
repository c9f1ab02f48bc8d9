import { z } from 'zod'

/** How two deliveries differ: the contract of `assay compare --format json` and of the library's `compare`. */

const count = z.int().min(0)
const cell = z.string().nullable().describe('a cell as text; null where it is missing; a hash where it is private')
const two = <T extends z.ZodType>(of: T) => z.object({ before: of, after: of })

const side = z.object({
  name: z.string().describe('how it is called: products 16, or a file'),
  number: count.nullable().describe('number of the delivery; null of a file'),
  source: z.string(),
  arrivedAt: z.string().nullable(),
  state: z.string().nullable().describe('accepted, held …; null of a file'),
  rows: count.describe('rows that could be read'),
  unreadable: count,
  columns: count,
  fingerprint: z.string(),
})

const values = z.object({
  different: count.describe('how many different values'),
  rows: count.describe('rows that have them'),
  examples: z.array(z.object({ value: z.string(), rows: count })).describe('the most frequent'),
})

const bin = z.object({ low: z.number(), high: z.number(), before: count, after: count })
const distribution = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numbers'),
    times: z.boolean().describe('the numbers are seconds since 1970'),
    bins: z.array(bin).describe('equally wide, ascending; the outer ones hold what lies beyond them too'),
  }),
  z.object({
    kind: z.literal('texts'),
    values: z.array(z.object({ value: z.string(), before: count, after: count })).describe('most frequent first'),
    others: z.object({ different: count, before: count, after: count }),
  }),
])

const column = z.object({
  name: z.string().describe('its name in the newer delivery; of a column that is gone, its last one'),
  state: z.enum(['kept', 'added', 'removed', 'renamed']),
  was: z.string().nullable().describe('its earlier name, where it seems to be renamed'),
  alike: z.number().nullable().describe('of a renamed column: the share of rows with the same value, from a sample'),
  private: z.boolean(),
  kind: two(z.string().nullable()).describe('number, date, timestamp, text …: what nearly all values read as'),
  type: two(z.string().nullable()).describe('in the words of the engine'),
  form: two(z.string())
    .extend({ changed: z.boolean() })
    .nullable()
    .describe('how texts are written: number, DD/MM/YYYY, "AA-999" …'),
  present: two(count.nullable()),
  missing: two(count.nullable()),
  changed: z
    .object({
      cells: count.describe('of rows that both have, those in which its value is another'),
      filled: count.describe('of these: was missing'),
      emptied: count.describe('of these: is missing now'),
      rewritten: count.describe('of these: the same number, written in another way'),
      examples: z
        .array(z.object({ key: z.array(cell), before: cell, after: cell }))
        .describe('each with the key of one row; the most frequent first'),
    })
    .nullable()
    .describe('null where rows cannot be told apart by a key, or only one side has the column'),
  numbers: two(
    z
      .object({ smallest: z.number(), mean: z.number(), largest: z.number(), negative: count.describe('below 0') })
      .nullable(),
  )
    .nullable()
    .describe('of numbers, and of times as seconds since 1970'),
  beyond: z
    .object({
      below: count.describe('numbers of the newer one that are smaller than all of the older one'),
      above: count.describe('and larger'),
    })
    .nullable(),
  came: values.nullable().describe('values that only the newer one has'),
  gone: values.nullable().describe('values that only the older one has'),
  distance: z
    .object({
      name: z.string(),
      value: z.number().describe('from 0, the same, to 1, nothing in common'),
      chance: z.number().describe('chance alone is beyond this in 1 of 100 cases'),
    })
    .nullable(),
  distribution: distribution.nullable(),
})

const where = z.object({
  of: z
    .enum(['added', 'removed', 'changed', 'cells', 'beyond', 'missing'])
    .describe(
      'rows; or of a column the changed cells, the numbers beyond all of the older delivery, or what is missing in more rows',
    ),
  column: z.string().nullable().describe('of cells'),
  total: count.describe('how many rows of that there are'),
  conditions: z
    .array(z.object({ column: z.string(), values: z.array(z.string()).min(1) }))
    .describe('all of these: the column has one of the values'),
  part: count.describe('of `total`, the rows that satisfy them'),
  rows: count.describe(
    'all rows that satisfy them: of the newer delivery for what was added, is beyond or missing, else of the older',
  ),
  outOf: count.describe('the rows of that delivery'),
})

export const comparisonSchema = z.object({
  version: z.literal(1),
  dataset: z.string().nullable(),
  title: z.string().nullable(),
  before: side,
  after: side,
  same: z.boolean().describe('nothing differs: columns, rows, values and how they are written'),
  key: z.object({
    columns: z.array(z.string()).describe('what rows are told apart by; empty: by all of their cells'),
    from: z.enum(['given', 'page', 'proposed', 'none']),
    repeated: two(count).describe('rows whose key is missing or not the only one; these are paired as well as may be'),
  }),
  rows: z.object({
    added: count,
    removed: count,
    changed: count.describe('the key is in both, and another cell differs'),
    same: count,
  }),
  others: z
    .boolean()
    .describe(
      'these are other rows: nearly none of one delivery is in the other, and rows "added" and "removed" say nothing',
    ),
  said: z
    .array(z.object({ column: z.string().nullable(), text: z.string() }))
    .describe('what differs beyond chance, in words, what matters most first'),
  cells: count.describe('cells that changed, in rows that both have'),
  columns: z.array(column).describe('in the order of the newer delivery; what is gone comes last'),
  where: z.array(where).describe('where a change concentrates'),
  notes: z.array(z.string()).describe('what a reader should know, one sentence each'),
  seconds: z.number(),
})

export type Comparison = z.infer<typeof comparisonSchema>
export type ComparedColumn = z.infer<typeof column>
export type ComparedSide = z.infer<typeof side>
export type ComparedWhere = z.infer<typeof where>
