import { grammarWith, type Grammar } from '@assay/core'
import { read, withQuery } from '../api/request.ts'
import type { ColumnsResponse, ValuesResponse } from '../contract.ts'
import { api } from '../routing/addresses.ts'

/** What a sentence about a dataset can name. */
export interface Vocabulary {
  readonly dataset: string
  readonly grammar: Grammar
  readonly columns: readonly string[]
  readonly datasets: readonly string[]
  /** How often each of the frequent values of a column occurs; asked for once, and at hand from then on. */
  values(column: string): readonly Frequent[] | Promise<readonly Frequent[]>
}

export interface Frequent {
  readonly value: string
  readonly rows: number
}

export function vocabularyOf(dataset: string, of: ColumnsResponse): Vocabulary {
  const asked = new Map<string, readonly Frequent[] | Promise<readonly Frequent[]>>()
  return {
    dataset,
    grammar: grammarWith({ words: of.words, measures: of.measures }),
    columns: of.columns.map(({ name }) => name),
    datasets: of.datasets,
    values(column) {
      const known = asked.get(column)
      if (known !== undefined) return known
      const asking = read<ValuesResponse>(withQuery(api(dataset, '/values'), { column }))
        .then(
          ({ values }) => values,
          // a name that is no column yet has no values
          () => [],
        )
        .then((values) => {
          asked.set(column, values)
          return values
        })
      asked.set(column, asking)
      return asking
    },
  }
}
