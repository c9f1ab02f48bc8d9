import { z } from 'zod'

export { deliveryStateSchema } from '../report/contract.ts'

/** What all parts of the contract use. Instants are ISO 8601, UTC. */

export const instant = z.iso.datetime()
export const count = z.int().min(0)
export const value = z.union([z.number(), z.string()]).nullable()
export const limit = z.coerce.number().int().min(1).max(500)

export const roleSchema = z.enum(['viewer', 'editor', 'admin'])

export const problemSchema = z
  .object({
    code: z.string().describe('stable, for programs'),
    message: z.string().describe('what was found and what was expected, for people'),
    next: z.string().optional().describe('what to do next'),
  })
  .describe('why a request was not done')

export const datasetParams = z.object({ dataset: z.string().min(1).max(200) })
export const deliveryParams = datasetParams.extend({ number: z.coerce.number().int().min(1) })

/** More parentheses in one another than these are no sentence that a person writes, and would take long to read. */
const MOST_NESTED = 20

function nesting(text: string): number {
  let [open, most] = [0, 0]
  for (const sign of text) {
    if (sign === '(') most = Math.max(most, ++open)
    if (sign === ')') open--
  }
  return most
}

/** A sentence as a person writes it; one line. */
export const sentenceText = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .regex(/^[^\r\n]*$/, 'a sentence is one line')
  .refine((text) => nesting(text) <= MOST_NESTED, 'too many parentheses in one another')
