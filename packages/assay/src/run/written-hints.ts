import {
  cellTexts,
  columnsIn,
  guessedFormats,
  isPrivate,
  number,
  numberIn,
  seenOf,
  speakable,
  sql,
  writtenAsSentence,
  type Check,
  type Environment,
  type NumberStyle,
  type Page,
  type Seen,
  type Verdict,
} from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import type { Judgement } from './judgement.ts'

/** So many rows are looked at: a column that is written otherwise is so from its beginning. */
const FIRST_ROWS = 2000
/** More fail than hold, and nearly all values can be read in the other way. */
const MOST = 0.5
const NEARLY_ALL = 0.95
/** Each also reads numbers without marks at the thousands. */
const STYLES = ['1.234,56', '1 234,56', "1'234.56", '1,234.56'] as const satisfies readonly NumberStyle[]

/** The judgement with a word on row-wise sentences that fail in most rows because numbers or dates are written in another way. */
export async function withHints(
  engine: Engine,
  page: Page,
  environment: Environment,
  judgement: Judgement,
): Promise<Judgement> {
  const { dataset } = environment
  const texts = speakable(dataset.columns).filter((each) => each.kind === 'text' && !isPrivate(each.name, page.private))
  const asked = page.sentences.map(({ check }, at) =>
    fails(check, judgement.verdicts[at]) ? texts.filter(({ name }) => columnsIn(check.measure).includes(name)) : [],
  )
  const columns = [...new Set(asked.flat())]
  if (columns.length === 0) return judgement
  const seen = await firstValues(engine, columns, environment)
  return {
    ...judgement,
    verdicts: judgement.verdicts.map((verdict, at) => {
      const check = page.sentences[at]?.check
      const [hint] = (asked[at] ?? []).flatMap(({ name }) => {
        const of = seen.get(name)
        return of && check ? (hintOf(check, of, environment) ?? []) : []
      })
      return hint === undefined ? verdict : { ...verdict, reason: `${verdict.reason}; ${hint}` }
    }),
  }
}

const fails = ({ measure }: Check, v: Verdict | undefined): boolean =>
  'share' in measure &&
  v?.status === 'broken' &&
  v.failing !== null &&
  v.counted !== null &&
  v.failing > MOST * v.counted

async function firstValues(
  engine: Engine,
  columns: Parameters<typeof cellTexts>[0],
  environment: Environment,
): Promise<ReadonlyMap<string, Seen>> {
  const { from, texts, present } = cellTexts(columns, environment)
  const found = new Map<string, Seen>()
  for (const [i, { name }] of columns.entries()) {
    const text = texts[i]
    if (!text) continue
    const rows = await engine.query(sql`SELECT ${present(text)} AS v FROM ${from()} LIMIT ${number(FIRST_ROWS)}`.text)
    found.set(
      name,
      seenOf(
        name,
        'text',
        rows.map(({ v }) => (typeof v === 'string' ? v : null)),
      ),
    )
  }
  return found
}

/** How the page can say what the values of a column are; null where they are as they should be, or the page says it already. */
function hintOf(check: Check, of: Seen, { dataset }: Environment): string | null {
  const kinds = [...JSON.stringify(check.measure).matchAll(/"kind":"([^"]+)"/g)].map(([, kind = '']) => kind)
  const share = (style: NumberStyle) =>
    of.values.reduce((n, { value, rows }) => n + (numberIn(value, style) === null ? 0 : rows), 0) / of.present
  if (of.present === 0) return null
  if (kinds.some((each) => each.endsWith('number')) && dataset.numbers === null && share('1234.56') < MOST) {
    const style = STYLES.find((each) => share(each) >= NEARLY_ALL)
    return style === undefined ? null : `the page can say how its numbers are written: \`numbers: ${style}\``
  }
  if (!kinds.some((each) => /date|timestamp|past|future|day|month|year/.test(each))) return null
  if (dataset.formats.has(of.name)) return null
  const found = guessedFormats(
    of.values.map(({ value, rows }) => ({ text: value.trim(), rows })),
    of.present,
  )
  if (found[0]?.time && kinds.includes('kind') && kinds.includes('date')) return null
  const sentence = writtenAsSentence(of.name, found)
  return sentence && `a sentence can say how it is written: ${sentence}`
}
