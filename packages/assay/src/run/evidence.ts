import { drawn, sql, type Over } from '@assay/core'
import type { EngineRow } from '../engines/engine.ts'
import type { Cell, DistributionResult, EvidenceResult } from '../report/contract.ts'
import { candidates, commonValues, type CommonValue } from './common-values.ts'
import { histograms, picturesOf, scaled, textBars } from './distribution.ts'
import { atPlace, unblamedRows, type FailingPlaces, type FailingSource } from './failing-places.ts'
import { brokenOf, columnsSaid, lookAt, type Broken, type LookedAt } from './looked-at.ts'
import { plain } from './measure.ts'
import { question } from './question.ts'

/** What lets a person see why, by sentence: the first failing rows, what they have in common, how the values lie. */
export async function evidenceOf(
  source: FailingSource,
  places: readonly FailingPlaces[],
  total: number,
): Promise<ReadonlyMap<number, EvidenceResult>> {
  const found = new Map<number, EvidenceResult>()
  const bars = new Set<string>()
  for (const each of places)
    for (const [at, evidence] of await evidenceIn(source, each, total, bars)) found.set(at, evidence)
  return found
}

async function evidenceIn(
  source: FailingSource,
  places: FailingPlaces,
  total: number,
  bars: Set<string>,
): Promise<readonly (readonly [number, EvidenceResult])[]> {
  const broken = brokenOf(places)
  if (broken.length === 0) return []
  const looked = await lookAt(source, places, broken)
  const plan = drawn(
    broken.map((each) => each.check),
    source.environment,
  )
  const pictures = picturesOf(source, broken, plan)
  const numbers = await scaled(source, pictures, plan, total, question())
  const likely = await candidates(source, broken, looked)
  const counts = question()
  const commonIn = commonValues(likely, broken, total, { rows: plan, question: counts })
  const numbersIn = histograms(numbers, counts)
  const joined = sql`${plan.fromWith(likely.map((each) => each.column))} LEFT JOIN ${places.table} AS p ON ${atPlace(plan)}`
  const select = counts.select(joined)
  const [row = {}] = select === null ? [] : await source.engine.query(select)
  const common = commonIn(row)
  const distributions = new Map([...numbersIn(row), ...(await textBars(source, pictures, joined, bars))])
  const rows = await looked.rows()
  const unblamed = await unblamedRows(source, places)
  return broken.map((each, i) => {
    const distribution = distributions.get(i)
    return [
      each.at,
      {
        ...shown(source, places.plan, each, common[i] ?? [], rowsOf(looked, rows, i)),
        total: each.failing,
        blamed: [...each.blamed],
        ...(unblamed[each.i] ? { unblamed: unblamed[each.i] ?? 0 } : {}),
        common: [...(common[i] ?? [])],
        ...(distribution && showsFailing(distribution) ? { distribution } : {}),
      },
    ]
  })
}

/** What fails because it is missing stands in no picture of the values that are there. */
function showsFailing(of: DistributionResult): boolean {
  const parts = of.kind === 'numbers' ? [...of.bins, ...(of.unread ? [of.unread] : [])] : [...of.values, of.others]
  return parts.some(({ failing }) => failing > 0)
}

/** The first failing rows of a broken check: where each came from, and its cells by column. */
function rowsOf(looked: LookedAt, rows: ReadonlyMap<string, EngineRow>, i: number) {
  return (looked.first[i] ?? []).flatMap((place) => {
    const row = rows.get(place)
    return row
      ? [
          {
            file: Number(row.f),
            row: Number(row.n),
            cell: (column: string) => cellOf(row[looked.cell(column)]),
            beside: (title: string) => cellOf(row[looked.besideCell(title)]),
          },
        ]
      : []
  })
}

/** The key, the columns of the sentence, what they were compared with, and those that the failing rows have in common. */
function shown(
  source: FailingSource,
  over: Over,
  broken: Broken,
  common: readonly CommonValue[],
  rows: ReturnType<typeof rowsOf>,
): Pick<EvidenceResult, 'columns' | 'rows'> {
  const several = source.files.length > 1
  const there = (columns: readonly string[]) => [...new Set(columns)].filter((each) => over.column(each) !== null)
  const columns = there([...source.key, ...columnsSaid(broken.check, source)])
  const beside = broken.beside.map((each) => each.title)
  const more = there(common.map((each) => each.column)).filter((each) => !columns.includes(each))
  return {
    columns: [...(several ? ['file'] : []), 'row', ...columns, ...beside, ...more],
    rows: rows.map((found) => [
      ...(several ? [source.files[found.file] ?? ''] : []),
      found.row,
      ...columns.map(found.cell),
      ...beside.map(found.beside),
      ...more.map(found.cell),
    ]),
  }
}

/** A cell of a report: numbers, texts and truth values as they are, everything else as text. */
export function cellOf(value: EngineRow[string] | undefined): Cell {
  const given = plain(value ?? null)
  if (typeof given === 'number' && !Number.isFinite(given)) return given > 0 ? 'infinity' : '-infinity'
  return given !== null && typeof given === 'object' ? JSON.stringify(given) : (given as Cell)
}
