import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { grammarWith } from './language.ts'
import { readSentence } from './sentence.ts'

/**
 * Assumptions collected from other tools' galleries and from business texts by somebody who had read the description of
 * the language and not its grammar, all written down before the first was tried. `at first` is what came of them then
 * (`wrong`: read, but not as it was meant), so it estimates what a new user meets; later mending does not change it.
 */
interface Row {
  readonly sentence: string
  readonly source: string
  readonly first: string
  readonly understood: string
  /** The canonical sentence, or why it is not understood. */
  readonly canonical: string
}

function rows(file: string): readonly Row[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [sentence = '', source = '', first = '', understood = '', canonical = ''] = line.split('\t')
      return { sentence, source, first, understood, canonical }
    })
}

const SETS = [
  { file: 'held-out-1.test-data.tsv', sentences: 324, atFirst: 249 },
  { file: 'held-out-2.test-data.tsv', sentences: 131, atFirst: 55 },
  { file: 'held-out-3.test-data.tsv', sentences: 111, atFirst: 67 },
  { file: 'held-out-4.test-data.tsv', sentences: 60, atFirst: 24 },
]

describe.each(SETS)('assumptions that were held out: $file', ({ file, sentences, atFirst }) => {
  const all = rows(file)
  const grammar = grammarWith({ words: ['premium product'], measures: ['click-through rate'] })

  test('as many as were collected, and the record of the first try', () => {
    expect(new Set(all.map((each) => each.sentence)).size).toBe(sentences)
    expect(all.filter((each) => each.first === 'yes').length).toBe(atFirst)
  })

  test.each(all.filter((each) => each.understood === 'yes'))('$sentence', ({ sentence, canonical }) => {
    const result = readSentence(sentence, grammar)
    if (!result.ok) throw new Error(result.mistake.message)
    expect(result.sentence.canonical).toBe(canonical)
    expect(result.sentence.ambiguous).toBe(false)
    expect(readSentence(canonical, grammar)).toMatchObject({
      ok: true,
      sentence: { canonical, check: result.sentence.check, ambiguous: false },
    })
  })

  test.each(all.filter((each) => each.understood === 'no'))('not understood: $sentence', ({ sentence }) => {
    const result = readSentence(sentence, grammar)
    expect(result.ok ? '' : result.mistake.message.length).toBeGreaterThan(10)
  })
})
