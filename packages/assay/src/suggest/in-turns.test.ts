import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

test('what waits is done between the pieces, and the results stand in their order', async () => {
  const order: string[] = []
  const done = await inTurns([1, 2, 3], (n) => {
    order.push(`piece ${String(n)}`)
    setImmediate(() => order.push(`what waited at ${String(n)}`))
    return n * 10
  })
  expect(done).toEqual([10, 20, 30])
  expect(order.slice(0, 5)).toEqual(['piece 1', 'what waited at 1', 'piece 2', 'what waited at 2', 'piece 3'])
})
