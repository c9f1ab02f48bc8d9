import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPage } from '@assay/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '../main.ts'
import type { Result } from '../report/contract.ts'
import { run } from './run.ts'

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'assay-readme-'))
const page = join(folder, 'orders.md')

beforeAll(() => {
  writeFileSync(join(folder, 'orders.csv'), block('csv'))
  writeFileSync(page, block('markdown'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The nth code block of a kind. */
function block(kind: string, nth = 0): string {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))][nth]?.[1]
  if (found === undefined) throw new Error(`the README has no block ${String(nth)} of ${kind}`)
  return found
}

async function ran(args: readonly string[]): Promise<{ readonly status: number; readonly out: string }> {
  let out = ''
  const write = (text: string) => {
    out += text
  }
  const status = await run(args, { out: write, error: () => undefined, terminal: false, colour: false, width: 100 })
  return { status, out }
}

describe('the README', () => {
  it('begins with the two commands', () => {
    expect(readme.startsWith('# Assay\n\n    npm ci && npm start\n    npm ci && npm test\n')).toBe(true)
  })

  it('shows what its first page really gives', async () => {
    const { status, out } = await ran(['check', page])
    expect(status).toBe(1)
    expect(out).toContain(block('text'))
  })

  it('has only sentences that are understood', () => {
    const read = readPage(block('markdown', 1), 'readme.md')
    expect(read.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
    expect(read.sentences).toHaveLength(11)
  })

  it('names only settings that a page has', () => {
    const words = readPage(`---\n${block('yaml', 1)}---\n- it must be a large sale\n`, 'readme.md')
    expect(words.diagnostics.filter((each) => each.severity === 'error')).toEqual([])
  })
})

it('gives the same from the command and from the library', async () => {
  const NOW = '2024-05-15T12:00:00.000Z'
  const { out } = await ran(['check', page, '--format', 'json', '--now', NOW])
  const timeless = (result: Result): Result => ({
    ...result,
    pages: result.pages.map((each) => ({ ...each, seconds: 0 })),
  })
  const library = await check({ pages: [page], now: new Date(NOW) })
  expect(timeless(JSON.parse(out) as Result)).toEqual(timeless(JSON.parse(JSON.stringify(library)) as Result))
})
