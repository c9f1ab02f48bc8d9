/** Whether a column is private: named as such, with all that is in it, and with whatever it is a part of. */
export const isPrivate = (column: string, names: readonly string[]): boolean =>
  names.some((each) => each === column || column.startsWith(`${each}.`) || each.startsWith(`${column}.`))
