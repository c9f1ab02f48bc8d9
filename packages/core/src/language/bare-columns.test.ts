import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complete } from './complete.ts'
import { grammarWith } from './language.ts'
import { readPage } from './page.ts'
import { readSentence } from './sentence.ts'

const grammar = grammarWith()
const columns = ['date', 'day', 'delay', 'average delay', 'distance', 'origin', 'Wildlife Size', 'cost_usd', 'spending']
const mistake = (text: string) => {
  const result = readSentence(text, grammar, columns)
  if (result.ok) throw new Error(`understood as ${result.sentence.canonical}`)
  return result.mistake
}
const texts = (text: string) => complete(text, text.length, { grammar, columns }).items.map((item) => item.text)

describe('columns without backticks', () => {
  test.each([
    ['distance must be between 30 and 5000', '`distance` must be between 30 and 5000', '`distance`'],
    ['distance must be bet', '`distance` must be bet', '`distance`'],
    ['DISTANCE', '`distance`', '`distance`'],
    ['wildlife size should be present', '`Wildlife Size` should be present', '`Wildlife Size`'],
    ['cost usd must be more than 0', '`cost_usd` must be more than 0', '`cost_usd`'],
    ['distanse must be present', '`distance` must be present', '`distance`'],
    ['date must be a date', '`date` must be a date', '`date`'],
    ['average delay must be at most 5', '`average delay` must be at most 5', '`average delay`'],
    ['the average of delay must be', 'the average of `delay` must be', '`delay`'],
    ['where origin is "DEN", delay must be', 'where `origin` is "DEN", `delay` must be', '`origin` and `delay`'],
    ['for each day, delay must be present', 'for each `day`, `delay` must be present', '`day` and `delay`'],
  ])('%s is told so, and one click away from %s', (text, fix, names) => {
    expect(mistake(text)).toMatchObject({ message: `column names stand in backticks: write ${names}`, fix })
  })

  test('the place of the first one is told', () => {
    expect(mistake('where origin is "DEN", delay must be')).toMatchObject({ at: 6, end: 12 })
  })

  test.each(['`origin` must be pending', '`origin` must be one of sold, delayed'])(
    '%s has texts without quotation marks and no column',
    (text) => {
      expect(mistake(text).fix).toContain('"')
    },
  )

  test('words that they could begin are not taken for other words', () => {
    expect(mistake('dist').message).toMatch(/^the sentence ends at "dist"; expected `distance`/)
    expect(mistake('`distance` must be bet')).toMatchObject({ at: 19, end: 22 })
    expect(mistake('`distance` must be bet').message).toMatch(/expected "between"/)
    expect(mistake('`distance` must be bet').fix).toBeUndefined()
    expect(mistake('`distance` must be pres').fix).toBe('`distance` must be present')
  })

  test('completions go on behind them', () => {
    expect(texts('distance ').slice(0, 2)).toEqual(['must', 'should'])
    expect(texts('distance must be bet')).toEqual(['between'])
    expect(texts('the average of delay m')[0]).toBe('must')
  })

  test('they are completed with backticks: several words from the first on, and nearly', () => {
    const at = (text: string) => complete(text, text.length, { grammar, columns })
    expect(at('wildlife s')).toMatchObject({ from: 0, items: [{ text: '`Wildlife Size`', kind: 'column' }] })
    expect(at('where wildlife s')).toMatchObject({ from: 6, items: [{ text: '`Wildlife Size`' }] })
    expect(texts('distanse')).toEqual(['`distance`'])
    expect(texts('`distanse')).toEqual(['`distance`'])
  })

  test('on a page, where its columns are known', () => {
    const page = '---\nsource: a.csv\n---\n# A\n\n- wildlife size must be present\n'
    const said = readPage(page, 'a.md', columns).diagnostics.find(({ severity }) => severity === 'error')
    expect(said).toMatchObject({ line: 6, fix: '`Wildlife Size` must be present' })
  })

  test('what is offered to mend them never leads away from the sentence: it only grows by backticks', () => {
    const word = fc.constantFrom(
      ...columns,
      'the',
      'average',
      'of',
      'must',
      'be',
      'between',
      'where',
      'is',
      '5',
      'and',
      ',',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), (words) => {
        const read = readSentence(words.join(' '), grammar, columns)
        if (read.ok || !read.mistake.message.startsWith('column names stand')) return
        expect(read.mistake.fix?.replaceAll('`', '').toLowerCase()).toBe(words.join(' ').toLowerCase())
      }),
    )
  })
})
