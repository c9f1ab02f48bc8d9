import { describe, expect, test } from 'vitest'
import { grammarWith } from './language.ts'
import { workOf } from './work-of.test-data.ts'
import { readSentence } from './sentence.ts'

const grammar = grammarWith()
const mistake = (text: string) => {
  const result = readSentence(text, grammar)
  if (result.ok) throw new Error(`understood as ${result.sentence.canonical}`)
  return result.mistake
}

describe('a mistake', () => {
  test.each([
    ['`price` must be betwen 1 and 5', '`price` must be between 1 and 5'],
    ['price must be at least 5', '`price` must be at least 5'],
    ['`x` must be at lest 5', '`x` must be at least 5'],
    ['`x` mst be unique', '`x` must be unique'],
    ['where `a` is 1 `c` must be present', 'where `a` is 1, `c` must be present'],
    ['`x` must be uniqe and presnt', '`x` must be unique and present'],
    ['`id` is the primary key', '`id` must be the primary key'],
    ['`a` is not missing', '`a` must not be missing'],
    [
      'where `a` is 1 and `b` is 2 or `c` is 3, `d` must be present',
      'where (`a` is 1 and `b` is 2) or `c` is 3, `d` must be present',
    ],
    ['`x` must be one of new, in-use, or old', '`x` must be one of "new", "in-use" or "old"'],
    ['`x` is one of "a" or is missing', '`x` must be one of "a" or be missing'],
    ['`x` must not be missing in every row', '`x` must not be missing'],
    ['there must be at least one row for every day of `d`', 'there must be a row for every day of `d`'],
    ['`x` must be pending', '`x` must be "pending"'],
    ['`x` must not change', 'the format of `x` must not change'],
    ['`x` must only contain letters', '`x` must have only letters'],
    ['`x` can only contain letters and digits', '`x` must have only letters and digits'],
    ['`x` must be present in at leest 99% of rows', '`x` must be present in at least 99% of rows'],
    ['`x` must be neither 5 nor 6', '`x` must not be one of 5 or 6'],
    ['`x` must be neither 5, nor 6 nor 7', '`x` must not be one of 5, 6 or 7'],
    ['`a` must be at least 5 more than `b`', '`a` must be at least `b` plus 5'],
    ['`a` must be at least 5 less than `b`', '`a` must be at most `b` minus 5'],
    ['`a` must be exactly 5 more than `b`', '`a` must be `b` plus 5'],
    ['`a` must be at most 3 days later than `b`', '`a` must be at most `b` plus 3 days'],
    ['`d` must be after 31.01.2024', '`d` must be after 2024-01-31'],
    ['`d` must be after 1/31/2024', '`d` must be after 2024-01-31'],
    ['`d` must be after 31/1/2024 in at least 99% of rows', '`d` must be after 2024-01-31 in at least 99% of rows'],
  ])('%s has a fix that can be read', (text, fix) => {
    expect(mistake(text).fix).toBe(fix)
    expect(readSentence(fix, grammar).ok).toBe(true)
  })

  test.each(['`d` must be after 01/02/2024', '`x` must be neither', '`x` must be 5 or no more'])(
    '%s is not given another meaning as a fix',
    (text) => {
      expect(mistake(text).fix).toBeUndefined()
    },
  )

  test('names the place, what was found and what was expected', () => {
    expect(mistake('`price` must be betwen 1 and 5')).toMatchObject({
      at: 16,
      end: 22,
      message: 'found "betwen" after "be"; expected a value, "not", "between", "at", "one", "present" or "unique"',
    })
    expect(mistake('`price`').message).toMatch(/^the sentence ends after `price`; expected "must"/)
    expect(mistake('`price` must be "x').message).toBe('a quotation mark is opened and never closed')
  })

  test.each([
    ['the data must not be older than 24 hours', /the age of the newest `time` must be at most 24 hours/],
    ['`x` should not have outliers', /standard deviations/],
    ['where `s` is "c", `a` must be present and `b` must be present', /two list items/],
    ['`id` must not be unique', /the number of different `x`/],
    ['the number of rows must not stay as usual', /unusual/],
    ['`zip` must not determine `city`', /denied/],
    ['`reading` must be at least the `reading` before', /in order of/],
    ['the share of all rows must be at most 5%', /for each/],
    ['the number of rows must be 5 in at least 9% of rows', /tolerance/],
    ['for each `a`, for each `b`, `c` must be unique', /twice/],
  ])('%s is told what to say instead', (text, message) => {
    expect(mistake(text).message).toMatch(message)
  })

  test('costs 5 milliseconds or less', () => {
    const texts = [
      '`price` must be betwen 1 and 5',
      '`x` must really change quickly in the rows of the table',
      'for each `a`, b must be at least the averge of `c`',
      'this is not a sentence at all, only some prose that somebody wrote',
    ]
    for (const text of texts)
      expect(
        workOf(() => mistake(text)),
        text,
      ).toBeLessThan(5)
  })

  test.each([
    ['`x` must be between 10 and 1', /nothing lies between/],
    ['`x` must not be "a" or be "b"', /denies only/],
    ['`x` must be present in at least 0% of rows', /never fail/],
    ['the share of missing `x` must be at most 100%', /never fail/],
    ['the share of rows where `x` is 1 must be at least 0', /never fail/],
    ['the share of different `x` must be between 0% and 100%', /never fail/],
  ])('%s is a sentence with a warning', (text, message) => {
    const result = readSentence(text, grammar)
    expect(result.ok && result.sentence.warnings.map((each) => each.message).join()).toMatch(message)
  })

  test.each([
    '`x` must be present in at least 0.1% of rows',
    'the share of missing `x` must be at most 99%',
    'the share of rows where `x` is 1 must be at most 0%',
    'the share of different `x` must be strictly between 0% and 100%',
    // says that a delivery may be empty
    'the number of rows must be at least 0',
  ])('%s is one without', (text) => {
    const result = readSentence(text, grammar)
    expect(result.ok && result.sentence.warnings).toEqual([])
  })
})
