import type { Args, Json, Said, Value } from '../../check.ts'
import type { Rule, Slots } from '../grammar.ts'

export const rule = (head: string, template: string, build: (slots: Slots) => unknown): Rule => ({
  head,
  template,
  build,
})
/** A rule that gives what its one slot holds, called `it`. */
export const same = (head: string, template: string): Rule => rule(head, template, (s) => s.it)
/** Words that stand for fixed things. */
export const fixed = (head: string, choices: { readonly [words: string]: unknown }): readonly Rule[] =>
  Object.entries(choices).map(([words, means]) => rule(head, words, () => means))

export const said = (kind: string, args: Args = {}): Said => ({ kind, args })
/** Slots hold what the builders of other rules made, which is plain JSON wherever it becomes part of a check. */
export const args = (slots: Slots): Args => slots as { readonly [k: string]: Json }

/** `it`, `it and it`, `it, it and it`: a list of `item`s, as `head`, with at least `from` members; with `commas` the last may be joined so too. */
export function list(
  head: string,
  item: string,
  joins: readonly string[],
  from: 1 | 2 = 1,
  commas = false,
): readonly Rule[] {
  const more = `${head}-more`
  return [
    ...(from === 1 ? [rule(head, `{it:${item}}`, (s) => [s.it])] : []),
    ...(commas ? [same(head, `{it:${more}}`)] : []),
    ...joins.flatMap((join) => [
      rule(head, `{first:${item}} ${join} {last:${item}}`, (s) => [s.first, s.last]),
      rule(head, `{more:${more}} [,] ${join} {last:${item}}`, (s) => [...(s.more as Value[]), s.last]),
    ]),
    rule(more, `{first:${item}} , {last:${item}}`, (s) => [s.first, s.last]),
    rule(more, `{more:${more}} , {last:${item}}`, (s) => [...(s.more as Value[]), s.last]),
  ]
}
