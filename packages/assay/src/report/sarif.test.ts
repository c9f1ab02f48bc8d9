import { expect, test } from 'vitest'
import { calmResult, nothingResult, sampleResult } from './sample-result.test-data.ts'
import { renderSarif, uriOf } from './sarif.ts'

interface Sarif {
  readonly $schema: string
  readonly version: string
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string
        readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string } }[]
      }
    }
    readonly invocations: readonly { readonly executionSuccessful: boolean }[]
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly level: string
      readonly message: { readonly text: string }
      readonly partialFingerprints: Readonly<Record<string, string>>
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string }
          readonly region: { readonly startLine: number; readonly startColumn: number; readonly endColumn?: number }
        }
      }[]
    }[]
  }[]
}

const sarif = (result = sampleResult) => JSON.parse(renderSarif(result)) as Sarif

test.each([sampleResult, calmResult, nothingResult])('what SARIF 2.1.0 requires is there', (result) => {
  const { $schema, version, runs } = sarif(result)
  expect($schema).toMatch(/sarif-schema-2\.1\.0\.json$/)
  expect(version).toBe('2.1.0')
  expect(runs).toHaveLength(1)
  const [{ tool, results, invocations }] = runs as [Sarif['runs'][number]]
  expect(tool.driver.name).toBe('assay')
  expect(invocations[0]!.executionSuccessful).toBe(true)
  expect(new Set(tool.driver.rules.map((r) => r.id)).size).toBe(tool.driver.rules.length)
  for (const r of results) {
    expect(tool.driver.rules[r.ruleIndex]!.id).toBe(r.ruleId)
    expect(['note', 'warning', 'error']).toContain(r.level)
    expect(r.message.text).not.toBe('')
    const { artifactLocation, region } = r.locations[0]!.physicalLocation
    expect(new URL(artifactLocation.uri, 'file:///base/').protocol).toBe('file:')
    expect(artifactLocation.uri).toMatch(/^[\w\-.~!*'()%/:]+$/)
    expect(region.startLine).toBeGreaterThanOrEqual(1)
    expect(region.startColumn).toBeGreaterThanOrEqual(1)
  }
})

test('levels: what stops a delivery is an error, other breaches warn, what holds or is idle is left out', () => {
  const results = sarif().runs[0]!.results.filter(
    (r) => r.locations[0]!.physicalLocation.artifactLocation.uri === 'pages/products.md',
  )
  const seen = results.map((r) => [r.ruleId, r.level, r.locations[0]!.physicalLocation.region.startLine])
  expect(seen).toEqual([
    ['out-of-bound', 'error', 18],
    ['out-of-bound', 'warning', 19],
    ['out-of-bound', 'warning', 21],
    ['out-of-bound', 'error', 24],
    ['no-column', 'error', 30],
    ['not-a-sentence', 'error', 22],
    ['never-fails', 'warning', 23],
    ['reading', 'note', 1],
  ])
})

test('a breach whose rows are set aside is a warning; a held page is always an error', () => {
  const of = (uri: string) =>
    sarif()
      .runs[0]!.results.filter((r) => r.locations[0]!.physicalLocation.artifactLocation.uri === uri)
      .map((r) => [r.ruleId, r.level])
  expect(of('pages/clicks.md')).toEqual([['out-of-bound', 'warning']])
  expect(of('pages/returns.md')).toEqual([['held', 'error']])
})

test('a message says number, reason, rows and reading; a region ends where the mistake ends', () => {
  const results = sarif().runs[0]!.results
  expect(results[0]!.message.text).toContain('`price` must be between 1 and 5,000,000: 98.4%.')
  expect(results[0]!.message.text).toContain('312 rows, 298 of them with supplier = Xerox')
  const mistake = results.find((r) => r.ruleId === 'not-a-sentence')!
  expect(mistake.locations[0]!.physicalLocation.region).toEqual({ startLine: 22, startColumn: 15, endColumn: 18 })
})

test('the title of a finding says what it is', () => {
  const { rules } = sarif().runs[0]!.tool.driver
  const of = (id: string) => rules.find((r) => r.id === id)?.shortDescription.text
  expect(of('out-of-bound')).toBe('the number is not what the bound says')
  expect(of('not-a-sentence')).toBe('a list item is not a sentence of the language')
  expect(of('held')).toBe('held')
})

test('fingerprints tell findings apart and stay when the line moves', () => {
  const prints = (result = sampleResult) => sarif(result).runs[0]!.results.map((r) => r.partialFingerprints)
  expect(new Set(prints().map((p) => JSON.stringify(p))).size).toBe(prints().length)
  const pages = sampleResult.pages.map((p) => ({ ...p, verdicts: p.verdicts.map((v) => ({ ...v, line: v.line + 7 })) }))
  expect(prints({ ...sampleResult, pages })).toEqual(prints())
})

test('paths become URIs', () => {
  expect(uriOf("we ird's <b>#?.md")).toBe("we%20ird's%20%3Cb%3E%23%3F.md")
  expect(uriOf('/data/é.md')).toBe('file:///data/%C3%A9.md')
  expect(uriOf('C:\\pages\\a.md')).toBe('file:///C:/pages/a.md')
})
