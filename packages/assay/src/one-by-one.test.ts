import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { oneByOne } from './one-by-one.ts'

it('one after the other, in their order, also after one that failed', async () => {
  const alone = oneByOne()
  const seen: string[] = []
  const work = (name: string, ms: number, fails = false) =>
    alone(async () => {
      seen.push(`${name} begins`)
      await sleep(ms)
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const all = await Promise.allSettled([work('a', 20), work('b', 1, true), work('c', 5)])
  expect(all.map((each) => (each.status === 'fulfilled' ? each.value : 'failed'))).toEqual(['a', 'failed', 'c'])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})
