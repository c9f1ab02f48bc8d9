import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { duckdb } from '../../sql/duckdb.ts'
import { name } from '../../sql/sql.ts'
import { evaluated } from './evaluated.test-data.ts'
import { NUMBER_STYLES } from './numbers.ts'
import { readAs, type FormOptions, type WrittenType } from './read-as.ts'

interface Line {
  readonly type: WrittenType
  readonly options: FormOptions
  readonly text: string
  readonly value: string | null
}

const TYPES: readonly WrittenType[] = ['whole number', 'number', 'date', 'timestamp', 'time', 'boolean']
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' }
const unescape = (written: string): string =>
  written.replace(/\\(?:u([0-9a-f]{4})|([tnrfv]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPES[letter] ?? '') : String.fromCharCode(parseInt(hex, 16)),
  )

function readLine(line: string): Line {
  const [kind = '', written = '', is, value = '', zone = ''] = line.split('\t')
  const type = TYPES.find((each) => kind === each || kind.startsWith(`${each} `))
  if (!type) throw new Error(`unknown type: ${line}`)
  const style = NUMBER_STYLES.find((each) => kind === `${type} ${each}`)
  if (kind !== type && !style) throw new Error(`unknown style: ${line}`)
  const options = { zone, ...(style && { numbers: style }) }
  return { type, options, text: unescape(written), value: is === 'yes' ? value : null }
}

const lines = readFileSync(new URL('./conformance.tsv', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map(readLine)

const valueOf = async ({ type, options, text }: Line): Promise<unknown> =>
  (await evaluated(readAs(type, name('x'), duckdb, options), [text]))[0]

describe('the conformance table of written forms', () => {
  it('has cases of every type, both yes and no', () => {
    expect(lines.length).toBeGreaterThan(300)
    for (const type of TYPES)
      for (const accepted of [true, false])
        expect(lines.filter((line) => line.type === type && (line.value !== null) === accepted).length).toBeGreaterThan(
          4,
        )
  })

  it.each(lines)('$type $options $text → $value', async (line) => {
    const found = await valueOf(line)
    if (line.value === null) expect(found).toBeNull()
    else if (typeof found === 'number') expect(found).toBe(Number(line.value))
    else expect(String(found)).toBe(line.value)
  })
})
