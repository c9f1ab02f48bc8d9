import { describe, expect, it } from 'vitest'
import {
  dayMonthAmbiguous,
  describeFormat,
  hasTime,
  isFormatToken,
  parseFormat,
  type DateFormat,
} from './date-format.ts'

function format(written: string): DateFormat {
  const parsed = parseFormat(written)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.format
}
const problem = (written: string): string => {
  const parsed = parseFormat(written)
  return parsed.ok ? '' : parsed.message
}

describe('parseFormat', () => {
  it.each([
    'DD/MM/YYYY',
    'YYYY-MM-DDTHH:mm:ss.SSSZ',
    'D MMMM YYYY',
    'MMM D, YYYY',
    'YYYYMMDD',
    'YY.M.D',
    'MM/YYYY',
    'YYYY',
    'DD.MM.YYYY HH:mm',
    'YYYY年M月D日',
  ])('takes %s as it is written', (written) => {
    expect(format(written).written).toBe(written)
  })

  it.each([
    ['ISO', 'ISO'],
    ['iso 8601', 'ISO'],
    ['unix seconds', 'Unix seconds'],
    ['Unix  Milliseconds', 'Unix milliseconds'],
  ])('takes %s as %s', (written, canonical) => {
    expect(format(written).written).toBe(canonical)
  })

  it.each([
    ['dd/mm/yyyy', /“dd”.*write DD/],
    ['DD/MM/yyyy', /“yyyy”.*write YYYY/],
    ['DD/MM/YYYY hh:mm', /“hh”.*write HH/],
    ['DD/MM/YYYY HH:MM', /month twice/],
    ['DD/MM', /no year/],
    ['HH:mm', /no year/],
    ['', /no year/],
    ['DD YYYY', /the day but not the month/],
    ['YYYY-MM-DD mm', /the minute but not the hour/],
    ['YYYY-MM-DD Z', /the offset but not the hour/],
    ['DMYYYY', /write DD/],
    ['YYYYMDD', /write MM/],
    ['the usual way', /“t” is not a part/],
    ['YYYY-MM-DDT', /“T” is not a part/],
  ])('says what is wrong with %s', (written, message) => {
    expect(problem(written)).toMatch(message)
  })
})

it('tells format words from English ones', () => {
  for (const word of [
    'DD/MM/YYYY',
    'HH:mm:ss',
    'MMM',
    'D',
    'D,',
    'YYYY.',
    'YYYYMMDD',
    'YYYY-MM-DDTHH:mm:ssZ',
    'ISO',
    'Unix',
    'ss.SSS',
  ])
    expect(isFormatToken(word), word).toBe(true)
  for (const word of [
    'or',
    'and',
    'date',
    'a',
    'A',
    'must',
    'The',
    'DATE',
    'T',
    'Dated',
    'May',
    'HMS',
    'iso',
    '12',
    '/',
    '',
    'seconds',
    'I',
    'in',
    'Day',
    'Most',
    'Zone',
    'mmm',
    'yyyy',
  ])
    expect(isFormatToken(word), word).toBe(false)
})

it('knows which formats have a time of day', () => {
  expect(['DD/MM/YYYY', 'YYYY', 'DD/MM/YYYY H:mm', 'ISO', 'Unix seconds'].map((each) => hasTime(format(each)))).toEqual(
    [false, false, true, true, true],
  )
})

it('warns of day and month in digits, unless the year is in front of the month', () => {
  for (const written of ['DD/MM/YYYY', 'M/D/YY', 'D.M.YYYY H:mm', 'YYYY-DD-MM'])
    expect(dayMonthAmbiguous(format(written)), written).toBe(true)
  for (const written of ['YYYY-MM-DD', 'D MMM YYYY', 'MM/YYYY', 'ISO', 'Unix seconds', 'YY/M/D'])
    expect(dayMonthAmbiguous(format(written)), written).toBe(false)
})

it('describes a format by an example', () => {
  expect(describeFormat(format('DD/MM/YYYY HH:mm:ss.SSS Z'))).toBe(
    'DD/MM/YYYY HH:mm:ss.SSS Z (such as 31/01/2024 17:30:05.250 +01:00)',
  )
  expect(describeFormat(format('Unix seconds'))).toBe('whole seconds since 1970 in UTC')
})
