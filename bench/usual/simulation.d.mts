import type { Usual, UsualPoint } from '../../packages/core/src/stats/usual.ts'

type Kind = 'normal' | 't3' | 't5' | 't10'
type Value = (i: number) => number
interface Band {
  readonly low: number
  readonly high: number
}
interface Judged extends Band {
  readonly own: number
}
type Learn = (history: readonly UsualPoint[], next: { readonly time: number }) => Band
type Learnt = (history: readonly UsualPoint[], next: { readonly time: number }) => Usual

export const DEVIATION: number
export const SERIES: { readonly [name: string]: (uniform: () => number) => Value }
export function random(seed: number): () => number
export function noise(kind: Kind, uniform: () => number): () => number
export function points(length: number, value: Value): UsualPoint[]
export function dayOf(i: number): { readonly time: number }
export function judgements(
  band: Learn,
  of: {
    readonly series: string
    readonly kind: Kind
    readonly counts: readonly number[]
    readonly trials: number
    readonly seed: number
  },
): ReadonlyMap<number, readonly Judged[]>
export function outside(judged: readonly Judged[], shift?: number): number
export function threeSigma(all: readonly UsualPoint[]): Band
export function oracle(kind: Kind, draws?: number): { readonly limit: number; found(shift: number): number }
export function lived(
  usual: Learnt,
  of: { readonly length: number; readonly value: Value },
): readonly (Pick<Usual, 'level' | 'anew'> & { readonly n: number; readonly outside: boolean })[]
