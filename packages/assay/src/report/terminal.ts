import picocolors from 'picocolors'
import { counted, fileSize, headline, shortened, stateOfPage, tally, visible, withState, worstFirst } from '@assay/core'
import type { PageResult, Result } from './contract.ts'
import { failingCommand } from './failing-command.ts'
import { briefVerdicts, fullVerdict, idleVerdict, labelled, type Look, paintOf, shapeOf } from './terminal-verdict.ts'
import { displayWidth, wrapped } from './display-width.ts'

/**
 * The result for a terminal of `width` columns, what needs someone first; the last line is the summary. It reads
 * without colour, and no text from data or a page can steer the terminal.
 */
export function renderPretty(
  result: Result,
  options: { readonly colour: boolean; readonly width: number; readonly assay?: string },
): string {
  const look: Look = {
    colours: picocolors.createColors(options.colour),
    width: Math.max(40, options.width),
    assay: options.assay ?? 'assay',
  }
  const pages = worstFirst(result.pages)
  return [...pages.flatMap((page) => [...pageLines(look, page), '']), summaryLine(look, result), ''].join('\n')
}

function pageLines(look: Look, page: PageResult): readonly string[] {
  // why nothing was checked is said once, above the sentences
  if (page.state === 'not-checked')
    return [
      ...outcomeLines(look, page),
      ...diagnosticLines(look, page),
      ...(page.verdicts.length > 0 ? ['', ...briefVerdicts(look, page.verdicts)] : []),
    ]
  const worst = ['broken', 'unchecked'] as const
  const idle = withState(page, 'idle')
  const holding = withState(page, 'holds')
  return [
    ...outcomeLines(look, page),
    ...worst.flatMap((state) => withState(page, state).flatMap((v) => ['', ...fullVerdict(look, page, v)])),
    ...diagnosticLines(look, page),
    ...unreadableLines(look, page),
    ...withState(page, 'warning').flatMap((v) => ['', ...fullVerdict(look, page, v)]),
    ...(idle.length > 0 ? ['', ...idle.flatMap((v) => idleVerdict(look, page, v))] : []),
    ...(holding.length > 0 ? ['', ...briefVerdicts(look, holding)] : []),
    ...fileLines(look, page),
    ...failingLines(look, page),
  ]
}

function outcomeLines(look: Look, page: PageResult): readonly string[] {
  const name = look.colours.bold(visible(page.dataset))
  const [first = '', ...rest] = wrapped(
    `${counted(page.delivery.rows, 'row')} · ${visible(page.outcome)}`,
    Math.max(20, look.width - visible(page.dataset).length - 5),
  )
  return [`${shapeOf(look, stateOfPage(page))} ${name} · ${first}`, ...rest.map((line) => `  ${line}`)]
}

const SHAPE_OF_SEVERITY = { error: 'unchecked', warning: 'warning', note: 'idle' } as const

function diagnosticLines(look: Look, page: PageResult): readonly string[] {
  return page.diagnostics.flatMap((d) => {
    const state = SHAPE_OF_SEVERITY[d.severity]
    const at = `${visible(page.page)}:${d.line}:${d.column}`
    return [
      '',
      `  ${shapeOf(look, state)} ${at} ${paintOf(look, state)(d.severity)}`,
      ...labelled(look, 'message', visible(d.message)),
      ...(d.fix === undefined ? [] : labelled(look, 'write', visible(d.fix))),
    ]
  })
}

function unreadableLines(look: Look, { accepted, delivery }: PageResult): readonly string[] {
  if (delivery.unreadable === 0) return []
  const of = `${counted(delivery.unreadable)} of ${counted(delivery.rows, 'row')} could not be read`
  const rows = delivery.unreadableRows.flatMap((r) =>
    labelled(
      look,
      '',
      `${visible(r.file)} row ${counted(r.row)}: ${visible(r.why)}: ${visible(shortened(r.text, 60))}`,
    ),
  )
  return ['', `  ${shapeOf(look, accepted ? 'warning' : 'broken')} ${of}`, ...rows]
}

const MOST_FILES = 5

function fileLines(look: Look, { delivery }: PageResult): readonly string[] {
  const { dim } = look.colours
  const lines = delivery.files
    .slice(0, MOST_FILES)
    .map((f) => `${visible(f.file)} · ${counted(f.rows, 'row')} · ${fileSize(f.bytes)} · ${visible(f.format)}`)
  const more = delivery.files.length - lines.length
  const all = more > 0 ? [...lines, `… ${counted(more)} more files`] : lines
  return all.length === 0 ? [] : ['', ...all.flatMap((l) => wrapped(l, look.width - 2)).map((l) => `  ${dim(l)}`)]
}

/** Once for all sentences of the page. */
function failingLines(look: Look, page: PageResult): readonly string[] {
  const command = failingCommand(page, look.assay ?? 'assay')
  if (command === null) return []
  return ['', ...wrapped(`every failing row, in a file: ${command}`, look.width - 2).map((line) => `  ${line}`)]
}

function summaryLine(look: Look, result: Result): string {
  const said = visible(headline(result))
  const parts = tally(result.summary)
  const wide = displayWidth(`${said} ${parts.map(([, text]) => text).join(', ')}.`) > look.width
  const counts = parts.map(([state, text]) => paintOf(look, state)(text)).join(', ')
  return `${look.colours.bold(said)}${wide ? '\n' : ' '}${counts}.`
}
