import { daysAbove12, formatsOf, type DaysOf, type Diagnostic, type Environment, type Page } from '@assay/core'
import type { Engine } from '../engines/engine.ts'

/** A day above 12 stands mostly among the first rows; only where none does, all are looked at. */
const FIRST_ROWS = 10_000

/** Warns of dates that could be read with day and month exchanged, at the sentence that says how they are written. */
export async function exchangeable(
  engine: Engine,
  page: Page,
  environment: Environment,
): Promise<readonly Diagnostic[]> {
  const { dataset } = environment
  const first = `(SELECT * FROM ${dataset.relation} LIMIT ${String(FIRST_ROWS)})`
  const open = (await days(engine, { ...environment, dataset: { ...dataset, relation: first } })).filter(none)
  if (open.length === 0) return []
  const all = (await days(engine, environment)).filter((each) => none(each) && each.read > 0)
  return all.flatMap(({ column }) => {
    const said = page.sentences.find(({ check }) => formatsOf([check]).has(column))
    return said ? [warning(column, said)] : []
  })
}

const none = (of: DaysOf): boolean => of.above12 === 0

async function days(engine: Engine, environment: Environment): Promise<readonly DaysOf[]> {
  const query = daysAbove12(environment)
  if (query === null) return []
  const [row] = await engine.query(query.sql)
  return query.read(row ?? {})
}

const warning = (column: string, at: Page['sentences'][number]): Diagnostic => ({
  code: 'surprise',
  severity: 'warning',
  message: `every day of \`${column}\` is below 13, so day and month could be exchanged and it would fit as well; look at the data whether the day stands where the sentence says`,
  line: at.line,
  column: at.column,
  length: at.text.length,
})
