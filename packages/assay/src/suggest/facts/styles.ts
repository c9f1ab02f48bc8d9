import type { NumberStyle } from '@assay/core'

/** A number of that style in plain digits (`1234.56`), or null when it is written otherwise. */
export function plainNumber(style: NumberStyle): (text: string) => string | null {
  if (style === '1234.56') return (text) => text
  const point = style.includes(',56') ? ',' : '.'
  const marks = MARKS[style] ?? ''
  const whole = marks === '' ? '\\d+' : `(?:\\d+|\\d{1,3}(?:[${marks}]\\d{${style.startsWith('12,') ? '2,3' : '3'}})+)`
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
