import { sql, text, type Diagnostic, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import { Failure } from '../failure.ts'

/** Patterns of a page that the engine cannot read: mistakes of the page, at the sentences that have them. */
export async function wrongPatterns(engine: Engine, page: Page): Promise<readonly Diagnostic[]> {
  const mistakes: Diagnostic[] = []
  for (const { check, line, column, text: sentence } of page.sentences)
    for (const pattern of patternsIn(check)) {
      const fault = await faultOf(engine, pattern)
      if (fault === null) continue
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

async function faultOf(engine: Engine, pattern: string): Promise<string | null> {
  try {
    await engine.query(sql`SELECT regexp_matches('', ${text(pattern)})`.text)
    return null
  } catch (error) {
    if (error instanceof Failure && error.code === 'engine')
      return error.message.replace(/^[\w ]+ Error: /, '').split('\n', 1)[0] ?? ''
    throw error
  }
}
