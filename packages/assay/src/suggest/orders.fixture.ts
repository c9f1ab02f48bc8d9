export const SHOPS = [
  ['S01', 'Rome', 'Italy'],
  ['S02', 'Milan', 'Italy'],
  ['S03', 'Berlin', 'Germany'],
  ['S04', 'Hamburg', 'Germany'],
  ['S05', 'Lyon', 'France'],
  ['S06', 'Paris', 'France'],
  ['S07', 'Vienna', 'Austria'],
  ['S08', 'Graz', 'Austria'],
]

export interface Order {
  id: string
  shop: string
  city: string
  country: string
  net: string
  tax: string
  total: string
  status: string
  ordered: string
  shipped: string
}

/** Orders of some shops: every column has a rule that somebody could rely on. */
export function orders(n: number, from = 0): Order[] {
  return Array.from({ length: n }, (_, k) => {
    const i = k + from
    const [shop = '', city = '', country = ''] = SHOPS[(i * 7) % SHOPS.length] ?? []
    const net = 500 + ((i * 7919) % 9000)
    const tax = Math.round(net * 0.2)
    const day = (at: number) => new Date(Date.UTC(2023, 0, 1 + at)).toISOString().slice(0, 10)
    const ordered = (i * 31) % 307
    const open = (i * i + 3 * i) % 5 === 0
    return {
      id: `A-${String(10_000 + i)}`,
      shop,
      city,
      country,
      net: (net / 100).toFixed(2),
      tax: (tax / 100).toFixed(2),
      total: ((net + tax) / 100).toFixed(2),
      status: open ? 'open' : (i * 13) % 11 < 3 ? 'returned' : 'shipped',
      ordered: day(ordered),
      shipped: open ? '' : day(ordered + (i % 4)),
    }
  })
}

export const csv = (rows: readonly Order[]) =>
  `${[Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row) as string[])].map((row) => row.join(',')).join('\n')}\n`
