import { expect, test } from 'vitest'
import { resultSchema } from './contract.ts'
import { calmResult, nothingResult, productsResult, sampleResult } from './sample-result.test-data.ts'

test.each([sampleResult, calmResult, productsResult, nothingResult])('the samples keep the contract', (result) => {
  expect(resultSchema.parse(result)).toEqual(result)
})
