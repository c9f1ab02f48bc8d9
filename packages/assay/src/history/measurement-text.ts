import type { Json, Measurement } from '@assay/core'

/** A measurement as columns: what nearly all of them are, counts of rows without groups, needs no text. */
export interface Stored {
  readonly rows: number | null
  readonly counted: number | null
  readonly failing: number | null
  readonly state: string | null
}

export function stored(of: Measurement): Stored {
  const [only, ...more] = of.kind === 'rows' ? of.groups : []
  if (only && more.length === 0 && only.keys.length === 0 && !('unread' in of))
    return { rows: only.rows, counted: only.counted, failing: only.counted - only.passed, state: null }
  return { rows: null, counted: null, failing: null, state: JSON.stringify(compact(of)) }
}

export function restored(of: Stored): Measurement {
  if (of.state !== null) return expanded(JSON.parse(of.state) as Json)
  const counted = of.counted ?? 0
  return {
    kind: 'rows',
    groups: [{ keys: [], rows: of.rows ?? 0, counted, passed: counted - (of.failing ?? 0) }],
  }
}

/** Groups are many and alike, so that their numbers stand without names. */
function compact(of: Measurement): Json {
  switch (of.kind) {
    case 'rows':
      return {
        ...of,
        groups: of.groups.map((each) => [each.keys, each.rows, each.counted, each.passed]),
      } as unknown as Json
    case 'number':
      return { ...of, groups: of.groups.map((each) => [each.keys, each.rows, each.leaves]) } as unknown as Json
    default:
      return of as unknown as Json
  }
}

function expanded(of: Json): Measurement {
  const found = of as unknown as Measurement & { readonly groups?: readonly (readonly unknown[])[] }
  const groups = found.groups ?? []
  switch (found.kind) {
    case 'rows':
      return {
        ...found,
        groups: groups.map(([keys, rows, counted, passed]) => ({ keys, rows, counted, passed })),
      } as Measurement
    case 'number':
      return { ...found, groups: groups.map(([keys, rows, leaves]) => ({ keys, rows, leaves })) } as Measurement
    default:
      return found
  }
}
