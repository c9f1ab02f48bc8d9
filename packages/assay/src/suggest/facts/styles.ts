import type { NumberStyle } from '@assay/core'

export const pointOf = (style: NumberStyle): '.' | ',' => (style.endsWith(',56') ? ',' : '.')

/** A number of that style in plain digits (`1234.56`), or null when it is written otherwise. */
export function plainNumber(style: NumberStyle): (text: string) => string | null {
  if (style === '1234.56') return (text) => text
  const point = pointOf(style)
  const marks = MARKS[style] ?? ''
  const grouped = style.startsWith('12,') ? '\\d{1,2}(?:,\\d{2})*,\\d{3}' : `\\d{1,3}(?:[${marks}]\\d{3})+`
  const whole = marks === '' ? '\\d+' : `(?:\\d+|${grouped})`
  const shape = new RegExp(`^[-+]?(?:${whole}(?:[${point}]\\d*)?|[${point}]\\d+)(?:[eE][-+]?\\d+)?$`)
  const between = new RegExp(`[${marks}]`, 'g')
  return (text) => (shape.test(text) ? (marks === '' ? text : text.replace(between, '')).replace(point, '.') : null)
}

const MARKS: { readonly [style in NumberStyle]?: string } = {
  '1,234.56': ',',
  '1.234,56': '.',
  '1 234,56': ' \u00a0\u202f\u2009',
  '1 234.56': ' \u00a0\u202f\u2009',
  "1'234.56": "'\u2019",
  '12,34,567.89': ',',
}
