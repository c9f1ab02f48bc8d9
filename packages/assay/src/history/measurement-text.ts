import type { Json, Measurement } from '@assay/core'
import { isSealed, type Seal } from './seal.ts'

/** A measurement as columns: what nearly all of them are, counts of rows without groups, needs no text. */
export interface Stored {
  readonly rows: number | null
  readonly counted: number | null
  readonly failing: number | null
  readonly state: string | null
}

/** @param seal where it shows values of private columns: what is not a count of rows is sealed */
export function stored(of: Measurement, seal: Seal | null): Stored {
  const [only, ...more] = of.kind === 'rows' ? of.groups : []
  if (only && more.length === 0 && only.keys.length === 0 && !('unread' in of))
    return { rows: only.rows, counted: only.counted, failing: only.counted - only.passed, state: null }
  const state = JSON.stringify(compact(of))
  return { rows: null, counted: null, failing: null, state: seal ? seal.close(state) : state }
}

export function restored(of: Stored, seal: Seal): Measurement {
  if (of.state !== null) {
    const state = isSealed(of.state) ? seal.open(of.state) : of.state
    return state === null ? UNREADABLE : expanded(JSON.parse(state) as Json)
  }
  const counted = of.counted ?? 0
  return {
    kind: 'rows',
    groups: [{ keys: [], rows: of.rows ?? 0, counted, passed: counted - (of.failing ?? 0) }],
  }
}

const UNREADABLE: Measurement = {
  kind: 'failed',
  message: 'it is sealed, and the key that it was sealed with is gone',
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
