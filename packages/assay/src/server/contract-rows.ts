import { z } from 'zod'
import { cell } from '../report/contract.ts'
import { count, limit } from './contract-ground.ts'

/** Rows of kept deliveries: those that fail a sentence, and those that were set aside. */

const window = {
  q: z.string().max(200).optional().describe('rows with a cell that contains this text, whatever the case'),
  after: z.coerce.number().int().min(0).default(0).describe('leaves out so many'),
  limit: limit.default(100),
  format: z.enum(['json', 'csv']).default('json').describe('csv: all rows that fit, as a file'),
}

export const rowsQuery = z.object({
  sentence: z.string().min(1).max(10_000).describe('as it is written canonically'),
  ...window,
})
export const setAsideQuery = z.object(window)

const row = z.object({
  file: z.string().describe('that it was delivered in'),
  row: count.describe('its number in the file'),
  cells: z.array(cell).describe('one for each of `columns`; of private columns a hash'),
})
const found = {
  delivery: count,
  columns: z.array(z.string()).describe('all of the delivery, in its order'),
  key: z.array(z.string()).describe('those of `columns` that name a row'),
  total: count.describe('all rows of this kind'),
  matching: count.describe('those of them that fit `q`'),
  next: count.nullable().describe('`after` of the next request; null at the end'),
}

export const rowsSchema = z.object({
  ...found,
  blamed: z.array(z.string()).describe('those of `columns` whose cells are wrong'),
  rows: z.array(row),
})
export const setAsideSchema = z.object({
  ...found,
  rows: z.array(row.extend({ broke: z.array(z.string()).describe('the sentences that it broke, canonically') })),
})
export type RowsResponse = z.infer<typeof rowsSchema>
export type SetAsideResponse = z.infer<typeof setAsideSchema>
