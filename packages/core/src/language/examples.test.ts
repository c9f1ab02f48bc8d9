import { describe, expect, test } from 'vitest'
import { BOUNDS, CONDITIONS, MEASURES, VALUES } from '../vocabulary/index.ts'
import { grammarWith } from './language.ts'
import { reading } from './reading.ts'
import { readSentence } from './sentence.ts'

const examples = Object.entries({ ...VALUES, ...CONDITIONS, ...BOUNDS, ...MEASURES }).flatMap(([kind, word]) =>
  word.examples.map(([sentence, meaning]) => [kind, sentence, meaning] as const),
)

describe('the examples of the words', () => {
  const grammar = grammarWith()

  test.each(examples)('%s: %s', (_kind, sentence, meaning) => {
    const result = readSentence(sentence, grammar)
    if (!result.ok) throw new Error(`${result.mistake.message}\n${result.mistake.fix ?? ''}`)
    expect(result.sentence.ambiguous).toBe(false)
    expect(reading(result.sentence.check)).toBe(`${meaning}.`)
    expect(readSentence(result.sentence.canonical, grammar)).toMatchObject({
      ok: true,
      sentence: { canonical: result.sentence.canonical, check: result.sentence.check },
    })
  })
})
