import { shownCount, text, type PageSql } from '@assay/core'
import type { Engine } from './engine.ts'
import { parseAlone, unusedName } from './page-expression-parse.ts'
import { objectionTo, type ExpressionKind, type Objection } from './page-expression-rules.ts'
import { writeAnew } from './page-expression-write.ts'
import { ALLOWED_AGGREGATES, ALLOWED_FUNCTIONS } from './page-functions.ts'

export type PageExpression =
  { readonly ok: true; readonly sql: PageSql } | { readonly ok: false; readonly message: string }

/** Longer is no expression that a person wrote; and it bounds the time of the parser. */
const LONGEST = 10_000

/**
 * Reads SQL that stands on a page under `words` (a condition of one row) or `measures` (an aggregate over the rows): one
 * expression that computes from columns and can do nothing else, or a message that says what is not allowed. What is run
 * later is not what was written, but what the engine's parser understood, written anew with the columns as parameters.
 */
export async function readPageExpression(
  engine: Engine,
  written: string,
  kind: ExpressionKind,
): Promise<PageExpression> {
  if (written.trim() === '') return no('the SQL is empty')
  if (written.length > LONGEST) return no(`the SQL has more than ${shownCount(LONGEST)} characters`)
  const table = unusedName('page_rows', written)
  const parsed = await parseAlone(engine, written, table)
  if ('message' in parsed) return no(parsed.message)
  const objection = objectionTo(parsed.expression, kind)
  if (objection) return no(await withNearest(engine, objection))
  const sql = await writeAnew(engine, parsed.expression, table)
  return sql
    ? { ok: true, sql }
    : no('the SQL has a form that cannot be written back exactly; write it in a simpler way')
}

const no = (message: string): PageExpression => ({ ok: false, message })

async function withNearest(engine: Engine, { message, unknown }: Objection): Promise<string> {
  if (unknown === undefined || !/^\w{3}/.test(unknown)) return message
  const names = [...ALLOWED_FUNCTIONS, ...ALLOWED_AGGREGATES].map((name) => text(name).text)
  const [row] = await engine.query(
    `SELECT name FROM (SELECT unnest([${names.join(', ')}]) AS name, ${text(unknown).text} AS wrong)
     WHERE damerau_levenshtein(name, wrong) <= greatest(1, len(wrong) // 4) ORDER BY damerau_levenshtein(name, wrong), name LIMIT 1`,
  )
  return row ? `${message}; did you mean \`${String(row['name'])}\`?` : message
}
