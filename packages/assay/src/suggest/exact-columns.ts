import { cellTexts, name, speakable, type Check, type ColumnProfile, type Environment, type Said } from '@assay/core'
import type { Engine, EngineValue } from '../engines/engine.ts'
import { endOf, whatItIs } from './column-facts.ts'
import type { ColumnFacts } from './contract.ts'
import { columnKey } from './facts/table.ts'
import { verdictsOn } from './numbers-of.ts'

/** What is counted on all rows where only a sample was looked at. */
export interface ExactColumn {
  readonly rows: number
  readonly present: number
  readonly different: number
  readonly once: number
  readonly frequent: readonly { readonly value: string; readonly rows: number }[]
  readonly rare: readonly { readonly value: string; readonly rows: number }[]
  readonly shortest: string
  readonly longest: string
  readonly unlike: number
  readonly smallest: string | null
  readonly largest: string | null
}

/** Columns in one statement, and values that are shown. */
const CHUNK = 50
const SHOWN = 10

/** By column (and its entries apart), its numbers on all rows: one pass for the values, one for all that sentences can measure. */
export async function exactColumns(
  engine: Engine,
  environment: Environment,
  columns: readonly ColumnProfile[],
  rows: number,
): Promise<ReadonlyMap<string, ExactColumn>> {
  const values = new Map<string, Values>()
  for (const entries of [false, true]) {
    const mine = columns.filter((each) => each.entries === entries)
    for (let at = 0; at < mine.length; at += CHUNK)
      for (const each of await valuesOf(engine, environment, mine.slice(at, at + CHUNK))) values.set(each.key, each)
  }
  const measured = await measures(engine, environment, columns, rows)
  return new Map(
    columns.map((of) => {
      const found = values.get(columnKey(of))
      const { unlike = 0, smallest = null, largest = null } = measured.get(columnKey(of)) ?? {}
      return [columnKey(of), { ...(found ?? NOTHING), rows, unlike, smallest, largest }] as const
    }),
  )
}

type Values = Omit<ExactColumn, 'rows' | 'unlike' | 'smallest' | 'largest'> & { readonly key: string }
const NOTHING: Omit<Values, 'key'> = {
  present: 0,
  different: 0,
  once: 0,
  frequent: [],
  rare: [],
  shortest: '',
  longest: '',
}

/** The different values of some columns with their rows, in one pass over all of these columns. */
async function valuesOf(
  engine: Engine,
  environment: Environment,
  columns: readonly ColumnProfile[],
): Promise<readonly Values[]> {
  const known = new Map(speakable(environment.dataset.columns).map((each) => [each.name, each]))
  const mine = columns.flatMap((each) => known.get(each.name) ?? [])
  const { texts, from, present } = cellTexts(mine, environment)
  const cells = mine.flatMap((each, i) => {
    const text = texts[i]
    if (!text) return []
    const whole =
      columns[i]?.entries === true || each.kind !== 'list' ? text.text : `array_to_string(${text.text}, ', ')`
    return [`${whole} AS ${name(`v${String(i)}`).text}`]
  })
  if (cells.length === 0) return []
  const names = mine.flatMap((_, i) => (texts[i] ? [`v${String(i)}`] : []))
  const unpivoted = `(UNPIVOT (SELECT ${cells.join(', ')} FROM ${from().text}) ON ${names.join(', ')})`
  const entries = columns[0]?.entries === true
  const each = entries ? `(SELECT name, unnest(value) AS value FROM ${unpivoted})` : unpivoted
  const there = `SELECT name, ${present({ text: 'value' } as ReturnType<typeof name>).text} AS v FROM ${each}`
  const groups = `SELECT name, v, count(*) AS n FROM (${there}) WHERE v IS NOT NULL GROUP BY name, v`
  const [value, order] = ['struct_pack(v := v, n := n)', `struct_pack(n := n, v := v)`]
  const found = await engine.query(
    `SELECT name, sum(n)::BIGINT AS present, count(*) AS different, count_if(n = 1) AS once, to_json(max_by(${value}, ${order}, ${String(SHOWN)})) AS frequent, to_json(min_by(${value}, ${order}, ${String(SHOWN)})) AS rare, min_by(v, struct_pack(l := length(v), v := v)) AS shortest, max_by(v, struct_pack(l := length(v), v := v)) AS longest FROM (${groups}) GROUP BY name`,
  )
  return found.flatMap((row) => {
    const of = columns[Number(String(row.name).slice(1))]
    return of
      ? [
          {
            key: columnKey(of),
            present: Number(row.present),
            different: Number(row.different),
            once: Number(row.once),
            frequent: counts(row.frequent),
            rare: counts(row.rare),
            shortest: String(row.shortest),
            longest: String(row.longest),
          },
        ]
      : []
  })
}

function counts(json: EngineValue | undefined): readonly { readonly value: string; readonly rows: number }[] {
  const read = JSON.parse(String(json)) as readonly { readonly v: string; readonly n: number }[]
  return read.map(({ v, n }) => ({ value: v, rows: n }))
}

interface Measures {
  readonly unlike: number
  readonly smallest: string | null
  readonly largest: string | null
}

/** What sentences can measure of columns, all of it in one plan. */
async function measures(
  engine: Engine,
  environment: Environment,
  columns: readonly ColumnProfile[],
  rows: number,
): Promise<ReadonlyMap<string, Measures>> {
  const asked = columns.flatMap((of) => {
    const is = whatItIs(of)
    return of.entries || claimOf(of, is) === null ? [] : [{ of, is }]
  })
  const checks = asked.flatMap(({ of, is }) => [reads(of, is), extreme(of, is, 'smallest'), extreme(of, is, 'largest')])
  const verdicts = await verdictsOn(engine, environment, checks, rows)
  return new Map(
    asked.map(({ of, is }, i) => {
      const [unlike, smallest, largest] = verdicts.slice(3 * i, 3 * i + 3)
      const end = (n: string | number | null | undefined) => (typeof n === 'number' ? endOf(n, is) : null)
      return [
        columnKey(of),
        { unlike: unlike?.failing ?? 0, smallest: end(smallest?.value), largest: end(largest?.value) },
      ]
    }),
  )
}

/** The claim that a column's values are what it is; null where no sentence says so. */
function claimOf(of: ColumnProfile, is: ColumnFacts['is']): Said | null {
  const [format] = of.formats
  switch (is) {
    case 'text':
    case 'list':
    case 'empty':
      return null
    case 'true or false':
      return { kind: 'kind', args: { kind: 'boolean' } }
    case 'date':
    case 'timestamp':
      return format
        ? { kind: format.time ? 'timestamp-written-as' : 'date-written-as', args: { formats: [format.format] } }
        : { kind: 'kind', args: { kind: is } }
    default:
      return { kind: 'kind', args: { kind: is } }
  }
}

const column = (of: ColumnProfile) => ({ kind: 'column', args: { name: of.name } })

const reads = (of: ColumnProfile, is: ColumnFacts['is']): Check => ({
  severity: 'should',
  measure: {
    share: {
      subject: { of: [column(of)], quantity: { is: 'every' } },
      claim: claimOf(of, is) ?? { kind: 'present', args: {} },
    },
  },
  bound: { exceptions: 0 },
})

/** Compared with itself, so that any kind of value can be. */
function extreme(of: ColumnProfile, is: ColumnFacts['is'], kind: 'smallest' | 'largest'): Check {
  if (is === 'time' || is === 'true or false') return reads(of, is)
  const number = { kind, args: { of: column(of) } }
  return { severity: 'should', measure: { number }, bound: { claim: { kind: 'at-least', args: { value: number } } } }
}
