import { cellText, counted, visible } from '@assay/core'
import picocolors from 'picocolors'
import type { ComparedColumn, Comparison } from './compare-contract.ts'
import {
  alsoSaid,
  comparisonHeadline,
  keyText,
  ownColumns,
  remarksOf,
  sideText,
  weighed,
  whereOfColumn,
} from './compare-wording.ts'
import { displayWidth, padEnd, wrapped } from './display-width.ts'
import { labelled, type Look } from './terminal-verdict.ts'

/** How two deliveries differ, for a terminal of `width` columns: what changed most comes first, what did not is named at the end. */
export function renderComparison(
  of: Comparison,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const look: Look = { colours: picocolors.createColors(options.colour), width: Math.max(60, options.width) }
  const { noisy, quiet } = weighed(of)
  return [
    ...headLines(look, of),
    ...alsoSaid(of).flatMap((each) => bullet(look, each)),
    ...of.notes.flatMap((each) => bullet(look, visible(each))),
    ...ownColumns(of).flatMap(({ label, names, more }) =>
      bullet(look, `${label}: ${names.map((each) => `\`${each}\``).join(', ')}${more}`),
    ),
    ...noisy.flatMap((column) => ['', ...columnLines(look, column, of)]),
    ...(quiet.length > 0
      ? [
          '',
          ...sameLines(
            look,
            quiet.map((each) => `\`${visible(each.name)}\``),
            of.same,
          ),
        ]
      : []),
    '',
  ].join('\n')
}

function headLines(look: Look, of: Comparison): readonly string[] {
  const { bold, dim } = look.colours
  const names = [of.before, of.after].map((each) => visible(each.name))
  const width = Math.max(...names.map(displayWidth))
  const side = (i: 0 | 1) => `  ${padEnd(names[i] ?? '', width)}  ${dim(sideText(i === 0 ? of.before : of.after))}`
  return [
    ...wrapped(`${names.join(' → ')}: ${comparisonHeadline(of)}`, look.width).map((line) => bold(line)),
    side(0),
    side(1),
    ...wrapped(keyText(of), look.width - 2).map((line) => `  ${dim(line)}`),
  ]
}

function bullet(look: Look, text: string): readonly string[] {
  const [first = '', ...rest] = wrapped(text, look.width - 4)
  return [`  · ${first}`, ...rest.map((line) => `    ${line}`)]
}

function columnLines(look: Look, column: ComparedColumn, of: Comparison): readonly string[] {
  const { bold, dim } = look.colours
  const kind = column.kind.after ?? column.kind.before ?? ''
  const where = whereOfColumn(column, of)
  return [
    `  ${bold(`\`${visible(column.name)}\``)}  ${dim(kind)}${column.state === 'renamed' ? '  renamed' : ''}`,
    ...remarksOf(column, of).flatMap(({ label, text }) => labelled(look, label, text)),
    ...(where === null ? [] : labelled(look, 'where', where)),
    ...exampleLines(look, column),
  ]
}

const MOST_EXAMPLES = 3

function exampleLines(look: Look, { changed }: ComparedColumn): readonly string[] {
  return (changed?.examples ?? []).slice(0, MOST_EXAMPLES).flatMap(({ key, before, after }, i) => {
    const cells = `${cellText(before, 40)} → ${cellText(after, 40)}`
    const row = key.map((each) => cellText(each, 30)).join(' ')
    return labelled(look, i === 0 ? 'such as' : '', `${cells}  ${look.colours.dim(row)}`)
  })
}

const MOST_NAMED = 40

function sameLines(look: Look, names: readonly string[], all: boolean): readonly string[] {
  const shown = names.slice(0, MOST_NAMED).join(', ')
  const more = names.length > MOST_NAMED ? ` and ${counted(names.length - MOST_NAMED)} more` : ''
  const said = `${all ? 'The same' : 'Nothing else changed'}: ${shown}${more}`
  return wrapped(said, look.width - 2).map((line) => `  ${look.colours.dim(line)}`)
}
