import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { grammarWith, partToRead } from './language.ts'
import { readSentence } from './sentence.ts'

/** Assumptions as people write them, with what they mean in canonical form; some need another sentence and say so. */
const rows = readFileSync(new URL('corpus.test-data.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [sentence: string, understood: 'yes' | 'no', canonical: string])
const understood = rows.filter(([, yes]) => yes === 'yes')

describe('sentences as people write them', () => {
  const grammar = grammarWith()

  test('at least 95% of them are understood', () => {
    expect(rows.length).toBeGreaterThan(250)
    expect(understood.length / rows.length).toBeGreaterThan(0.95)
  })

  test.each(understood)('%s', (sentence, _, canonical) => {
    const result = readSentence(sentence, grammar)
    if (!result.ok) throw new Error(result.mistake.message)
    expect(result.sentence.canonical).toBe(canonical)
    expect(result.sentence.ambiguous).toBe(false)
    expect(readSentence(canonical, grammar)).toMatchObject({
      ok: true,
      sentence: { canonical, check: result.sentence.check, ambiguous: false },
    })
  })

  test('the part of the grammar that a sentence needs reads the same sentences, in the same way', () => {
    for (const [sentence] of rows) {
      const [part, whole] = [readSentence(sentence, partToRead(sentence)), readSentence(sentence, grammar)]
      expect(part.ok, sentence).toBe(whole.ok)
      if (whole.ok) expect(part).toEqual(whole)
    }
  })

  test.each(rows.filter(([, yes]) => yes === 'no'))('not understood, with a message: %s', (sentence) => {
    const result = readSentence(sentence, grammar)
    expect(result.ok ? '' : result.mistake.message.length).toBeGreaterThan(10)
  })
})
