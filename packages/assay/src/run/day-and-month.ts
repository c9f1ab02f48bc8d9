import { daysBelow13, formatsOf, type Diagnostic, type Environment, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'

/** Warns of dates that could be read with day and month exchanged, at the sentence that says how they are written. */
export async function exchangeable(
  engine: Engine,
  page: Page,
  environment: Environment,
): Promise<readonly Diagnostic[]> {
  const query = daysBelow13(environment)
  if (query === null) return []
  const [row] = await engine.query(query.sql)
  return query.read(row ?? {}).flatMap((name) => {
    const said = page.sentences.find(({ check }) => formatsOf([check]).has(name))
    if (!said) return []
    return [
      {
        code: 'surprise',
        severity: 'warning',
        message: `every day of \`${name}\` is below 13, so day and month could be exchanged and it would fit as well; look at the data whether the day stands where the sentence says`,
        line: said.line,
        column: said.column,
        length: said.text.length,
      },
    ]
  })
}
