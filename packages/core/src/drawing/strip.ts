import type { State } from './state.ts'

/** What became of a delivery; `late` is one that has not come. */
export type DeliveryOutcome =
  'arrived' | 'accepted' | 'set-aside' | 'released' | 'held' | 'rejected' | 'not-checked' | 'same' | 'late'

/** The state that a delivery is drawn with where there is room for one shape. */
export const STATE_OF_DELIVERY: Readonly<Record<DeliveryOutcome, State>> = {
  arrived: 'idle',
  accepted: 'holds',
  'set-aside': 'warning',
  released: 'warning',
  held: 'broken',
  rejected: 'broken',
  'not-checked': 'unchecked',
  same: 'idle',
  late: 'unchecked',
}

const BOX = 9
const GAP = 3
const HEIGHT = 16
/** The part of a box, from its top, that says that rows were set aside or that a person let it pass. */
const CAP = 4

/** Deliveries side by side, oldest first, the same everywhere. */
export interface Strip {
  readonly width: number
  readonly height: number
  readonly boxes: readonly StripBox[]
}

export interface StripBox {
  readonly x: number
  readonly width: number
  readonly height: number
  /** How it is filled: the colour of what holds or is broken; `dashed` is an outline, `hollow` a quiet one. */
  readonly fill: 'holds' | 'broken' | 'dashed' | 'hollow'
  /** Height of its amber part, from the top; 0 where it has none. */
  readonly cap: number
  readonly delivery: number | null
  readonly outcome: DeliveryOutcome
}

const FILLS: Readonly<Record<State, StripBox['fill']>> = {
  holds: 'holds',
  warning: 'holds',
  broken: 'broken',
  unchecked: 'dashed',
  idle: 'hollow',
}

export function strip(
  deliveries: readonly {
    readonly number: number | null
    readonly state: DeliveryOutcome
    /** A *should* was broken. */
    readonly warned?: boolean
  }[],
): Strip {
  const boxes = deliveries.map(({ number, state, warned = false }, i) => {
    const drawn = STATE_OF_DELIVERY[state]
    const cap = drawn === 'warning' || (warned && drawn === 'holds') ? CAP : 0
    const place = { x: i * (BOX + GAP), width: BOX, height: HEIGHT }
    return { ...place, fill: FILLS[drawn], cap, delivery: number, outcome: state }
  })
  return { width: Math.max(0, boxes.length * (BOX + GAP) - GAP), height: HEIGHT, boxes }
}
