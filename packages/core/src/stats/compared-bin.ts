/** How many values of two deliveries lie between two numbers. */
export interface ComparedBin {
  readonly low: number
  readonly high: number
  readonly before: number
  readonly after: number
}
