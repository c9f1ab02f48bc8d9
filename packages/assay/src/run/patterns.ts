import { join, sql, text, type Diagnostic, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'

/** Patterns of a page that the engine cannot read: mistakes of the page, at the sentences that have them. */
export async function wrongPatterns(engine: Engine, page: Page): Promise<readonly Diagnostic[]> {
  const mistakes: Diagnostic[] = []
  const said = page.sentences.map((sentence) => ({ ...sentence, patterns: patternsIn(sentence.check) }))
  const faults = await faultsOf(engine, [...new Set(said.flatMap((each) => each.patterns))])
  for (const { patterns, line, column, text: sentence } of said)
    for (const pattern of patterns) {
      const fault = faults.get(pattern)
      if (fault === undefined) continue
      const at = sentence.indexOf(`/${pattern}/`)
      mistakes.push({
        code: 'pattern',
        severity: 'error',
        message: `/${pattern}/ is no pattern: ${fault}. Patterns are those of RE2, without lookahead and back references`,
        line,
        column: column + Math.max(0, at),
        ...(at < 0 ? {} : { length: pattern.length + 2 }),
      })
    }
  return mistakes
}

/** The patterns of claims about texts; names of columns are matched elsewhere. They are kept in a check as `body/flags`. */
const patternsIn = (check: object): readonly string[] =>
  [...JSON.stringify(check).matchAll(/"kind":"match","args":\{"pattern":("(?:[^"\\]|\\.)*")/g)].map(
    ([, written = '""']) => (JSON.parse(written) as string).replace(/\/[a-z]*$/, ''),
  )

/** What is wrong with patterns. All are asked of the engine at once: only where one is wrong, each alone. */
async function faultsOf(engine: Engine, patterns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const faults = new Map<string, string>()
  if (patterns.length === 0 || (await faultOf(engine, patterns)) === null) return faults
  for (const pattern of patterns) {
    const fault = await faultOf(engine, [pattern])
    if (fault !== null) faults.set(pattern, fault)
  }
  return faults
}

async function faultOf(engine: Engine, patterns: readonly string[]): Promise<string | null> {
  try {
    const each = patterns.map((pattern) => sql`regexp_matches('', ${text(pattern)})`)
    await engine.query(sql`SELECT ${join(each, sql`, `)}`.text)
    return null
  } catch (error) {
    if (error instanceof Failure && error.code === 'engine')
      return error.message.replace(/^[\w ]+ Error: /, '').split('\n', 1)[0] ?? ''
    throw error
  }
}
