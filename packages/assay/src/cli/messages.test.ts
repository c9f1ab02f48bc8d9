import { readFileSync } from 'node:fs'
import { DIAGNOSTICS, REASONS } from '@assay/core'
import { expect, it } from 'vitest'

const documented = readFileSync(new URL('../../../../docs/messages.md', import.meta.url), 'utf8')

/** The codes with their meanings below a heading. */
function listed(heading: string): readonly string[] {
  const section = documented.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  return section.split('\n').filter((line) => line.startsWith('- '))
}

it.each([
  ['Messages about a page', DIAGNOSTICS],
  ['Reasons of a verdict', REASONS],
])('docs/messages.md lists every code and no other: %s', (heading, table) => {
  expect(listed(heading)).toEqual(Object.entries(table).map(([code, meaning]) => `- \`${code}\`: ${meaning}`))
})
