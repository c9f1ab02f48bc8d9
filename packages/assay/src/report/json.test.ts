import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { check } from '../main.ts'
import { resultSchema } from './contract.ts'
import { comparisonJsonSchema, resultJsonSchema } from './json-schema.ts'
import { renderJson } from './json.ts'
import { calmResult, nothingResult, sampleResult } from './sample-result.test-data.ts'

const published = (name: string): string => fileURLToPath(new URL(`../../../../docs/${name}`, import.meta.url))
const validates = new Ajv2020({ strict: false }).compile(JSON.parse(resultJsonSchema()) as object)

test.each([
  ['result.schema.json', resultJsonSchema],
  ['comparison.schema.json', comparisonJsonSchema],
])('the published schema is current: %s', async (name, schema) => {
  const style = await resolveConfig(published(name))
  const formatted = await format(schema(), { ...style, parser: 'json' })
  await expect(formatted).toMatchFileSnapshot(published(name))
})

test.each([sampleResult, calmResult, nothingResult])('what is printed keeps the published schema', (result) => {
  const printed: unknown = JSON.parse(renderJson(result))
  expect(validates(printed), JSON.stringify(validates.errors)).toBe(true)
  expect(printed).toEqual(result)
})

test('what is printed of every example keeps the published schema, and has no field that it does not name', async () => {
  const result = await check({ pages: [fileURLToPath(new URL('../../../../examples', import.meta.url))] })
  expect(result.pages.length).toBeGreaterThan(4)
  const printed: unknown = JSON.parse(renderJson(result))
  expect(validates(printed), JSON.stringify(validates.errors)).toBe(true)
  expect(resultSchema.parse(printed)).toEqual(printed)
})

test('a field may be added within a version', () => {
  expect(validates({ ...(JSON.parse(renderJson(sampleResult)) as object), added: 1 })).toBe(true)
})

test.each([
  ['a wrong version', { ...sampleResult, version: 2 }],
  ['no pages', { ...sampleResult, pages: undefined }],
  ['a negative count', { ...sampleResult, summary: { ...sampleResult.summary, holds: -1 } }],
])('the schema refuses %s', (_, wrong) => {
  expect(validates(JSON.parse(JSON.stringify(wrong)))).toBe(false)
})

test('the JSON begins as it is promised', () => {
  expect(Object.keys(JSON.parse(renderJson(sampleResult)) as object).slice(0, 1)).toEqual(['version'])
})
