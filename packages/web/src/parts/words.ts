import type { DeliveryOutcome } from '@assay/core'

/** What became of a delivery, in words; `STATE_OF_DELIVERY` is the shape that it is drawn with. */
export const WORD_OF_DELIVERY: Readonly<Record<DeliveryOutcome, string>> = {
  arrived: 'not judged yet',
  accepted: 'accepted',
  'set-aside': 'accepted without some rows',
  released: 'released',
  held: 'held',
  rejected: 'rejected',
  'not-checked': 'not checked',
  same: 'the same as before',
  late: 'has not come',
}
