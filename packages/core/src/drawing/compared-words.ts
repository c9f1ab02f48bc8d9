import { axisLabel } from './histogram.ts'
import { visible } from './visible.ts'
import { cellText, counted } from './wording.ts'

/** What every report says of two deliveries in the same words. */

export interface ComparedDistance {
  readonly name: string
  readonly value: number
  /** What chance alone explains. */
  readonly chance: number
}

/** So small a distance matters to nobody, however many rows make it certain. */
const LEAST = 0.01

/** Whether values are spread in another way, beyond chance. */
export const isMoved = (distance: ComparedDistance | null): distance is ComparedDistance =>
  distance !== null && distance.value > Math.max(distance.chance, LEAST)

/** With as many digits as tell it from what chance explains. */
export function distanceText({ name, value, chance }: ComparedDistance): string {
  const digits = [2, 3, 4].find((n) => value.toFixed(n) !== chance.toFixed(n)) ?? 4
  return `${name} ${value.toFixed(digits)}, by chance below ${chance.toFixed(digits)}`
}

interface Numbers {
  readonly smallest: number
  readonly mean: number
  readonly largest: number
}

export interface ComparedNumbers {
  readonly numbers: { readonly before: Numbers | null; readonly after: Numbers | null } | null
  readonly beyond: { readonly below: number; readonly above: number } | null
  readonly distance: ComparedDistance | null
  readonly distribution: { readonly kind: 'numbers'; readonly times: boolean } | { readonly kind: 'texts' } | null
}

/** "smallest 1, mean 4 → 5, largest 9 → 80"; null where the numbers lie as they did. */
export function movedNumbers({ numbers, beyond, distance, distribution }: ComparedNumbers): string | null {
  const { before, after } = numbers ?? { before: null, after: null }
  if (before === null || after === null) return null
  if (!isMoved(distance) && (beyond?.below ?? 0) + (beyond?.above ?? 0) === 0) return null
  const label = axisLabel(distribution?.kind === 'numbers' && distribution.times, Infinity)
  const all = (['smallest', 'mean', 'largest'] as const).map((what) => {
    const [was, is] = [label(before[what]), label(after[what])]
    return was === is ? `${what} ${is}` : `${what} ${was} → ${is}`
  })
  return all.join(', ')
}

interface ComparedCondition {
  readonly column: string
  readonly values: readonly string[]
}

/** "`origin` = DEN or ORD and `day` = 1". */
export const conditionsText = (all: readonly ComparedCondition[]): string =>
  all
    .map(({ column, values }) => `\`${visible(column)}\` = ${values.map((each) => cellText(each, 40)).join(' or ')}`)
    .join(' and ')

interface ComparedKey {
  readonly key: { readonly columns: readonly string[] }
  readonly rows: { readonly same: number; readonly changed: number }
}

/** That hardly a row is in both, as with a file for each day: "these are other rows: no `id` is in both". */
export function otherRows({ key, rows }: ComparedKey): string {
  const both = rows.same + rows.changed
  const what = key.columns.length === 0 ? 'row' : key.columns.map((each) => `\`${visible(each)}\``).join(' and ')
  return `these are other rows: ${both === 0 ? `no ${what} is` : `only ${counted(both)} of them ${both === 1 ? 'is' : 'are'}`} in both`
}
