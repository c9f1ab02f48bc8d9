import picocolors from 'picocolors'
import {
  counted,
  percent,
  shownDuration,
  shownInstant,
  shownNumber,
  type State,
  visible,
  STATE_OF_DELIVERY,
} from '@assay/core'
import type { Overview, Point, SentenceSeries, Unit } from '../history/index.ts'
import type { DatasetRecord, DecisionRecord, DeliveryRecord, JudgedWrongRecord } from '../record.ts'
import { displayWidth, fitted, padEnd, padStart, wrapped } from './display-width.ts'
import { lineChart, sparkline } from './line-chart.ts'
import { paintOf, shapeOf, type Look } from './terminal-verdict.ts'

/** What a history holds, for a terminal. */

export interface LookOptions {
  readonly colour: boolean
  readonly width: number
}
const lookOf = ({ colour, width }: LookOptions): Look => ({
  colours: picocolors.createColors(colour),
  width: Math.max(60, width),
})

/** The number of a sentence as it is shown. */
export function shownValue(point: Pick<Point, 'value' | 'counted' | 'failing'>, unit: Unit): string {
  const { value, counted: of, failing } = point
  if (value === null) return '–'
  if (typeof value === 'string') return visible(value)
  if (unit === 'share') return of && failing !== null ? percent(of - failing, of) : `${shownNumber(value * 100)}%`
  return unit === 'duration' ? shownDuration(value) : unit === 'instant' ? shownInstant(value) : shownNumber(value)
}

const timeOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`

/** All datasets, a line each: its deliveries as shapes, and what the newest came to. */
export function renderOverview(all: readonly Overview[], options: LookOptions): string {
  const look = lookOf(options)
  if (all.length === 0) return 'No dataset was watched yet.\n'
  const name = Math.min(40, Math.max(...all.map((each) => displayWidth(visible(each.name)))))
  const lines = all.map((each) => {
    const last = each.deliveries.at(-1)
    const strip = each.deliveries.map(({ state }) => shapeOf(look, STATE_OF_DELIVERY[state])).join('')
    const said = last ? `${timeOf(last.arrivedAt)}  ${String(last.number)}: ${last.state}` : 'nothing has come yet'
    const alarms = each.openAlarms > 0 ? `  ${look.colours.red(counted(each.openAlarms, 'alarm'))}` : ''
    return `${padEnd(fitted(visible(each.name), name), name)}  ${said}${alarms}\n${' '.repeat(name + 2)}${strip}`
  })
  return `${lines.join('\n')}\n`
}

/** One dataset: its newest deliveries, and its sentences with their lines. */
export function renderDataset(
  dataset: DatasetRecord,
  deliveries: readonly DeliveryRecord[],
  said: readonly (DecisionRecord | JudgedWrongRecord)[],
  series: readonly SentenceSeries[],
  options: LookOptions,
): string {
  const look = lookOf(options)
  const { bold, dim } = look.colours
  const rows = [...deliveries].reverse().map((each) => deliveryLines(look, each, said))
  return `${[
    bold(visible(dataset.title ?? dataset.name)),
    ...rows.flat(),
    '',
    ...series.flatMap((each, i) => sentenceLines(look, each, i + 1)),
    dim(`assay history ${dataset.name} NUMBER draws one of these sentences`),
  ].join('\n')}\n`
}

/** What people decided about a delivery and said of its verdicts stands below it. */
function deliveryLines(
  look: Look,
  of: DeliveryRecord,
  said: readonly (DecisionRecord | JudgedWrongRecord)[],
): readonly string[] {
  const { dim } = look.colours
  const rows = of.rows === null ? '' : counted(of.rows, 'row')
  const what = of.state === 'same' ? `the same as ${String(of.sameAs ?? 0)}` : outcomeText(of)
  const line = `${padStart(String(of.number), 5)}  ${timeOf(of.arrivedAt)}  ${padEnd(visible(of.source), 24)}  ${padStart(rows, 12)}  ${visible(what)}`
  const below = said
    .filter((each) => each.number === of.number)
    .map((each) => dim(`         ${timeOf(each.at)}  ${whatOf(each)} by ${visible(each.by)}: ${visible(each.reason)}`))
  return [`${shapeOf(look, STATE_OF_DELIVERY[of.state])} ${line}`, ...below]
}

/** What became of it; of one that a person decided about, that first. */
function outcomeText({ state, outcome }: DeliveryRecord): string {
  if (outcome === null) return 'not judged yet'
  return state === 'released' || state === 'rejected' ? `${state}; it was ${outcome}` : outcome
}

const DECIDED: { readonly [what in DecisionRecord['what']]: string } = {
  release: 'released',
  reject: 'rejected',
  replay: 'judged again',
  forget: 'rows erased',
}

const whatOf = (said: DecisionRecord | JudgedWrongRecord): string =>
  'what' in said
    ? DECIDED[said.what]
    : `${visible(said.sentence)}: ${said.kind === 'expected' ? 'expected' : 'should have alarmed'}`

const stateOf = (point: Point | undefined, severity: 'must' | 'should'): State =>
  point?.status === 'broken' && severity === 'should' ? 'warning' : (point?.status ?? 'idle')

const SPARK = 30

function sentenceLines(look: Look, of: SentenceSeries, number: number): readonly string[] {
  const last = of.points.at(-1)
  const value = last ? shownValue(last, of.unit) : '–'
  const line = sparkline(of.points.map(numberOf), SPARK)
  const room = Math.max(20, look.width - 8)
  const [first = '', ...more] = wrapped(visible(of.canonical), room)
  const shape = shapeOf(look, stateOf(last, of.severity))
  return [
    `${shape} ${padStart(String(number), 3)}  ${first}`,
    ...more.map((each) => `       ${each}`),
    `       ${padEnd(line, SPARK)}  ${value} ${look.colours.dim(visible(of.bound))}`,
  ]
}

const numberOf = ({ value }: Point): number | null => (typeof value === 'number' ? value : null)

const HEIGHT = 9

/** One sentence: its number's line with the band it must stay in, and each delivery. */
export function renderSentence(
  of: SentenceSeries,
  deliveries: ReadonlyMap<number, DeliveryRecord>,
  options: LookOptions,
): string {
  const look = lookOf(options)
  const { bold, dim } = look.colours
  const points = of.points.map((each) => ({
    value: numberOf(each),
    low: each.low,
    high: each.high,
    broken: each.status === 'broken',
  }))
  const chart = lineChart(points, {
    width: look.width - 24,
    height: HEIGHT,
    shown: (value) => shownValue({ value, counted: null, failing: null }, of.unit),
    paint: { broken: paintOf(look, of.severity === 'should' ? 'warning' : 'broken'), band: dim },
  })
  const values = of.points.map((each) => shownValue(each, of.unit))
  const wide = Math.max(...values.map(displayWidth), 5)
  const rows = of.points.map((each, i) => {
    const delivery = deliveries.get(each.delivery)
    const rows =
      each.failing && each.counted !== null ? `${counted(each.failing)} of ${counted(each.counted)} fail` : ''
    return `${shapeOf(look, stateOf(each, of.severity))} ${padStart(String(each.delivery), 5)}  ${delivery ? timeOf(delivery.arrivedAt) : ''}  ${padStart(values[i] ?? '', wide)}  ${padEnd(each.status ?? 'measured later', 14)}  ${rows}`.trimEnd()
  })
  return `${[
    ...wrapped(visible(of.canonical), look.width).map(bold),
    ...wrapped(visible(of.reading), look.width).map(dim),
    '',
    ...chart,
    '',
    ...rows,
  ].join('\n')}\n`
}
