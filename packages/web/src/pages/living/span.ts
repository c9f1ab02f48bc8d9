/** How long something took: "12 ms", "1.4 s". */
export const span = (seconds: number): string =>
  seconds < 1 ? `${String(Math.max(1, Math.round(seconds * 1000)))} ms` : `${String(Number(seconds.toPrecision(2)))} s`
