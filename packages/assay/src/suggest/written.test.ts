import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, grammarWith, readPage, readSentence, type Check } from '@assay/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check, suggest } from '../main.ts'
import { NOW, openFolder, type Folder } from '../run/run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())
const at = (name: string) => join(folder.path, name)

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const five = (i: number): string => String(i + 1).padStart(5, '0')

/** What a text can hold that Markdown, sentences or patterns give a meaning. */
const AWKWARD: Readonly<Record<string, (i: number) => string>> = {
  slash: (i) => `2026/${five(i)}`,
  backslash: (i) => `A\\${five(i)}`,
  'backslash and slash': (i) => `\\/${five(i)}/\\`,
  quote: (i) => `"${five(i)}"`,
  apostrophe: (i) => `'${five(i)}'`,
  backtick: (i) => `\`${five(i)}\``,
  brackets: (i) => `[${five(i)}](x){y}`,
  'two ways': (i) => (i % 2 === 0 ? `${five(i)}/A` : `B\\${five(i)}`),
  lines: (i) => `A\n${five(i)}`,
  signs: (i) => `^$.*+?|${five(i)}`,
  'one of two': (i) => (i % 2 === 0 ? 'n/a-x' : 'a\\"b"'),
  'part/a': (i) => (i % 7 === 0 ? '' : `#${five(i)}`),
}

describe('a suggested page', () => {
  it('is understood, and holds, whatever stands in the values', async () => {
    const names = Object.keys(AWKWARD)
    const rows = Array.from({ length: 300 }, (_, i) => names.map((name) => cell(AWKWARD[name]?.(i) ?? '')).join(','))
    await folder.write('awkward.csv', [names.map(cell).join(','), ...rows, ''].join('\n'))
    const { page, sentences } = await suggest({ source: at('awkward.csv'), out: at('awkward.md'), now: NOW })
    const read = readPage(page, at('awkward.md'))
    expect(read.diagnostics).toEqual([])
    // in sections here, and in the order of their worth there
    expect(read.sentences.map((each) => each.canonical).sort()).toEqual(
      sentences.map((each) => format(each.proposal.check)).sort(),
    )
    expect(read.sentences.map((each) => each.text)).toContain('`slash` should match /^20\\d{2}\\/\\d{5}$/')
    await writeFile(at('awkward.md'), page)
    const { summary } = await check({ pages: [at('awkward.md')], now: NOW })
    expect(summary).toMatchObject({ broken: 0, warnings: 0, unchecked: 0, holds: sentences.length })
  })
})

describe('a pattern in a sentence', () => {
  const piece = fc.constantFrom('/', '\\/', '\\\\', 'a', '\\d', '[/x]', '"', '`', '.', '\\.')
  const held = (pattern: string): Check => ({
    severity: 'must',
    measure: {
      share: {
        subject: { of: [{ kind: 'column', args: { name: 'x' } }], quantity: { is: 'every' } },
        claim: { kind: 'match', args: { pattern } },
      },
    },
    bound: { exceptions: 0 },
  })

  it('means what it meant when it is read again', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const pattern = `^${pieces.join('')}$/`
        const read = readSentence(format(held(pattern)), grammarWith())
        // a slash in a pattern means the same escaped and bare
        const bare = pieces.map((each) => (each === '\\/' ? '/' : each)).join('')
        expect(read.ok && JSON.stringify(read.sentence.check.measure)).toBe(JSON.stringify(held(`^${bare}$/`).measure))
      }),
    )
  })
})
