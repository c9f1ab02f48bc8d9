import { expect, it } from 'vitest'
import { CURRENCY_CODES, LANGUAGE_CODES } from './codes.ts'
import { COUNTRY_CODES, LONG_COUNTRY_CODES } from './country-codes.ts'
import { TIME_ZONES } from './time-zones.ts'

const twice = (all: readonly string[]): readonly string[] => all.filter((each, i) => all.indexOf(each) !== i)
const missing = (from: readonly string[], wanted: readonly string[]): readonly string[] =>
  wanted.filter((each) => !from.includes(each))

it('has no code twice, and each in its form', () => {
  for (const [list, form] of [
    [COUNTRY_CODES, /^[A-Z]{2}$/],
    [LONG_COUNTRY_CODES, /^[A-Z]{3}$/],
    [CURRENCY_CODES, /^[A-Z]{3}$/],
    [LANGUAGE_CODES, /^[a-z]{2}$/],
    [TIME_ZONES, /^[A-Z][A-Za-z0-9_+/-]+$/],
  ] as const) {
    expect(twice(list)).toEqual([])
    expect(list.filter((each) => !form.test(each))).toEqual([])
  }
  expect([COUNTRY_CODES.length, LONG_COUNTRY_CODES.length]).toEqual([249, 249])
})

it('has the countries that Unicode names, without its own additions and the withdrawn ones', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const all = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => names.of(code) !== undefined)
  expect(COUNTRY_CODES.filter((code) => names.of(code) === undefined)).toEqual([])
  // Reserved or private codes of CLDR, and countries that are no more; editions of CLDR differ in which they name.
  const known = 'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ'
  expect(missing([...COUNTRY_CODES, ...known.split(' ')], all)).toEqual([])
})

it('has the currencies that Unicode lists, without the withdrawn ones', () => {
  const withdrawn = ['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'ZWL']
  expect(missing([...CURRENCY_CODES, ...withdrawn], Intl.supportedValuesOf('currency'))).toEqual([])
  expect(CURRENCY_CODES.filter((code) => withdrawn.includes(code))).toEqual([])
})

it('has the two-letter languages that Unicode names, without the withdrawn ones', () => {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  expect(LANGUAGE_CODES.filter((code) => names.of(code) === undefined).length).toBeLessThan(3)
  expect(LANGUAGE_CODES.length).toBe(184)
})

it('has every time zone that the engine of JavaScript knows, and no other', () => {
  expect(missing(TIME_ZONES, Intl.supportedValuesOf('timeZone'))).toEqual([])
  const unknown = TIME_ZONES.filter((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone === ''
    } catch {
      return true
    }
  })
  expect(unknown).toEqual([])
})
