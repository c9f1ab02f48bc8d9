import type { Args } from '../../check.ts'
import { Unchecked } from '../expression.ts'
import { numeral, type NumberWord } from '../word.ts'

/** Numbers of some rows, of another dataset or of another delivery: the planner takes the inner number there. */

const notHere = (): never => {
  throw new Unchecked('incomparable', 'this number cannot be compared with single rows')
}

export const numberWhere: NumberWord<Args> = numeral({
  about: 'a number of the rows where a condition is true; in parentheses unless it is the subject',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'number',
  phrases: [{ say: '{of:number} where {where:condition}' }],
  examples: [
    [
      'the number of rows where `a` is missing must be at most 5',
      'The number of rows where `a` is missing is at most 5',
    ],
  ],
  reading: (a, say) => `${say.value(a.of)} where ${say.condition(a.where)}`,
  inner: (a) => ({ of: a.of, where: a.where }),
  take: notHere,
})

export const numberIn: NumberWord<Args> = numeral({
  about: 'a number of another dataset, joined group by group under `for each`',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'number',
  phrases: [{ say: '{of:number} in {dataset:dataset}' }],
  also: [
    { say: '{of:number} in the {dataset:dataset} (table|dataset|data|file)' },
    { say: '{of:number} in the (table|dataset) {dataset:dataset}' },
  ],
  examples: [],
  reading: (a, say) =>
    `${say.value(a.of)} in the dataset ${say.written({ kind: 'column', args: { name: a.dataset } })}`,
  inner: (a) => ({ of: a.of, dataset: a.dataset }),
  take: notHere,
})

export const numberInLast: NumberWord<Args> = numeral({
  about: 'a number of the last accepted delivery',
  level: 'delivery',
  gives: 'like',
  ofNothing: 'number',
  phrases: [{ say: '{of:number} in the last delivery' }],
  also: [{ say: '{of:number} (of|in) the previous delivery' }],
  examples: [],
  reading: (a, say) => `${say.value(a.of)} in the last accepted delivery`,
  inner: (a) => ({ of: a.of, history: true }),
  take: notHere,
})
