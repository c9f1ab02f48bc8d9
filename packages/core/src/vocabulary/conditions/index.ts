import type { Conditions } from '../word.ts'
import * as alike from './alike.ts'
import * as calendar from './calendar.ts'
import * as casing from './casing.ts'
import * as clockFormat from './clock-format.ts'
import * as comparisons from './comparisons.ts'
import * as elsewhere from './elsewhere.ts'
import * as kinds from './kinds.ts'
import * as lists from './lists.ts'
import * as networks from './networks.ts'
import * as numbers from './numbers.ts'
import * as patterns from './patterns.ts'
import * as presence from './present.ts'
import { spelt } from './spelling.ts'
import { standardWords } from './standards.ts'
import * as texts from './texts.ts'

/** Every claim about a value of a row, by the kind that is stored in a check. */
export const CONDITIONS: Conditions = {
  present: presence.present,
  missing: presence.missing,
  between: comparisons.between,
  'at-least': comparisons.atLeast,
  'at-most': comparisons.atMost,
  'more-than': comparisons.moreThan,
  'less-than': comparisons.lessThan,
  before: comparisons.beforeTime,
  after: comparisons.afterTime,
  'on-or-before': comparisons.onOrBefore,
  'on-or-after': comparisons.onOrAfter,
  equal: comparisons.equal,
  'one-of': comparisons.oneOf,
  kind: kinds.kind,
  'date-written-as': kinds.dateWrittenAs,
  'timestamp-written-as': kinds.timestampWrittenAs,
  'time-written-as': clockFormat.timeWrittenAs,
  match: patterns.match,
  'start-with': texts.startWith,
  'end-with': texts.endWith,
  contain: texts.containText,
  characters: texts.charactersLong,
  words: texts.wordsLong,
  entries: texts.entriesLong,
  'distinct-entries': lists.distinctEntries,
  'in-network': networks.inNetwork,
  capitals: texts.capitals,
  'small-letters': texts.smallLetters,
  trimmed: texts.trimmed,
  'without-blanks': texts.unbroken,
  ascii: texts.ascii,
  letters: texts.letters,
  digits: texts.digits,
  'letters-and-digits': texts.lettersAndDigits,
  spelt,
  decimals: numbers.decimals,
  'multiple-of': numbers.multipleOf,
  even: numbers.even,
  finite: numbers.finite,
  past: calendar.past,
  future: calendar.future,
  weekday: calendar.weekday,
  weekend: calendar.weekend,
  'first-of-week': calendar.firstOfWeek,
  'first-of-month': calendar.firstOfMonth,
  'last-of-month': calendar.lastOfMonth,
  'first-of-quarter': calendar.firstOfQuarter,
  'last-of-quarter': calendar.lastOfQuarter,
  'first-of-year': calendar.firstOfYear,
  'last-of-year': calendar.lastOfYear,
  'day-of-week': calendar.dayOfWeek,
  'in-the-year': calendar.inPeriod,
  'in-the-last': calendar.inTheLast,
  'found-in': elsewhere.foundIn,
  'found-in-last': elsewhere.foundInLast,
  unique: elsewhere.unique,
  determine: elsewhere.determine,
  'written-one-way': casing.writtenOneWay,
  'all-different': alike.allDifferent,
  'all-same': alike.allSame,
  'is-a': elsewhere.isA,
  ...standardWords,
}
