import type { Args } from '../check.ts'
import { signWords } from './conditions/numbers.ts'

/** Claims that are read as another word with given arguments, and written as that one. */
export interface Alias {
  readonly say: string
  readonly kind: string
  readonly args: Args | ((slots: Args) => Args)
}

export const ALIASES: readonly Alias[] = [
  ...signWords,
]
