/** A table as people's tools read it: its header first. */
export type Table = readonly (readonly (string | number | boolean | null)[])[]

/** RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export const csvOf = (table: Table): string => table.map((row) => row.map(fieldOf).join(',')).join('\r\n') + '\r\n'

function fieldOf(cell: Table[number][number]): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.]+$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
