import { expect } from 'vitest'
import { check } from '../../main.ts'
import type { PageResult } from '../../report/contract.ts'
import { openWatched, type WatchedFolder } from '../watch.fixture.ts'

/** Numbers from 0 to 1 by a fixed seed (Mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Row = { readonly [column: string]: string | number | null }

const cell = (of: string | number | null): string => (of === null ? '' : `"${String(of).replaceAll('"', '""')}"`)
/** Rows as CSV, with a header. */
export function csv(rows: readonly Row[], delimiter = ','): string {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => cell(row[name] ?? null)).join(delimiter))
  return `${[names.join(delimiter), ...lines].join('\n')}\n`
}

export const rows = (n: number, of: (i: number, r: () => number) => Row, seed = 1): readonly Row[] => {
  const r = random(seed)
  return Array.from({ length: n }, (_, i) => of(i, r))
}

export const page = (sentences: readonly string[], settings = ''): string =>
  `---\nsource: in/d-*.csv\ndelivery: each file\n${settings}---\n# D\n\n${sentences.map((each) => `- ${each}\n`).join('')}`

/** Two deliveries in a folder of their own: the first is accepted by the watcher, the second is checked. */
export async function secondDelivery(
  text: string,
  was: string | Uint8Array,
  is: string | Uint8Array,
  use: (result: PageResult, folder: WatchedFolder) => Promise<void> | void,
): Promise<void> {
  const folder = await openWatched()
  try {
    await folder.write('d.md', text)
    await folder.write('in/d-1.csv', was)
    expect((await folder.watch()).told).toEqual(['d 1 (in/d-1.csv): accepted'])
    await folder.write('in/d-2.csv', is)
    const { pages } = await check({ pages: [`${folder.path}/d.md`], threads: 1 })
    const [result] = pages
    if (!result) throw new Error('no result')
    await use(result, folder)
  } finally {
    await folder.close()
  }
}
