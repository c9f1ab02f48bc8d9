import { expect, test } from 'vitest'
import { strip, type DeliveryOutcome } from './strip.ts'

const of = (state: DeliveryOutcome, warned = false) => strip([{ number: 1, state, warned }]).boxes[0]

test('deliveries stand side by side, and none takes no room', () => {
  const drawn = strip([
    { number: 1, state: 'accepted' },
    { number: 2, state: 'held' },
    { number: null, state: 'late' },
  ])
  expect(drawn.boxes.map(({ x, delivery }) => [x, delivery])).toEqual([
    [0, 1],
    [12, 2],
    [24, null],
  ])
  expect(drawn.width).toBe(33)
  expect(strip([]).width).toBe(0)
})

test('red is what was held or rejected and nothing else; a delivery that has not come is an outline', () => {
  const outcomes: readonly DeliveryOutcome[] = ['accepted', 'set-aside', 'released', 'arrived', 'same', 'not-checked']
  expect(outcomes.map((each) => of(each)?.fill)).toEqual(['holds', 'holds', 'holds', 'hollow', 'hollow', 'dashed'])
  expect([of('held')?.fill, of('rejected')?.fill, of('late')?.fill]).toEqual(['broken', 'broken', 'dashed'])
})

test('rows set aside and warnings are a cap', () => {
  expect(of('set-aside')?.cap).toBeGreaterThan(0)
  expect(of('accepted', true)?.cap).toBeGreaterThan(0)
  expect(of('accepted')?.cap).toBe(0)
  expect(of('held', true)?.cap).toBe(0)
})
