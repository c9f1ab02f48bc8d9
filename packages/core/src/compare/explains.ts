/** How well a value explains some rows: how many of them have it, and how many rows have it in all. */
export interface Covering {
  readonly part: number
  readonly whole: number
  readonly rows: number
  readonly total: number
}

/** How much of the rows a value must explain, how much more than of all rows, and of how many at least. */
export const SHARE = 0.5
const LIFT = 1.5
export const LEAST = 3

/** At least half of the rows have the value, and it is at least one and a half times as frequent among them as among all rows. */
export const explains = ({ part, whole, rows, total }: Covering): boolean =>
  part >= SHARE * whole && part / whole >= (LIFT * rows) / Math.max(1, total)

/** From 0 to 1: the harmonic mean of how many of the rows have the value, and how many with the value are of the rows. */
export const fit = ({ part, whole, rows }: Covering): number => (2 * part) / Math.max(1, whole + rows)
