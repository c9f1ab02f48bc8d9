import {
  afterText,
  cellText,
  commonDetails,
  commonText,
  foundText,
  furtherReason,
  counted,
  evidenceColumns,
  headline,
  nameOf,
  numberOf,
  type State,
  stateOf,
  stateOfPage,
  STATES,
  tally,
  withState,
  worstFirst,
  unblamedText,
} from '@assay/core'
import type { EvidenceResult, PageResult, Result, VerdictResult } from './contract.ts'
import { amendmentText, toldMend } from './mend-words.ts'
import { markdownHtml, markdownSentence, markdownTable, markdownText } from './markdown-text.ts'
import { failingCommand } from './failing-command.ts'

const SHAPES: Readonly<Record<State, string>> = { broken: '🔺', unchecked: '◌', warning: '🔶', idle: '○', holds: '🟢' }
const MOST_BYTES = 60_000
const MOST_SENTENCES = 50
const MOST_ROWS = 10
const MOST_COLUMNS = 12

/** A part of the text: what is less important is left out first when there is no room. */
interface Block {
  readonly text: string
  readonly importance: 'outcome' | 'evidence'
}

/** The result in GitHub's Markdown, for the summary of a pipeline or a comment: outcome first, below 60,000 bytes. */
export function renderMarkdown(result: Result, assay = 'assay'): string {
  const counts = tally(result.summary).map(([state, text]) => `${SHAPES[state]} ${text}`)
  const top: Block = { text: `## ${markdownText(headline(result))}\n\n${counts.join(' · ')}`, importance: 'outcome' }
  return withinLimit([top, ...worstFirst(result.pages).flatMap((page) => blocksOf(page, assay))])
}

const size = (text: string): number => Buffer.byteLength(text) + 2
const ROOM_FOR_NOTE = 300

function withinLimit(blocks: readonly Block[]): string {
  const kept = new Set<Block>()
  let room = MOST_BYTES - ROOM_FOR_NOTE
  for (const importance of ['outcome', 'evidence'] as const)
    for (const block of blocks.filter((b) => b.importance === importance)) {
      if (size(block.text) > room) continue
      room -= size(block.text)
      kept.add(block)
    }
  const left = blocks.length - kept.size
  const note = `_${counted(left, 'part')} of ${counted(blocks.length)} left out to stay below 60 kB; \`--format html\` shows everything._`
  return `${[...blocks.filter((b) => kept.has(b)).map((b) => b.text), ...(left > 0 ? [note] : [])].join('\n\n')}\n`
}

function blocksOf(page: PageResult, assay: string): readonly Block[] {
  const wrong = STATES.filter((s) => s !== 'holds' && s !== 'idle').flatMap((s) => withState(page, s))
  const texts = [
    titleOf(page),
    sentencesOf(page, wrong),
    diagnosticsOf(page),
    unreadableOf(page),
    restOf(page),
    allRows(page, assay),
  ]
  return [
    { text: texts.filter((t) => t !== '').join('\n\n'), importance: 'outcome' },
    ...wrong.slice(0, MOST_SENTENCES).map((v): Block => ({ text: detailsOf(page, v), importance: 'evidence' })),
  ]
}

function titleOf(page: PageResult): string {
  const facts = [page.page, page.delivery.source, counted(page.delivery.rows, 'row'), page.owner ?? '']
  const meta = facts.filter((f) => f !== '').map((f) => markdownText(f, 120))
  const title = `### ${SHAPES[stateOfPage(page)]} ${markdownText(nameOf(page), 120)}`
  return `${title}\n\n**${markdownText(page.outcome)}**  \n${meta.join(' · ')}`
}

function sentencesOf(page: PageResult, wrong: readonly VerdictResult[]): string {
  if (wrong.length === 0) return ''
  const rows = wrong.slice(0, MOST_SENTENCES).map((v) => {
    // number and bound have their own columns
    const said = [v.status === 'unchecked' ? v.reason : foundText(v), afterText(v, page)]
    return [
      SHAPES[stateOf(v)],
      markdownSentence(v.sentence),
      `**${markdownText(numberOf(v), 60)}**`,
      markdownText(v.bound, 100),
      markdownSentence(said.flatMap((each) => each ?? []).join('; ')),
      String(v.line),
    ]
  })
  const table = markdownTable(['', 'sentence', 'number', 'bound', 'found', 'line'], rows)
  const more = wrong.length - rows.length
  return more > 0 ? `${table}\n\n${counted(more)} more are broken or not checked.` : table
}

function diagnosticsOf({ diagnostics }: PageResult): string {
  const shape = { error: SHAPES.unchecked, warning: SHAPES.warning, note: SHAPES.idle }
  const lines = diagnostics.slice(0, MOST_SENTENCES).map((d) => {
    const fix = d.fix === undefined ? '' : `; write: ${markdownSentence(d.fix)}`
    return `- ${shape[d.severity]} line ${d.line}: ${markdownSentence(d.message)}${fix}`
  })
  const more = diagnostics.length - lines.length
  return [...lines, ...(more > 0 ? [`- ${counted(more, 'more message')}`] : [])].join('\n')
}

function unreadableOf({ delivery: { unreadable, rows, unreadableRows } }: PageResult): string {
  if (unreadable === 0) return ''
  const lines = unreadableRows.slice(0, MOST_ROWS).map((r) => `- ${markdownText(`${r.file} row ${r.row}: ${r.why}`)}`)
  return [`${counted(unreadable)} of ${counted(rows, 'row')} could not be read.`, '', ...lines].join('\n')
}

function restOf(page: PageResult): string {
  const of = (state: State): number => withState(page, state).length
  const idle = of('idle') === 0 ? [] : [`${SHAPES.idle} ${counted(of('idle'))} idle`]
  const holds =
    of('holds') === 0 ? [] : [`${SHAPES.holds} ${counted(of('holds'))} ${of('holds') === 1 ? 'holds' : 'hold'}`]
  return [...idle, ...holds].join(' · ')
}

function allRows(page: PageResult, assay: string): string {
  const command = failingCommand(page, assay)
  return command === null ? '' : `Every failing row, in a file: <code>${markdownText(command)}</code>`
}

function detailsOf(page: PageResult, verdict: VerdictResult): string {
  const { evidence } = verdict
  const { rows = '', common } = evidence === undefined ? {} : commonText(evidence)
  const shared = common === undefined ? '' : ` — ${rows} ${common}`
  const reason = furtherReason(verdict)
  const notes = verdict.notes.map((n) => `**${markdownText(n.label ?? 'Note', 60)}:** ${markdownSentence(n.text)}`)
  const parts = [
    `<details><summary>${markdownHtml(verdict.sentence.replaceAll('`', ''), 200)}${markdownHtml(shared)}</summary>`,
    ...(reason === null ? [] : [markdownSentence(reason)]),
    ...mendParts(page, verdict),
    ...(evidence === undefined ? [] : evidenceOf(evidence)),
    ...groupsOf(verdict),
    ...notes,
    `Reading: ${markdownSentence(verdict.reading, 600)}`,
    '</details>',
  ]
  return parts.join('\n\n')
}

function mendParts(page: PageResult, verdict: VerdictResult): readonly string[] {
  const told = toldMend(page, verdict)
  if (!told) return []
  const says = `**Changed:** ${markdownSentence(told.says)}`
  const { rest } = told
  if (!rest) return [says]
  const values = rest.values.map(([was, is]) => [markdownText(was, 60), markdownText(is, 60)])
  return [
    says,
    markdownTable(['was', 'is'], values),
    markdownSentence(rest.support),
    ...rest.amendments.map((each) => `Amended: ${markdownSentence(amendmentText(each))}`),
    markdownSentence(rest.next),
  ]
}

function evidenceOf(evidence: EvidenceResult): readonly string[] {
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const head = columns.map(({ name, blamed }) => (blamed ? `${SHAPES.broken} ` : '') + markdownText(name, 60))
  const rows = evidence.rows
    .slice(0, MOST_ROWS)
    .map((row) => columns.map(({ at, blamed }) => bold(markdownText(cellText(row[at] ?? null, 100)), blamed)))
  const details = commonDetails(evidence).map((d) => `- ${markdownText(d)}`)
  const left = evidence.total - rows.length
  const below = [...(left > 0 ? [counted(left, 'more row')] : []), unblamedText(evidence) ?? []].flat()
  return [
    ...(details.length > 0 ? [details.join('\n')] : []),
    markdownTable(head, rows),
    ...below.map((each) => markdownSentence(each)),
  ]
}

const bold = (text: string, is: boolean): string => (is ? `<b>${text}</b>` : text)

function groupsOf({ groups, severity }: VerdictResult): readonly string[] {
  const [first] = groups ?? []
  if (groups === undefined || first === undefined) return []
  const keys = Object.keys(first.group)
  const rows = groups
    .slice(0, MOST_ROWS)
    .map((g) => [
      SHAPES[stateOf({ status: g.status, severity })],
      ...keys.map((key) => markdownText(cellText(g.group[key] ?? null, 60))),
      markdownText(g.shown, 60),
      markdownSentence(g.reason),
    ])
  return [markdownTable(['', ...keys.map((k) => markdownText(k, 60)), 'value', 'verdict'], rows)]
}
