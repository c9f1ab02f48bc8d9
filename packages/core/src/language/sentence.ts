import type { Args, Check, Condition, Json, Said } from '../check.ts'
import type { Diagnostic } from '../diagnostics.ts'
import { BOUNDS } from '../vocabulary/bounds/index.ts'
import { CONDITIONS } from '../vocabulary/conditions/index.ts'
import { MEASURES } from '../vocabulary/measures/index.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { assemble, NoSense, type Raw } from './assemble.ts'
import { chart, result } from './chart.ts'
import { format } from './format.ts'
import type { Grammar } from './grammar.ts'
import { tokens } from './lexer.ts'
import { mistake } from './mistake.ts'
import { neverFails } from './never-fails.ts'

export interface ReadSentence {
  readonly check: Check
  readonly canonical: string
  /** Warnings about a meaning that could surprise. */
  readonly warnings: readonly Mistake[]
  /** The grammar allowed a second derivation; a fault of the grammar, looked for in tests. */
  readonly ambiguous: boolean
}

/** A diagnostic within a sentence: `at` and `end` are offsets in it. */
export interface Mistake {
  readonly code: Diagnostic['code']
  readonly message: string
  readonly at: number
  readonly end: number
  readonly fix?: string
}

export type SentenceResult =
  { readonly ok: true; readonly sentence: ReadSentence } | { readonly ok: false; readonly mistake: Mistake }

/**
 * Reads one sentence; never throws for what a user wrote. Where the columns are known, a mistake names those that stand
 * in it without backticks.
 */
export function readSentence(text: string, grammar: Grammar, columns: readonly string[] = []): SentenceResult {
  const cut = tokens(text)
  const filled = chart(grammar, cut)
  try {
    const parsed = result(filled)
    if (!parsed.ok) return { ok: false, mistake: mistake(text, filled, parsed.at, columns) }
    const check = assemble(parsed.value as Raw)
    const bad = senseless(check)
    if (bad) return { ok: false, mistake: { code: 'no-sense', message: bad, at: 0, end: text.length } }
    const warnings = lints(check).map((message): Mistake => ({ code: 'never-fails', message, at: 0, end: text.length }))
    return {
      ok: true,
      sentence: {
        check,
        canonical: format(check),
        warnings: [...warnings, ...surprises(parsed.value as Raw, text)],
        ambiguous: parsed.ambiguous,
      },
    }
  } catch (error) {
    if (!(error instanceof NoSense)) throw error
    const fix = error.code === 'mixed-and-or' ? parenthesised(text) : error.fix?.(text)
    return {
      ok: false,
      mistake: {
        code: error.code,
        message: error.message,
        at: 0,
        end: text.length,
        ...(fix && fix !== text ? { fix } : {}),
      },
    }
  }
}

/** Puts parentheses around what "and" joins, which is how most languages read a mixture. */
function parenthesised(text: string): string | undefined {
  const scope = /^(.*?\b(?:where|if|when|unless)\s)([^,]*)(,.*)$/su.exec(text)
  const [, before, condition, after] = scope ?? []
  if (!before || !condition || !after) return undefined
  const parts = condition
    .split(/\sor\s/u)
    .map((part) => (/\sand\s/u.test(part) && !part.includes('(') ? `(${part.trim()})` : part.trim()))
  return `${before}${parts.join(' or ')}${after}`
}

/** What can be read and makes no sense. */
function senseless(check: Check): string | null {
  const { measure } = check
  if ('share' in measure && check.order === undefined && mentions(measure.share, ['row-before', 'row-after']))
    return 'say in which order the rows come: "in order of `time`, …"'
  if ('whole' in measure && (check.each ?? check.where ?? check.window ?? check.order) && !ofRows(measure.whole))
    return 'this is about the delivery itself and not about some of its rows; leave what stands before the comma out'
  if ('number' in measure && measure.number.kind === 'share-of-all' && !check.each)
    return 'the share of all rows is a number of a group: begin with "for each …"'
  return null
}

/** Whether a claim about the whole delivery is about the values of a column. */
const ofRows = (whole: Said): boolean => (MEASURES[whole.kind]?.columns(whole.args).length ?? 0) > 0

const mentions = (node: Json | Condition, kinds: readonly string[]): boolean =>
  JSON.stringify(node).includes('"kind"') && kinds.some((kind) => JSON.stringify(node).includes(`"kind":"${kind}"`))

/** Warnings of the words themselves, found anywhere in the check, and of its bound. */
function lints(check: Check): readonly string[] {
  const never = neverFails(check)
  const found = never === null ? [] : [never]
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    else if (node !== null && typeof node === 'object') {
      const said = node as Partial<Said>
      if (typeof said.kind === 'string' && said.args) {
        const warning = lintOf(said.kind, said.args)
        if (warning) found.push(warning)
      }
      Object.values(node).forEach(visit)
    }
  }
  visit(check)
  return found
}

const lintOf = (kind: string, args: Args): string | null =>
  (CONDITIONS[kind] ?? VALUES[kind] ?? BOUNDS[kind] ?? MEASURES[kind])?.lint?.(args) ?? null

/** "must not be A or be B": "not" denies only the claim that follows it. */
function surprises(raw: Raw, text: string): readonly Mistake[] {
  const claims = raw.statement.claims ?? []
  const denied = claims.map((claim, i) => (i === 0 ? raw.statement.modal.not !== claim.not : claim.not))
  if (claims.length < 2 || denied[0] !== true || denied.slice(1).some(Boolean)) return []
  if (claims.slice(1).every((claim) => claim.joined === 'or' && claim.elided)) return []
  return [
    {
      code: 'surprise',
      message: `"not" denies only the claim that follows it; repeat it where it is meant: "must not … ${claims[1]?.joined ?? 'and'} not …"`,
      at: 0,
      end: text.length,
    },
  ]
}
