import { z } from 'zod'
import { resultSchema } from './contract.ts'

/** The JSON Schema (draft 2020-12) of the result, as it is published in `docs/result.schema.json`. */
export function resultJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(resultSchema)
  const schema = { $schema, title: 'Result of assay check', ...rest }
  return `${JSON.stringify(schema, null, 2)}\n`
}
