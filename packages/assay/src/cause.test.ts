import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { codeOf, innermostWords, wordsOf } from './cause.ts'

const elsewhere = (code: string): unknown => runInNewContext(code)

test('an error of another realm, as a test runner makes them, keeps its words and its code', () => {
  const cause = elsewhere(`Object.assign(new Error('no such file'), { code: 'ENOENT' })`)
  expect(cause).not.toBeInstanceOf(Error)
  expect(wordsOf(cause)).toBe('no such file')
  expect(codeOf(cause)).toBe('ENOENT')
  expect(innermostWords(elsewhere(`new Error('fetch failed', { cause: new Error('refused') })`))).toBe('refused')
})

test('what is no error is said as text', () => {
  expect([wordsOf('gone'), codeOf('gone'), innermostWords(null)]).toEqual(['gone', '', 'null'])
  expect(codeOf(new Error('x'))).toBe('')
})
