import type { Said } from '../../check.ts'
import type { Change } from '../change.ts'
import { strict, Unchecked } from '../expression.ts'
import { patterns } from '../proposals/forms.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

/** Regular expressions. A number or a date is taken as it is written. */

export const match = condition({
  about: 'matches a regular expression (RE2) anywhere, unless it is anchored; `/…/i` forgives capital letters',
  propose: patterns,
  mend: (a, change) => otherPattern(a.pattern, change),
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'match {pattern:pattern}' }],
  also: [
    { say: 'match (the|this) (pattern|regex|regular expression|format) [:] {pattern:pattern}' },
    { say: 'be (like|in the format|in the form|of the form) {pattern:pattern}' },
    { say: '(follow|have|fit) [the (pattern|format|form)] {pattern:pattern}' },
    { say: 'match [(one of|at least one of|any of|either)] {pattern:patterns}' },
    { say: '(be like|match the LIKE pattern|match the SQL pattern) {pattern:like}' },
  ],
  examples: [
    [
      '`sku` must match /^[A-Z]{2}-\\d+$/',
      'Every present value of `sku` matches /^[A-Z]{2}-\\d+$/; missing values are not counted',
    ],
  ],
  reading: (a) => `matches ${writtenPattern(a.pattern)}`,
  denied: (a) => `does not match ${writtenPattern(a.pattern)}`,
  test: (of, a, c) => {
    const [pattern, flags] = splitPattern(a.pattern)
    const x = c.as(c.value(subject(of)), 'text')
    return strict([x], c.d.matches(x.sql, pattern, flags.includes('i')))
  },
})

/** Of an anchored pattern: with what the values have before and behind them now; and in letters of any size where these changed. */
function otherPattern(kept: string, change: Change): Said | null {
  const [body, flags] = splitPattern(kept)
  if (change.is === 'letters' || (change.is === 'values' && change.how === 'case'))
    return flags.includes('i') ? null : { kind: 'match', args: { pattern: `${body}/${flags}i` } }
  if (change.is !== 'affix' || !body.startsWith('^') || !body.endsWith('$') || body.includes('|')) return null
  const [prefix, suffix] = [literally(change.prefix), literally(change.suffix)]
  const inner = body.slice(1, -1)
  if (change.added) return { kind: 'match', args: { pattern: `^${prefix}${inner}${suffix}$/${flags}` } }
  if (!inner.startsWith(prefix) || !inner.endsWith(suffix)) return null
  return { kind: 'match', args: { pattern: `^${inner.slice(prefix.length, inner.length - suffix.length)}$/${flags}` } }
}

/** A text as a pattern that matches it and nothing else. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** A pattern is kept as `body/flags`. */
export function splitPattern(kept: string): readonly [body: string, flags: string] {
  const at = kept.lastIndexOf('/')
  return [kept.slice(0, at), kept.slice(at + 1)]
}

/** As a sentence says it: between slashes, those within escaped once. */
export function writtenPattern(kept: string): string {
  const [body, flags] = splitPattern(kept)
  return `/${body.replace(/\\.|\//gs, (each) => (each === '/' ? '\\/' : each))}/${flags}`
}

/** A pattern for names of columns, which are matched here and not by the engine. */
export function namePattern(kept: string): RegExp {
  const [body, flags] = splitPattern(kept)
  try {
    return new RegExp(body, flags.includes('i') ? 'iu' : 'u')
  } catch {
    throw new Unchecked('engine', `${writtenPattern(kept)} is no valid pattern`)
  }
}

/** One pattern that matches what any of these does. */
export function anyPattern(kept: readonly string[]): string {
  const parts = kept.map(splitPattern)
  const [, shared = ''] = parts[0] ?? []
  if (parts.every(([, flags]) => flags === shared)) return `${parts.map(([body]) => body).join('|')}/${shared}`
  return `${parts.map(([body, flags]) => (flags === '' ? `(?:${body})` : `(?${flags}:${body})`)).join('|')}/`
}

/** A pattern of SQL's LIKE, in which `%` is any text and `_` any character, as a regular expression. */
export function likePattern(like: string): string {
  const body = like
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.')
  return `${`^(?s:${body})$`.replace('^(?s:.*', '(?s:').replace(/\.\*\)\$$/, ')')}/`
}
