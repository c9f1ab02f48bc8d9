import { z } from 'zod'
import { comparisonSchema } from './compare-contract.ts'
import { resultSchema } from './contract.ts'

/**
 * The JSON Schema (draft 2020-12) of the result, as it is published in `docs/result.schema.json`. What it does not name
 * is allowed: a field may be added within a version.
 */
export const resultJsonSchema = (): string => published(resultSchema, 'Result of assay check')

/** The same of a comparison, as in `docs/comparison.schema.json`. */
export const comparisonJsonSchema = (): string => published(comparisonSchema, 'Result of assay compare')

function published(of: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(of, { io: 'input' })
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
