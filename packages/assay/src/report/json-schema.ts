import { z } from 'zod'
import { resultSchema } from './contract.ts'

/**
 * The JSON Schema (draft 2020-12) of the result, as it is published in `docs/result.schema.json`. What it does not name
 * is allowed: a field may be added within a version.
 */
export function resultJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema, { io: 'input' })
  const schema = { $schema, title: 'Result of assay check', ...rest }
  return `${JSON.stringify(schema, null, 2)}\n`
}
