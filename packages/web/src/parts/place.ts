/** The name of a page's file and a line of it; in which folder it lies is of no use to a reader. */
export const placeOf = (path: string, line: number): string => `${path.split(/[\\/]/).at(-1) ?? path}:${String(line)}`
