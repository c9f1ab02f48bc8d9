/** Thousands commas from 10,000 on, so that a year is not 2,024; the digits as they are. */
export function formatNumber(n: string | number): string {
  const [, sign = '', whole = '', rest = ''] = /^([-+]?)(\d*)(.*)$/.exec(String(n)) ?? []
  if (whole.length < 5) return String(n)
  return `${sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest}`
}
