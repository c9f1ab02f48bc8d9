import { describe, expect, test } from 'vitest'
import type { Check } from '../check.ts'
import { formatPage, readPage } from '../language/page.ts'
import { nextDue, type Clock } from './clock-verdict.ts'
import { judge } from './judge.ts'
import type { Measurement } from './measurement.ts'
import type { Verdict } from './verdict.ts'

function checkOf(sentence: string): Check {
  const page = readPage(`- ${sentence}\n`, 'page.md')
  const [first] = page.sentences
  if (!first || page.mistakes.length > 0) throw new Error(`not understood: ${sentence}`)
  return first.check
}

const NO_CLOCK: Measurement = { kind: 'settled', status: 'idle', why: 'no-clock', message: 'no clock' }
const clock = (arrivals: readonly string[], watchedSince = '2024-05-01T00:00:00Z'): Clock => ({
  arrivals,
  watchedSince,
  isHoliday: (day, country) => country === 'DE' && day === '2024-05-09',
})
const judged = (sentence: string, now: string, watched: Clock): Verdict =>
  judge(checkOf(sentence), NO_CLOCK, { now, zone: 'Europe/Berlin', clock: watched })

const DAILY = 'the data must arrive every day by 06:00'

describe('a sentence about arrival is judged by the clock', () => {
  test('it holds while what is due came in time', () => {
    expect(
      judged(DAILY, '2024-05-14T05:00:00Z', clock(['2024-05-13T03:30:00Z', '2024-05-14T03:12:00Z'])),
    ).toMatchObject({
      status: 'holds',
      why: null,
      value: 0,
      shown: 'in time',
      bound: 'every day by 06:00',
      reason: 'the last delivery came 2024-05-14 05:12, in time; the next is due 2024-05-15 06:00',
    })
  })

  test('it breaks because nothing came', () => {
    expect(judged(DAILY, '2024-05-14T07:30:00Z', clock(['2024-05-13T03:12:00Z']))).toMatchObject({
      status: 'broken',
      why: 'out-of-bound',
      value: 12_600,
      shown: '3 hours 30 minutes late',
      band: { low: null, high: 0 },
      reason: 'nothing came since 2024-05-13 05:12; a delivery was due 2024-05-14 06:00, 3 hours 30 minutes ago',
    })
    expect(judged(DAILY, '2024-05-14T07:30:00Z', clock([])).reason).toMatch(
      /^nothing came yet; a delivery was due 2024-05-01 06:00/,
    )
  })

  test('and holds again when it comes, saying how late that was', () => {
    const came = clock(['2024-05-13T03:12:00Z', '2024-05-14T07:30:00Z'])
    expect(judged(DAILY, '2024-05-14T07:30:00Z', came)).toMatchObject({
      status: 'holds',
      value: 12_600,
      shown: '3 hours 30 minutes late',
      reason:
        'the last delivery came 2024-05-14 09:30, 3 hours 30 minutes after it was due; the next is due 2024-05-15 06:00',
    })
  })

  test('before anything was due there is nothing to judge', () => {
    const since = clock([], '2024-05-14T08:00:00Z')
    expect(judged(DAILY, '2024-05-14T12:00:00Z', since)).toMatchObject({
      status: 'idle',
      why: 'nothing-in-scope',
      reason: 'the first delivery is due 2024-05-15 06:00',
    })
  })

  test('in the zone that the sentence says, with its grace and holidays', () => {
    const sentence = `${DAILY} in America/New_York with 30 minutes of grace except on public holidays in DE`
    const verdict = judged(sentence, '2024-05-08T10:10:00Z', clock(['2024-05-07T09:00:00Z']))
    expect(verdict).toMatchObject({
      status: 'holds',
      band: { low: null, high: 1800 },
      bandShown: { high: '30 minutes' },
    })
    expect(judged(sentence, '2024-05-08T10:31:00Z', clock(['2024-05-07T09:00:00Z'])).status).toBe('broken')
    expect(judged(sentence, '2024-05-09T12:00:00Z', clock(['2024-05-08T09:00:00Z'])).reason).toMatch(
      /next is due 2024-05-10 06:00$/,
    )
  })

  test('without one it is idle', () => {
    expect(judge(checkOf(DAILY), NO_CLOCK, { now: '2024-05-14T05:00:00Z', zone: 'UTC' })).toMatchObject({
      status: 'idle',
      why: 'no-clock',
    })
  })

  test('in no zone at all it cannot be judged', () => {
    expect(judged(`${DAILY} in Europe/Atlantis`, '2024-05-14T05:00:00Z', clock([]))).toMatchObject({
      status: 'unchecked',
      reason: 'there is no time zone Europe/Atlantis',
    })
  })
})

test('boards ask when the next delivery is due', () => {
  const moment = { now: '2024-05-14T05:00:00Z', zone: 'UTC', clock: clock(['2024-05-14T04:00:00Z']) }
  expect(nextDue(checkOf(DAILY), moment)).toBe(Date.parse('2024-05-15T06:00:00Z') / 1000)
  expect(nextDue(checkOf('`a` must be present'), moment)).toBeNull()
})

describe('a calendar', () => {
  test.each([
    'every day by 06:00 in Europe/Berlin',
    'every weekday by 18:30',
    'every Monday and Thursday',
    'every month by the 3rd',
    'on the 1st, 11th, 22nd and 31st',
    'every hour',
    'every 15 minutes with 30 seconds of grace',
    'every 2 weeks except on public holidays in DE',
  ])('%s is written as it is read', (words) => {
    const text = `- the data must arrive ${words}\n`
    expect(formatPage(text, 'page.md')).toBe(text)
  })

  test.each([
    ['every month by the 32nd', 'no month has a 32nd'],
    ['on the 0th', 'no month has a 0th'],
    ['every 0 days', 'it must be at least 1'],
    ['every day by 25:00', '25:00 is not a time of the day'],
    ['every hour by 06:00', 'makes no sense for what arrives several times a day'],
    ['every day in Europe/Atlantis', 'there is no time zone Europe/Atlantis'],
    ['every day except on public holidays in XX', 'XX is not a country code'],
  ])('%s makes no sense', (words, said) => {
    const page = readPage(`- the data must arrive ${words}\n`, 'page.md')
    expect(page.diagnostics.map((each) => each.message).join()).toContain(said)
  })
})
