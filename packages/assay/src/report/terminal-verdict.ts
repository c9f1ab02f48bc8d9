import type { createColors } from 'picocolors'
import {
  afterText,
  beside,
  commonDetails,
  commonText,
  counted,
  numberOf,
  type State,
  stateOf,
  visible,
  unblamedText,
} from '@assay/core'
import type { PageResult, VerdictResult } from './contract.ts'
import { displayWidth, fitted, padEnd, padStart, wrapped } from './display-width.ts'
import { amendmentText, toldMend } from './mend-words.ts'
import { evidenceTable } from './terminal-table.ts'

export interface Look {
  readonly colours: ReturnType<typeof createColors>
  /** Columns of the terminal. */
  readonly width: number
  /** The command as it was called. */
  readonly assay?: string
}

const SHAPES: Record<State, string> = { broken: '▲', unchecked: '◌', warning: '◆', idle: '○', holds: '●' }

export function paintOf(look: Look, state: State): (text: string) => string {
  const { red, yellow, green, dim, magenta } = look.colours
  return { broken: red, unchecked: magenta, warning: yellow, idle: dim, holds: green }[state]
}

export const shapeOf = (look: Look, state: State): string => paintOf(look, state)(SHAPES[state])

const INDENT = '    '
const LABEL = 10

/** A labelled text below a sentence, wrapped with a hanging indent. */
export function labelled(look: Look, label: string, text: string): readonly string[] {
  const [first = '', ...rest] = wrapped(text, Math.max(20, look.width - INDENT.length - LABEL))
  const start = INDENT + look.colours.dim(padEnd(fitted(label, LABEL - 1), LABEL))
  return [start + first, ...rest.map((line) => INDENT + ' '.repeat(LABEL) + line)]
}

/** A verdict that somebody should look at, with everything that helps to understand it. */
export function fullVerdict(look: Look, page: PageResult, verdict: VerdictResult): readonly string[] {
  const state = stateOf(verdict)
  return [
    ...sentenceLines(look, verdict, state),
    ...labelled(look, state === 'unchecked' ? 'why not' : 'found', visible(verdict.reason)),
    ...mendLines(look, page, verdict),
    ...evidenceLines(look, verdict),
    ...groupLines(look, verdict),
    ...labelled(look, 'reading', visible(verdict.reading)),
    ...verdict.notes.flatMap((n) => labelled(look, visible(n.label ?? 'note').toLowerCase(), visible(n.text))),
    ...afterLines(look, page, verdict),
    ...labelled(look, 'where', `${visible(page.page)}:${verdict.line}`),
  ]
}

/** What changed, the values side by side, what supports it, and the page that would take it. */
function mendLines(look: Look, page: PageResult, verdict: VerdictResult): readonly string[] {
  const told = toldMend(page, verdict)
  if (!told) return []
  const says = labelled(look, 'changed', look.colours.bold(visible(told.says)))
  const { rest } = told
  if (!rest) return says
  const old = rest.values.map(([value]) => fitted(visible(value), LONGEST_VALUE))
  const width = Math.max(0, ...old.map(displayWidth))
  const values = rest.values.map(
    ([, now], i) => `${padEnd(old[i] ?? '', width)}  ${look.colours.dim('→')}  ${fitted(visible(now), LONGEST_VALUE)}`,
  )
  return [
    ...says,
    ...values.flatMap((text, i) => labelled(look, i === 0 ? 'was → is' : '', text)),
    ...labelled(look, 'checked', visible(rest.support)),
    ...rest.amendments.flatMap((each, i) => labelled(look, i === 0 ? 'amended' : '', amendmentText(each))),
    ...labelled(look, 'next', visible(rest.next)),
  ]
}
const LONGEST_VALUE = 40

function afterLines(look: Look, page: PageResult, verdict: VerdictResult): readonly string[] {
  const text = afterText(verdict, page)
  return text === undefined ? [] : labelled(look, 'after', text)
}

function sentenceLines(look: Look, verdict: VerdictResult, state: State): readonly string[] {
  const number = numberOf(verdict)
  const room = Math.max(20, look.width - INDENT.length - displayWidth(number) - 2)
  const [first = '', ...rest] = wrapped(visible(verdict.sentence), room)
  const line = padEnd(first, room) + '  ' + paintOf(look, state)(look.colours.bold(number))
  return [`  ${shapeOf(look, state)} ${line}`, ...rest.map((l) => INDENT + l)]
}

function evidenceLines(look: Look, { evidence }: VerdictResult): readonly string[] {
  if (evidence === undefined) return []
  const { rows, common } = commonText(evidence)
  const open = unblamedText(evidence)
  const paint = { wrong: look.colours.red, quiet: look.colours.dim }
  const table = evidenceTable(evidence, Math.max(20, look.width - INDENT.length - 2), paint)
  return [
    ...(common === undefined ? [] : labelled(look, 'rows', `${rows} ${common}`)),
    ...commonDetails(evidence).flatMap((text) => labelled(look, '', text)),
    ...table.map((line) => `${INDENT}  ${line}`),
    ...(open === undefined ? [] : labelled(look, '', open)),
  ]
}

const MOST_GROUPS = 10

function groupLines(look: Look, { groups, groupCount, severity }: VerdictResult): readonly string[] {
  if (groups === undefined) return []
  const shown = groups.slice(0, MOST_GROUPS)
  const more = (groupCount?.all ?? groups.length) - shown.length
  const lines = shown.map((g) => {
    const name = Object.entries(g.group).map(
      ([k, v]) => `${visible(k)} = ${visible(v === null ? 'missing' : String(v))}`,
    )
    const shape = shapeOf(look, stateOf({ status: g.status, severity }))
    return `${INDENT}  ${shape} ${fitted(`${name.join(', ')}: ${visible(g.reason)}`, Math.max(20, look.width - 8))}`
  })
  return [...lines, ...(more > 0 ? [`${INDENT}  ${look.colours.dim(`… ${counted(more)} more groups`)}`] : [])]
}

/** A verdict on nothing, with the reason why there was nothing to judge. */
export function idleVerdict(look: Look, page: PageResult, verdict: VerdictResult): readonly string[] {
  const because = labelled(look, 'because', visible(verdict.reason))
  return [...sentenceLines(look, verdict, 'idle'), ...because, ...afterLines(look, page, verdict)]
}

/** Verdicts that need no explanation: numbers and bounds aligned beside the sentence, which is never cut. */
export function briefVerdicts(look: Look, verdicts: readonly VerdictResult[]): readonly string[] {
  const lines = verdicts.map((v) => ({
    state: stateOf(v),
    sentence: visible(v.sentence),
    number: numberOf(v),
    beside: visible(beside(v)),
  }))
  const number = Math.max(0, ...lines.map((l) => displayWidth(l.number)))
  const last = Math.min(Math.floor(look.width / 3), Math.max(0, ...lines.map((l) => displayWidth(l.beside))))
  const room = Math.max(20, look.width - INDENT.length - number - last - 4)
  const sentence = Math.min(room, Math.max(0, ...lines.map((l) => displayWidth(l.sentence))))
  return lines.flatMap((l) => {
    const [first = '', ...more] = wrapped(l.sentence, sentence)
    const measured = `${padStart(l.number, number)}  ${look.colours.dim(fitted(l.beside, last))}`
    return [`  ${shapeOf(look, l.state)} ${padEnd(first, sentence)}  ${measured}`, ...more.map((m) => INDENT + m)]
  })
}
