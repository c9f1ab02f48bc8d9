import type { Values } from '../word.ts'
import * as ages from './ages.ts'
import * as constants from './constants.ts'
import * as distances from './distances.ts'
import * as elsewhere from './elsewhere.ts'
import * as extremes from './extremes.ts'
import { lookup } from './look-up.ts'
import * as numbers from './numbers.ts'
import * as ofRow from './of-row.ts'
import * as statistics from './statistics.ts'
import * as textNumbers from './text-numbers.ts'

/** Everything that can stand on either side of a claim, by the kind that is stored in a check. */
export const VALUES: Values = {
  number: constants.numberConstant,
  percent: constants.percentConstant,
  relative: constants.relative,
  points: constants.points,
  text: constants.textConstant,
  date: constants.dateConstant,
  timestamp: constants.timestampConstant,
  time: constants.timeConstant,
  truth: constants.truth,
  now: constants.now,
  today: constants.today,
  duration: constants.duration,
  column: ofRow.column,
  row: ofRow.row,
  plus: ofRow.plus,
  minus: ofRow.minus,
  times: ofRow.times,
  'divided-by': ofRow.dividedBy,
  'percent-of': ofRow.percentOf,
  after: ofRow.after,
  before: ofRow.before,
  lookup,
  'row-before': ofRow.rowBefore,
  'row-after': ofRow.rowAfter,
  absolute: distances.absolute,
  'time-between': distances.timeBetween,
  length: ofRow.lengthOf,
  'part-of-time': ofRow.partOfTime,
  'part-of-key': ofRow.partOfKey,
  rows: numbers.rows,
  'column-count': numbers.columnCount,
  share: numbers.share,
  'missing-share': numbers.missingShare,
  'missing-cells': numbers.missingCells,
  'share-of-all': numbers.shareOfAll,
  'missing-count': numbers.missing,
  different: numbers.different,
  'different-share': numbers.differentShare,
  average: statistics.average,
  median: statistics.median,
  sum: statistics.total,
  deviation: statistics.deviation,
  variance: statistics.variance,
  skewness: statistics.skewness,
  kurtosis: statistics.kurtosis,
  entropy: statistics.entropy,
  percentile: statistics.percentile,
  smallest: extremes.smallest,
  largest: extremes.largest,
  'average-length': textNumbers.averageLength,
  'smallest-length': textNumbers.smallestLength,
  'largest-length': textNumbers.largestLength,
  'most-common': textNumbers.mostCommon,
  correlation: statistics.correlation,
  'newest-age': ages.newestAge,
  'oldest-age': ages.oldestAge,
  'page-measure': numbers.pageMeasure,
  where: elsewhere.numberWhere,
  in: elsewhere.numberIn,
  'in-last': elsewhere.numberInLast,
}
