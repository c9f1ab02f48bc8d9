import type { Bounds } from '../word.ts'
import * as history from './history.ts'

/** Claims about a number of the delivery that fit nothing else. */
export const BOUNDS: Bounds = {
  'not-change': history.notChange,
  'not-rise': history.notRise,
  'not-fall': history.notFall,
  'as-usual': history.asUsual,
}
