export { missingToNull } from './blanks.ts'
export {
  DATE_TOKENS,
  dayMonthAmbiguous,
  describeFormat,
  hasTime,
  isClockFormat,
  isFormatToken,
  parseFormat,
  usualFormat,
  type DateFormat,
  type DateToken,
  type FormatPart,
  type ParsedFormat,
} from './date-format.ts'
export { NUMBER_STYLES, plainNumber, pointOf, type NumberStyle } from './numbers.ts'
export { readAs, type FormOptions, type WrittenType } from './read-as.ts'
export { readWritten } from './read-written.ts'
export { shapeOf } from './shape.ts'
