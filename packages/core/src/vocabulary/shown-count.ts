/**
 * How many rows or groups: with thousands commas from 1,000 on, since it is never a year. Not by `toLocaleString`: the first
 * use of `Intl` in a process loads the tables of ICU, which takes longer than reading a page.
 */
export const shownCount = (n: number): string => String(n).replace(/^\d+/, (d) => d.replace(/\B(?=(\d{3})+$)/g, ','))
