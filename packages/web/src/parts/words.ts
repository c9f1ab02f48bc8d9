import { STATE_OF_DELIVERY, type State } from '@assay/core'
import type { DeliveryResponse } from '../contract.ts'

const WORDS: Readonly<Record<DeliveryResponse['state'], string>> = {
  arrived: 'not judged yet',
  accepted: 'accepted',
  'set-aside': 'accepted without some rows',
  released: 'released',
  held: 'held',
  rejected: 'rejected',
  'not-checked': 'not checked',
  same: 'the same as before',
}

const states = Object.keys(WORDS) as DeliveryResponse['state'][]

/** What became of a delivery: in words, and as the shape that it is drawn with. */
export const DELIVERY_STATES = Object.fromEntries(
  states.map((each) => [each, { word: WORDS[each], shape: STATE_OF_DELIVERY[each] }]),
) as Readonly<Record<DeliveryResponse['state'], { readonly word: string; readonly shape: State }>>
