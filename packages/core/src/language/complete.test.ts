import { describe, expect, test } from 'vitest'
import { complete, type CompletionContext } from './complete.ts'
import { grammarWith } from './language.ts'
import { workOf } from './work-of.test-data.ts'

const context: CompletionContext = {
  grammar: grammarWith({ words: ['premium product'], measures: ['click-through rate'] }),
  columns: ['price', 'product id', 'status'],
  datasets: ['customers'],
  values: (column) => (column === 'status' ? ['sold', 'open'] : []),
}
/** Completes at the bar. */
const at = (text: string) => complete(text.replace('|', ''), text.indexOf('|'), context)
const texts = (text: string) => at(text).items.map((item) => item.text)

describe('completions', () => {
  test('at the beginning: columns and the words that begin a sentence', () => {
    expect(texts('|')).toEqual(expect.arrayContaining(['`price`', 'the', 'where', 'every']))
  })

  test('a column that is begun, with and without its backtick', () => {
    expect(at('`pr|')).toMatchObject({ from: 0, items: [{ text: '`price`' }, { text: '`product id`' }] })
    expect(texts('where pri|')).toContain('`price`')
  })

  test('after a column the modal comes first', () => {
    expect(texts('`price` |').slice(0, 2)).toEqual(['must', 'should'])
    expect(texts('`price` m|')).toContain('must')
  })

  test('words that can only go on in one way come with what follows', () => {
    expect(texts('`price` must be at l|')).toEqual(['least'])
    expect(texts('`price` must be bet|')).toEqual(['between'])
    expect(texts('where it is a prem|')).toEqual(['premium product'])
    expect(texts('the click|')).toEqual(['click-through rate'])
  })

  test('values of the column', () => {
    expect(texts('`status` must be one of "|')).toEqual(['"sold"', '"open"'])
    expect(texts('`status` must be "so|')).toEqual(['"sold"'])
  })

  test('datasets after "of" and "in"', () => {
    expect(at('`price` must be found in `id` of |').items[0]).toEqual({ text: '`customers`', kind: 'dataset' })
  })

  test('what was typed may be anywhere, also before the rest of a wrong sentence', () => {
    expect(texts('`price` must be betw| 1 nonsense')).toEqual(['between'])
    expect(at('`price` nonsense m|')).toMatchObject({ items: [] })
    expect(at('`price` nonsense m|').expected).toMatch(/"must"/)
  })

  test('never throws, whatever the cursor', () => {
    const text = 'where `a` is "x',
      odd = '`` ` "'
    for (const each of [text, odd, '', '\u{1F600} must'])
      for (let i = -1; i <= each.length + 1; i++)
        expect(complete(each, i, context).from).toBeLessThanOrEqual(Math.max(i, each.length))
  })

  test('takes 5 milliseconds or less', () => {
    expect(workOf(() => texts('where `status` is "sold", `price` must be at least |'))).toBeLessThan(5)
  })
})
