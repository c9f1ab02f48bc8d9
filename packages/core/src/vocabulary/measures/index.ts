import type { Measures } from '../word.ts'
import { arrival } from './arrival.ts'
import * as columns from './columns.ts'
import * as columnsHold from './columns-hold.ts'
import * as distances from './distances.ts'
import * as distribution from './distribution.ts'
import * as past from './past-distributions.ts'
import * as sinceLast from './since-last.ts'
import * as valueSets from './value-sets.ts'

/** Claims about the whole delivery with a subject of their own. */
export const MEASURES: Measures = {
  'shares-about': distribution.sharesAbout,
  'distributed-as': distances.distributedAs,
  'distributed-normally': distribution.distributedNormally,
  benford: distribution.benford,
  'distributed-as-in-last': past.distributedAsInLast,
  'distributed-as-usual': past.distributedAsUsual,
  'columns-are': columns.columnsAre,
  'columns-include': columns.columnsInclude,
  'columns-without': columns.columnsWithout,
  'columns-among': columns.columnsAmong,
  'columns-not-change': sinceLast.columnsNotChange,
  'columns-not-lose': sinceLast.columnsNotLose,
  'columns-match': columnsHold.columnsMatch,
  'columns-not-empty': columnsHold.columnsNotEmpty,
  'columns-not-constant': columnsHold.columnsNotConstant,
  'values-are': valueSets.valuesAre,
  'values-include': valueSets.valuesInclude,
  'values-not-lose': valueSets.valuesNotLose,
  'values-not-change': valueSets.valuesNotChange,
  'format-not-change': sinceLast.formatNotChange,
  'type-not-change': sinceLast.typeNotChange,
  arrival,
}
