import picocolors from 'picocolors'
import { counted, visible } from '@assay/core'
import type { ColumnFacts, Profile } from '../suggest/contract.ts'
import { wrapped } from './display-width.ts'
import { detailsOf, differenceInWords, kindInWords, lookedAt, presenceInWords, tableInWords } from './profile-words.ts'
import { labelled, type Look } from './terminal-verdict.ts'

/** So many columns, and facts of one kind, are shown in a terminal. */
const MOST_COLUMNS = 100
const MOST_FACTS = 15

/** The profile for a terminal of `width` columns; no text from the data can steer it. */
export function renderProfile(profile: Profile, options: { readonly colour: boolean; readonly width: number }): string {
  const look: Look = { colours: picocolors.createColors(options.colour), width: Math.max(40, options.width) }
  const shown = profile.columns.slice(0, MOST_COLUMNS)
  const hidden = profile.columns.length - shown.length
  return [
    look.colours.bold(visible(profile.dataset)),
    ...wrapped(lookedAt(profile), look.width).map((line) => look.colours.dim(line)),
    ...shown.flatMap((each) => ['', ...columnLines(look, each)]),
    ...(hidden > 0
      ? ['', `… ${counted(hidden, 'more column')}: --format json and --format html have all of them, --column NAME one`]
      : []),
    ...tableLines(look, profile),
    '',
  ].join('\n')
}

function columnLines(look: Look, of: ColumnFacts): readonly string[] {
  const about = [kindInWords(of), presenceInWords(of), differenceInWords(of)].filter((each) => each !== '').join(' · ')
  const name = look.colours.bold(visible(of.name))
  const picture = spark(of)
  return [
    `  ${name}`,
    ...labelled(look, 'is', about),
    ...detailsOf(of).flatMap(([label, text]) => labelled(look, label, text)),
    ...(picture === '' ? [] : labelled(look, 'spread', look.colours.cyan(picture))),
  ]
}

const BLOCKS = ' ▁▂▃▄▅▆▇█'

/** How numbers are spread, one character for each bin; a bin with a row is always seen. */
function spark({ distribution }: ColumnFacts): string {
  if (distribution?.kind !== 'numbers') return ''
  const most = Math.max(1, ...distribution.bins.map((each) => each.rows))
  return distribution.bins.map(({ rows }) => BLOCKS.charAt(Math.ceil((rows / most) * (BLOCKS.length - 1)))).join('')
}

function tableLines(look: Look, { table }: Profile): readonly string[] {
  if (table === null) return []
  return tableInWords(table).flatMap(([title, lines]) => {
    const shown = lines.slice(0, MOST_FACTS)
    const hidden = lines.length - shown.length
    return [
      '',
      look.colours.bold(title),
      ...shown.flatMap(([sentence, seen]) =>
        wrapped(`${visible(sentence)}  ${seen}`, look.width - 2).map((line) => `  ${line}`),
      ),
      ...(hidden > 0 ? [look.colours.dim(`  … ${String(hidden)} more`)] : []),
    ]
  })
}
