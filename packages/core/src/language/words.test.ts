import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languageReference } from './words.ts'

test('docs/language.md is what the tables of the language say', () => {
  expect(readFileSync(new URL('../../../../docs/language.md', import.meta.url), 'utf8')).toBe(languageReference())
})

test('every word is explained, and every standard says its source', () => {
  const text = languageReference()
  for (const said of [
    'be between {value} and {value}',
    'the number of rows',
    'must be an IBAN',
    'ISO 13616',
    'stay as usual',
    'arrive {calendar}',
  ])
    expect(text).toContain(said)
})
