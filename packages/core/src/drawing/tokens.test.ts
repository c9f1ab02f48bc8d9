import { expect, test } from 'vitest'
import { DARK, LIGHT, PRINT, tokenStyle, type Colours } from './tokens.ts'

/** Relative luminance and contrast: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

test.each([
  ['light', LIGHT],
  ['dark', DARK],
  ['print', PRINT],
] as readonly (readonly [string, Colours])[])(
  '%s: text can be read on paper, and shapes can be told from it',
  (_, of) => {
    for (const text of ['ink', 'quiet', 'red', 'amber', 'link'] as const)
      expect(contrast(of[text], of.paper), text).toBeGreaterThanOrEqual(4.5)
    for (const shape of ['red-fill', 'amber-fill', 'green-fill', 'grey-fill'] as const)
      expect(contrast(of[shape], of.paper), shape).toBeGreaterThanOrEqual(3)
    expect(contrast(of.ink, of.code)).toBeGreaterThanOrEqual(4.5)
  },
)

test('they are custom properties, paper last, so that it wins over the dark', () => {
  const style = tokenStyle()
  expect(style).toContain('--red: #b8341a;')
  expect(style).toContain('--type-small: 13px;')
  expect(style.indexOf('@media print')).toBeGreaterThan(style.indexOf('prefers-color-scheme: dark'))
})
