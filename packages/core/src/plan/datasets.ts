import { Unchecked } from '../vocabulary/expression.ts'
import { LAST, type DatasetFacts, type Environment, type LastFacts } from './environment.ts'
import type { Leaf } from './numbers.ts'

/** For the last delivery `now` is when that one arrived. */
export const environmentOf = (dataset: DatasetFacts, environment: Environment): Environment =>
  dataset.name === LAST && environment.last ? { ...environment, now: environment.last.arrived } : environment

/** The dataset that a number is taken of. */
export function datasetOf(leaf: Leaf, environment: Environment): DatasetFacts {
  if (leaf.history && leaf.dataset !== undefined)
    throw new Unchecked('incomparable', 'an earlier delivery of another dataset is not known here')
  if (leaf.history) return lastOf(environment)
  const dataset = leaf.dataset === undefined ? environment.dataset : environment.others.get(leaf.dataset)
  if (!dataset) throw new Unchecked('no-dataset', `no page describes a dataset \`${leaf.dataset ?? ''}\``)
  return dataset
}

/** What needs the last accepted delivery is idle before there is one. */
export function lastOf({ last }: Environment): LastFacts {
  if (!last) throw new Unchecked('no-baseline', 'there is no earlier accepted delivery to compare with')
  return last
}
