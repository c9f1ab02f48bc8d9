/** The normal equations of a small least-squares problem: X'X, of which the lower half is read, row by row, and X'y. */
export interface NormalEquations {
  readonly size: number
  readonly matrix: Float64Array
  readonly right: Float64Array
}

export interface Solved {
  readonly size: number
  readonly coefficients: Float64Array
  /** Cholesky's lower factor of X'X + Λ, row by row. */
  readonly factor: Float64Array
}

export const normalEquations = (size: number): NormalEquations => ({
  size,
  matrix: new Float64Array(size * size),
  right: new Float64Array(size),
})

/**
 * Minimises Σ (y − x·b)² + λ Σ b_j² over the first `size` columns, the last sum from the column `from` on. With
 * λ = σ²/τ² that is the best linear prediction where these b_j are drawn with variance τ² (Robinson 1991, "That BLUP is
 * a good thing", Statistical Science 6).
 */
export function solve(
  { matrix, right, size: all }: NormalEquations,
  size: number,
  ridge: number,
  from: number,
): Solved {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let left = (matrix[i * all + j] ?? 0) + (i === j && i >= from ? ridge : 0)
      for (let k = 0; k < j; k++) left -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0)
      // a column that the earlier ones explain has nothing left
      factor[i * size + j] = i === j ? Math.sqrt(Math.max(left, 1e-9)) : left / (factor[j * size + j] ?? 1)
    }
  const coefficients = forward(factor, size, right)
  for (let i = size - 1; i >= 0; i--) {
    let left = coefficients[i] ?? 0
    for (let k = i + 1; k < size; k++) left -= (factor[k * size + i] ?? 0) * (coefficients[k] ?? 0)
    coefficients[i] = left / (factor[i * size + i] ?? 1)
  }
  return { size, coefficients, factor }
}

/** x'(X'X + Λ)⁻¹x: the variance of the error of x·b, in units of that of the noise. */
export function leverage({ factor, size }: Solved, x: Float64Array): number {
  const half = forward(factor, size, x)
  let sum = 0
  for (const each of half) sum += each * each
  return sum
}

/** L⁻¹x */
function forward(factor: Float64Array, size: number, x: Float64Array): Float64Array {
  const out = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    let left = x[i] ?? 0
    for (let k = 0; k < i; k++) left -= (factor[i * size + k] ?? 0) * (out[k] ?? 0)
    out[i] = left / (factor[i * size + i] ?? 1)
  }
  return out
}
