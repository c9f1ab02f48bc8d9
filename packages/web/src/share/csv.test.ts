import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('fields are quoted where they must be, and no text is a formula', () => {
  expect(csvOf([['a', 'b,"c"', null, 1.5, true]])).toBe('a,"b,""c""",,1.5,true\r\n')
  expect(csvOf([['=1+1', '-2', '@x', '+49 30']])).toBe("'=1+1,-2,'@x,'+49 30\r\n")
})
