import type { Args, Check, Condition, Json, Said, Value } from '../check.ts'
import type { Diagnostic } from '../diagnostics.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import type { Settings } from './front-matter.ts'
import { formatNumber } from '../vocabulary/format-number.ts'
import { tokens } from './lexer.ts'

/** What is odd about the sentences of a page taken together. */
interface Placed {
  readonly line: number
  readonly column: number
  readonly text: string
  readonly check: Check
}

export function pageLints(
  sentences: readonly Placed[],
  { missing, numbers }: Pick<Settings, 'missing' | 'numbers'>,
): readonly Diagnostic[] {
  return [
    ...repeated(sentences),
    ...contradicting(sentences),
    ...sentences.flatMap((each) => hidden(each, missing)),
    ...(numbers?.includes(',56') ? sentences.flatMap(pointed) : []),
  ]
}

/** Numbers of a sentence that mean thousands to who writes them as the data does, and a fraction here. */
function pointed(at: Placed): readonly Diagnostic[] {
  return tokens(at.text)
    .filter((each) => each.kind === 'number' && /^[-+]?\d{1,3}(?:\.\d{3})+$/.test(each.text))
    .map((each) => ({
      ...diagnostic(
        'surprise',
        at,
        `${each.text} is the number ${formatNumber(String(Number(each.value)))}: in sentences the point comes before the decimals, however the data writes numbers`,
      ),
      column: at.column + each.at,
      length: each.text.length,
      fix: `${at.text.slice(0, each.at)}${formatNumber(each.text.replaceAll('.', ''))}${at.text.slice(each.end)}`,
    }))
}

const diagnostic = (code: Diagnostic['code'], at: Placed, message: string): Diagnostic => ({
  code,
  severity: 'warning',
  message,
  line: at.line,
  column: at.column,
  length: at.text.length,
})

function repeated(sentences: readonly Placed[]): readonly Diagnostic[] {
  const known = new Map<string, Placed>()
  return sentences.flatMap((each) => {
    const { severity: _, ...meaning } = each.check
    const key = JSON.stringify(meaning)
    const first = known.get(key)
    if (!first) known.set(key, each)
    return first ? [diagnostic('contradiction', each, `this says the same as line ${formatNumber(first.line)}`)] : []
  })
}

/** What a sentence allows its subject to be, as far as constants say it. */
interface Allowed {
  readonly low?: number | undefined
  readonly lowOpen?: boolean | undefined
  readonly high?: number | undefined
  readonly highOpen?: boolean | undefined
  readonly texts?: readonly string[]
  readonly presence?: 'present' | 'missing'
}

function contradicting(sentences: readonly Placed[]): readonly Diagnostic[] {
  const known = new Map<string, { readonly at: Placed; readonly allowed: Allowed }[]>()
  return sentences.flatMap((each) => {
    const found = claimed(each.check)
    if (!found) return []
    const before = known.get(found.key) ?? []
    const other = before.find(({ allowed }) => cannotBoth(allowed, found.allowed))
    before.push({ at: each, allowed: found.allowed })
    known.set(found.key, before)
    return other
      ? [diagnostic('contradiction', each, `this and line ${formatNumber(other.at.line)} cannot both hold`)]
      : []
  })
}

/** The subject and scope of a sentence with one claim, and what the claim allows. */
function claimed(check: Check): { readonly key: string; readonly allowed: Allowed } | null {
  const { measure, bound, severity: _severity, ...scope } = check
  if ('share' in measure) {
    const leaf = measure.share
    const strict = 'exceptions' in bound && bound.exceptions === 0
    if (!('subject' in leaf) || leaf.denied || !strict || leaf.subject.quantity.is !== 'every') return null
    const allowed = allowedBy(leaf.claim)
    return allowed && { key: JSON.stringify([scope, leaf.subject]), allowed }
  }
  if (!('number' in measure) || !('claim' in bound)) return null
  const allowed = allowedBy(bound.claim)
  return allowed && { key: JSON.stringify([scope, measure.number]), allowed }
}

function allowedBy(claim: Said): Allowed | null {
  if (claim.kind === 'present' || claim.kind === 'missing') return { presence: claim.kind }
  const word = CONDITIONS[claim.kind]
  const texts = word?.texts?.(claim.args)
  if (texts && texts.length > 0) return { texts }
  const interval = word?.interval?.(claim.args)
  if (!interval || interval.slack) return null
  const low = interval.low && constant(interval.low)
  const high = interval.high && constant(interval.high)
  return low === undefined && high === undefined
    ? null
    : { low, high, lowOpen: interval.lowOpen, highOpen: interval.highOpen }
}

/** A number, or a date as its day; undefined for what the data decides. */
function constant(v: Value): number | undefined {
  const is = v.args.is
  if (v.kind === 'number') return Number(is)
  if (v.kind === 'percent') return Number(is) / 100
  return v.kind === 'date' ? Date.parse(String(is)) / 1000 : undefined
}

function cannotBoth(a: Allowed, b: Allowed): boolean {
  if (a.presence && b.presence) return a.presence !== b.presence
  if (a.presence === 'missing' || b.presence === 'missing') return false
  if (a.texts && b.texts) return a.texts.every((text) => !b.texts?.includes(text))
  return apart(a, b) || apart(b, a)
}

/** Everything that the one allows lies below what the other allows. */
function apart(below: Allowed, above: Allowed): boolean {
  if (below.high === undefined || above.low === undefined) return false
  return below.high < above.low || (below.high === above.low && (below.highOpen === true || above.lowOpen === true))
}

/** Texts that a sentence lists and that never count, because the page says that they mean "no value". */
function hidden(at: Placed, missing: readonly string[]): readonly Diagnostic[] {
  const lost = (text: string) => text.trim() === '' || missing.includes(text)
  const texts = [
    ...new Set([...textsIn(at.check.measure), ...textsIn(at.check.bound), ...textsIn(at.check.where ?? null)]),
  ].filter(lost)
  return texts.map((text) =>
    diagnostic(
      'surprise',
      at,
      text.trim() === ''
        ? 'a blank text is a missing value, so no value is ever that text; say "be missing"'
        : `"${text}" is listed under \`missing\`, so no value is ever that text`,
    ),
  )
}

/** The texts that values are compared with, anywhere in a check. */
function textsIn(node: Condition | Args | Json | Check['measure'] | Check['bound']): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (node === null || typeof node !== 'object') return []
  if ('kind' in node && node.kind === 'text' && 'args' in node) return [String((node.args as Args).is)]
  return Object.values(node).flatMap((each) => textsIn(each as Json))
}
