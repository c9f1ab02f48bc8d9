import { describe, expect, it } from 'vitest'
import { withSentence } from './place-sentence.ts'

const PAGE = `---
source: in/o-*.csv
delivery: each file
---
# Orders

What we sell.

- \`price\` must be at least 0
  Why: it is money.
- \`id\` must be present

## Notes

- ask Ada
`

describe('where a sentence is placed', () => {
  const at = (after: number | null, text = PAGE, why: string | null = null) =>
    withSentence(text, 'orders.md', { sentence: '`id` must be unique', canonical: '`id` must be unique', why, after })
  it('below the item that was said, with all of its lines', () => {
    expect(at(9)).toBe(PAGE.replace('money.\n', 'money.\n- `id` must be unique\n'))
    expect(at(11, PAGE, 'we join by it')).toBe(
      PAGE.replace('be present\n', 'be present\n- `id` must be unique\n  Why: we join by it\n'),
    )
  })
  it('below prose with a blank line', () => {
    expect(at(7)).toBe(PAGE.replace('sell.\n', 'sell.\n\n- `id` must be unique\n'))
  })
  it('below the last sentence where nothing was said, or where it would be no sentence', () => {
    const below = PAGE.replace('be present\n', 'be present\n- `id` must be unique\n')
    for (const after of [null, 13, 15, 99, 2]) expect([after, at(after)]).toEqual([after, below])
  })
  it('at the end of a page that says nothing yet', () => {
    expect(at(null, '# Orders')).toBe('# Orders\n\n- `id` must be unique\n')
    expect(at(null, '')).toBe('- `id` must be unique\n')
  })
  it('nowhere where it is no sentence', () => {
    const no = { sentence: '`id` must bee', canonical: '`id` must bee', why: null, after: 9 }
    expect(withSentence(PAGE, 'orders.md', no)).toBeNull()
  })
  it('with the ends of lines that the page has', () => {
    const windows = PAGE.replaceAll('\n', '\r\n')
    expect(at(9, windows)).toBe(at(9)?.replaceAll('\n', '\r\n'))
  })
  it('with what belongs to the sentence above it', () => {
    const text = '# Orders\n\nProse.\n\n## Prices\n\n- `price` must be at least 0\n  Why: refunds.\n\n## Identity\n'
    expect(at(8, text)).toContain('  Why: refunds.\n- `id` must be unique\n\n## Identity')
  })
  it('in a list with numbers as in one without', () => {
    const numbered = '# Orders\n\n1. `price` must be at least 0\n2. `id` must be present\n'
    expect(at(3, numbered)).toBe(numbered.replace('2.', '\n- `id` must be unique\n\n2.'))
  })
})
