import { describe, expect, it } from 'vitest'
import { api, ofDataset } from './addresses.ts'

describe('what the API knows about a dataset', () => {
  it('is at its path, below it and with a query, and nowhere else', () => {
    const its = ofDataset('orders')
    for (const rest of ['', '?last=60', '/deliveries', '/deliveries?limit=60', '/suggestions?column=a'])
      expect(its(api('orders', rest))).toBe(true)
    for (const path of [api('orders_eu'), api('orders_eu', '/deliveries'), api('order'), '/api/overview'])
      expect(its(path)).toBe(false)
  })
  it('is found by any name', () => {
    const name = 'a/b?c d'
    expect(ofDataset(name)(api(name, '/text'))).toBe(true)
    expect(ofDataset('a')(api(name, '/text'))).toBe(false)
  })
})
