import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { complete } from './complete.ts'
import { format } from './format.ts'
import { anyCheck } from './generated-checks.test-data.ts'
import { grammarWith, partToRead } from './language.ts'
import { quoteColumn, quoteText, tokens } from './lexer.ts'
import { reading } from './reading.ts'
import { readSentence } from './sentence.ts'

const own = { words: ['premium product'], measures: ['click-through rate'] }
const grammar = grammarWith(own)

describe('laws of the language', () => {
  test('the sentence of a check is read as that check, in one way', () => {
    fc.assert(
      fc.property(anyCheck, (check) => {
        const sentence = format(check)
        const result = readSentence(sentence, grammar)
        if (!result.ok) throw new Error(`${sentence}\n${result.mistake.message}`)
        expect(result.sentence.check, sentence).toEqual(check)
        expect(result.sentence.canonical).toBe(sentence)
        if (result.sentence.ambiguous) throw new Error(`two derivations: ${sentence}`)
      }),
      { numRuns: 2000 },
    )
  })

  test('the part of the grammar that a sentence needs reads it as the whole does', () => {
    fc.assert(
      fc.property(anyCheck, (check) => {
        const sentence = format(check)
        expect(readSentence(sentence, partToRead(sentence, own))).toEqual(readSentence(sentence, grammar))
      }),
      { numRuns: 300 },
    )
  })

  test('sentences of one shape share the work, and each keeps its own names, numbers and mistakes', () => {
    const canonical = (text: string) => {
      const read = readSentence(text, grammar)
      return read.ok ? read.sentence.canonical : read.mistake.message
    }
    expect(canonical('`a` must be at least 0')).toBe('`a` must be at least 0')
    expect(canonical('`b` must be at least 17')).toBe('`b` must be at least 17')
    expect(canonical('`b` must be at most 17')).toBe('`b` must be at most 17')
    expect(canonical('`a` must bee 0')).toContain('bee')
    expect(canonical('`a` must bea 0')).toContain('bea')
  })

  test('every check has a reading in one line', () => {
    fc.assert(
      fc.property(anyCheck, (check) => {
        expect(reading(check)).toMatch(/^\S[^]*\.$/u)
        expect(reading(check)).not.toMatch(/undefined|\[object/)
      }),
      { numRuns: 500 },
    )
  })

  test('nothing that is written makes the reader throw', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'must',
        'not',
        'be',
        'where',
        '`a`',
        '"x"',
        '5',
        '%',
        'and',
        'or',
        '(',
        ')',
        ',',
        'for each',
        'at least',
        'of',
        'the',
        'is',
        'one',
        '/a/',
        '2024-01-31',
        '`',
        '"',
        'in',
        '\u0000',
      ),
      fc.string({ maxLength: 6, unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(40), (pieces, cursor) => {
        const text = pieces.join(' ')
        const result = readSentence(text, grammar)
        if (!result.ok) {
          expect(result.mistake.message).not.toBe('')
          if (result.mistake.fix !== undefined) expect(readSentence(result.mistake.fix, grammar)).toBeDefined()
        }
        complete(text, Math.min(cursor, text.length), { grammar, columns: ['a'] })
      }),
      { numRuns: 400 },
    )
  })

  test('names and texts survive being quoted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (name) => {
        expect(tokens(quoteColumn(name))).toMatchObject([{ kind: 'column', value: name }])
        expect(tokens(quoteText(name))).toMatchObject([{ kind: 'text', value: name }])
      }),
    )
  })
})

describe('one of something is said in the singular', () => {
  const grammar = grammarWith()
  test.each([
    ['`a` must be at least 1 characters long', '`a` must be at least 1 character long'],
    ['`a` must be more than 1 character long', '`a` must be at least 2 characters long'],
    ['`a` must be 1 word long', '`a` must be 1 word long'],
    ['`a` must have at most 1 decimal', '`a` must have at most 1 decimal'],
    ['`a` must be present with at most 1 exceptions', '`a` must be present with at most 1 exception'],
    ['rows must be unique', 'the rows must be unique'],
    ['`a` must be capitalised', '`a` must match /^\\p{Lu}/'],
  ])('%s', (text, canonical) => {
    for (const each of [text, canonical])
      expect(readSentence(each, grammar)).toMatchObject({ ok: true, sentence: { canonical, ambiguous: false } })
  })

  test('what a claim says in parentheses stays together', () => {
    const read = readSentence('`e` should be a phone number in `c`', grammar)
    expect(read.ok && reading(read.sentence.check)).toMatch(/is not checked\) \(a warning if not\); rows/)
  })
})
